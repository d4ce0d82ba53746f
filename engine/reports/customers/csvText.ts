/**
 * What a spreadsheet would take for the start of a formula: = + - @ and their full-width forms, also behind blanks and invisible
 * characters, and a tab or line end at the start.
 */
// oxlint-disable-next-line no-control-regex -- control characters are part of what is looked for
const FORMULA_START = /^(?:[\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;
/** Quoted, so that a semicolon or a tab does not start a new cell where these are the separator. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/** Text that a spreadsheet could run as a formula gets an apostrophe in front; numbers are not texts and stay as they are. */
export function neutraliseFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

export type CsvCell = string | number | boolean | null;

/** One record with its line end; texts neutralised and quoted where needed, numbers in full precision, null as nothing. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (isPlain(cell)) return cell;
  const text = neutraliseFormula(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A letter or digit of ASCII, then such, spaces and marks that mean nothing in a CSV: most texts, and quicker to see than with expressions. */
function isPlain(text: string): boolean {
  const end = text.length - 1;
  for (let i = 0; i <= end; i++) {
    const c = text.charCodeAt(i);
    const isWord = (c >= 48 && c <= 57) || (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
    if (!isWord && (i === 0 || i === end || !isInnerMark(c))) return false;
  }
  return end >= 0;
}

/** Space - . / : & ( ) */
function isInnerMark(c: number): boolean {
  return c === 32 || (c >= 45 && c <= 47) || c === 58 || c === 38 || c === 40 || c === 41;
}
