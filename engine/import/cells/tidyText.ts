const NEEDS_TIDYING = /^[\s\u00a0\ufeff]|[\s\u00a0]$|[\t\r\n\u00a0]|\s{2}/;

/** Trimmed, with every run of spaces or line breaks as one space. */
export function tidyText(text: string): string {
  if (isPlainlyTidy(text) || !NEEDS_TIDYING.test(text)) return text;
  return text.replace(/[\s\u00a0\ufeff]+/g, ' ').trim();
}

const SPACE = 0x20;
const LAST_ASCII = 0x7e;

/** Characters of ASCII with single spaces between them, as nearly all texts are; quicker to see than with an expression. */
function isPlainlyTidy(text: string): boolean {
  let before = SPACE;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character < SPACE || character > LAST_ASCII || (character === SPACE && before === SPACE)) return false;
    before = character;
  }
  return before !== SPACE;
}
