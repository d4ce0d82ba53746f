const NO_WORDS = new Set(['', '0', 'f', 'false', 'n', 'nein', 'never', 'nil', 'no', 'non', 'none', 'not', 'off']);

/** Whether a word in a flag means "no". */
export function meansNo(word: string): boolean {
  return NO_WORDS.has(word.trim().toLowerCase());
}
