/** Quoted with quotes inside doubled, or all up to the next comma. */
const WORD = /\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)/y;

/** Words as they are shown in one line, with commas between them; one that holds a comma or begins with a quote stands in quotes. */
export function wordsText(words: readonly string[]): string {
  return words.map(word => (/,|^"/.test(word) ? `"${word.replaceAll('"', '""')}"` : word)).join(', ');
}

/** The words of such a line, in order; blank ones and repeats are none. */
export function readWords(text: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    WORD.lastIndex = at;
    const found = WORD.exec(text);
    if (found === null) break;
    words.push((found[1]?.replaceAll('""', '"') ?? found[2]).trim());
    at = WORD.lastIndex;
  }
  return [...new Set(words)].filter(word => word !== '');
}
