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
  const text = neutraliseFormula(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
