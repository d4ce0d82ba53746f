/** Letters and digits in small letters without accents, one space between words: what is left when spelling is set aside. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+<>]+/gu, ' ')
    .trim();
}

/** The digits of a text in order; levels that differ in them are different things ("Grade 1", "Grade 2"). */
export function digitsOf(text: string): string {
  return text.replace(/\D+/g, ' ').trim();
}
