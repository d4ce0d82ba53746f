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
 * @param texts in order of first appearance
 * @param foldCase whether "PUNJAB" and "Punjab" are one
 */
export function buildLevels(codes: Int32Array, texts: readonly string[], foldCase: boolean): Levels {
  const { levelOfText, levels, merged } = mergeSpellings(texts, countCodes(codes, texts.length), foldCase);
  return { codes: renumbered(codes, levelOfText), levels, merged };
}

/**
 * @param texts in order of first appearance; may repeat
 * @param counts rows of each text
 */
export function mergeSpellings(
  texts: readonly string[],
  counts: ArrayLike<number>,
  foldCase: boolean,
): MergedSpellings {
  return mergeGroups(groupTexts(texts, counts), foldCase);
}

export interface MergedSpellings {
  /** [texts], index into `levels`. */
  readonly levelOfText: Int32Array;
  readonly levels: readonly string[];
  readonly merged: number;
}

export function mergeGroups(spelled: GroupedTexts, foldCase: boolean): MergedSpellings {
  const { names, totals, levelOf } = foldCase ? mergeCases(spelled) : { ...spelled, levelOf: null };
  const order = orderByCount(totals);
  const position = new Int32Array(names.length);
  for (let i = 0; i < order.length; i++) position[order[i]] = i;
  return {
    levelOfText: spelled.groupOf.map(group => position[levelOf ? levelOf[group] : group]),
    levels: Array.from(order, level => names[level]),
    merged: spelled.names.length - names.length,
  };
}

/** Texts that are the same, as one. */
export interface GroupedTexts {
  /** [texts], index into `names`. */
  readonly groupOf: Int32Array;
  /** In order of first appearance. */
  readonly names: readonly string[];
  /** [names], rows of each. */
  readonly totals: readonly number[];
}

export function groupTexts(texts: readonly string[], counts: ArrayLike<number>): GroupedTexts {
  const known = new Map<string, number>();
  const groupOf = new Int32Array(texts.length);
  const names: string[] = [];
  const totals: number[] = [];
  for (let i = 0; i < texts.length; i++) {
    let group = known.get(texts[i]);
    if (group === undefined) {
      group = names.push(texts[i]) - 1;
      totals.push(0);
      known.set(texts[i], group);
    }
    groupOf[i] = group;
    totals[group] += counts[i];
  }
  return { groupOf, names, totals };
}

/** Spellings that differ in case only, under the most frequent of them. */
function mergeCases(spelled: GroupedTexts): { names: string[]; totals: number[]; levelOf: Int32Array } {
  const {
    groupOf,
    names: keys,
    totals,
  } = groupTexts(
    spelled.names.map(name => name.toLowerCase()),
    spelled.totals,
  );
  const best = new Int32Array(keys.length).fill(-1);
  groupOf.forEach((level, spelling) => {
    if (best[level] < 0 || spelled.totals[spelling] > spelled.totals[best[level]]) best[level] = spelling;
  });
  return { names: Array.from(best, spelling => spelled.names[spelling]), totals: [...totals], levelOf: groupOf };
}

/** Counts anew, leaves out levels that no row has, and puts the most frequent first, ties in order of first appearance. */
export function orderLevels(codes: Int32Array, levels: readonly string[]): { codes: Int32Array; levels: string[] } {
  const seen = new Int32Array(levels.length);
  const counts = new Int32Array(levels.length);
  const rank = new Int32Array(levels.length).fill(-1);
  let nSeen = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0) continue;
    if (rank[code] < 0) {
      seen[nSeen] = code;
      rank[code] = nSeen++;
    }
    counts[rank[code]]++;
  }
  const order = orderByCount(counts.subarray(0, nSeen));
  const position = new Int32Array(levels.length).fill(-1);
  const ordered: string[] = [];
  for (let i = 0; i < nSeen; i++) {
    position[seen[order[i]]] = i;
    ordered.push(levels[seen[order[i]]]);
  }
  return { codes: renumbered(codes, position), levels: ordered };
}

/** Missing ones stay missing. */
function renumbered(codes: Int32Array, numberOf: Int32Array): Int32Array {
  const fresh = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) fresh[i] = codes[i] < 0 ? -1 : numberOf[codes[i]];
  return fresh;
}

/** Indices by count, largest first, ties by index: as sorted numbers, which is much quicker than comparing. */
function orderByCount(counts: ArrayLike<number>): Int32Array {
  const n = counts.length;
  const order = new Int32Array(n);
  let most = 0;
  let isInOrder = true;
  for (let i = 0; i < n; i++) {
    order[i] = i;
    if (counts[i] > most) most = counts[i];
    if (i > 0 && counts[i] > counts[i - 1]) isInOrder = false;
  }
  if (isInOrder) return order;
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) keys[i] = (most - counts[i]) * n + i;
  keys.sort();
  for (let i = 0; i < n; i++) order[i] = keys[i] % n;
  return order;
}

export function countCodes(codes: Int32Array, nLevels: number): Int32Array {
  const counts = new Int32Array(nLevels);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  return counts;
}
