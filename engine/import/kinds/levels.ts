/** Levels of a category: texts that differ only in case or spaces are one, shown in the spelling seen most often. */
export interface Levels {
  /** [n], index into `levels`; -1 is missing. */
  readonly codes: Int32Array;
  /** Most frequent first, ties in order of first appearance. */
  readonly levels: readonly string[];
  /** Spellings that were merged into another. */
  readonly merged: number;
}

/**
 * @param codes [n], index into `texts`; -1 is missing
 * @param foldCase whether "PUNJAB" and "Punjab" are one
 */
export function buildLevels(codes: Int32Array, texts: readonly string[], foldCase: boolean): Levels {
  const textCounts = countCodes(codes, texts.length);
  const levelOfKey = new Map<string, number>();
  const best: string[] = [];
  const bestCount: number[] = [];
  const spellings = new Map<string, number>();
  texts.forEach((text, code) => spellings.set(text, (spellings.get(text) ?? 0) + textCounts[code]));
  const levelOfText = Int32Array.from(texts, text => {
    const key = foldCase ? text.toLowerCase() : text;
    let level = levelOfKey.get(key);
    if (level === undefined) {
      level = best.push(text) - 1;
      bestCount.push(spellings.get(text)!);
      levelOfKey.set(key, level);
    } else if (spellings.get(text)! > bestCount[level]) {
      best[level] = text;
      bestCount[level] = spellings.get(text)!;
    }
    return level;
  });
  const ordered = orderLevels(
    Int32Array.from(codes, code => (code < 0 ? -1 : levelOfText[code])),
    best,
  );
  return { ...ordered, merged: spellings.size - best.length };
}

/** Counts anew, leaves out levels that no row has, and puts the most frequent first. */
export function orderLevels(codes: Int32Array, levels: readonly string[]): { codes: Int32Array; levels: string[] } {
  const counts = countCodes(codes, levels.length);
  const firstSeen = new Int32Array(levels.length).fill(-1);
  for (let i = codes.length - 1; i >= 0; i--) if (codes[i] >= 0) firstSeen[codes[i]] = i;
  const order = Array.from(levels.keys()).filter(level => counts[level] > 0);
  order.sort((a, b) => counts[b] - counts[a] || firstSeen[a] - firstSeen[b] || a - b);
  const position = new Int32Array(levels.length).fill(-1);
  order.forEach((level, i) => (position[level] = i));
  return { codes: codes.map(code => (code < 0 ? -1 : position[code])), levels: order.map(level => levels[level]) };
}

export function countCodes(codes: Int32Array, nLevels: number): Int32Array {
  const counts = new Int32Array(nLevels);
  for (const code of codes) if (code >= 0) counts[code]++;
  return counts;
}
