import { cellText, type Cell, type DataTable } from '../document.ts';
import { TIER_MARKS } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { wrapText, type TextStyle } from '../text/wrapText.ts';

export const CELL: TextStyle = { size: 8.5, weight: 400 };
export const CELL_STRONG: TextStyle = { size: 8.5, weight: 600 };
export const CELL_STEP = 11.5;
export const GAP = 10;
export const SWATCH = 10;
/** Beyond this a column gets no more room before the others have enough. */
const WIDEST = 300;
const LEAST = 26;
/** A word longer than this may be cut rather than push other columns off the page. */
const LONG_WORD = 84;
/** Headers may be broken over lines beyond this. */
const NATURAL_HEADER = 110;

export interface PlacedColumn {
  /** Position in the table. */
  readonly at: number;
  readonly x: number;
  readonly width: number;
}
/** Columns that stand side by side on a page; the first column is in every part. */
export interface TablePart {
  readonly columns: readonly PlacedColumn[];
  readonly width: number;
}
interface Wish {
  readonly least: number;
  readonly natural: number;
  readonly grow: number;
}

/** Cuts a table into parts that fit `width` and gives each column its place. */
export function tableParts(fonts: ReportFonts, table: DataTable, width: number): TablePart[] {
  const wishes = table.columns.map((_, at) => wish(fonts, table, at));
  const parts: number[][] = [];
  const key = 0;
  let part = [key];
  for (let at = 1; at < wishes.length; at += 1) {
    const needed = leastWidth([...part, at].map(i => wishes[i]));
    if (needed > width && part.length > 1) {
      parts.push(part);
      part = [key];
    }
    part.push(at);
  }
  parts.push(part);
  return balanced(parts, wishes, width).map(columns => place(columns, wishes, width));
}

function leastWidth(wishes: readonly Wish[]): number {
  return wishes.reduce((all, one) => all + one.least + GAP, -GAP);
}

/** Several parts get about as many columns each, instead of a full one and a rest. */
function balanced(parts: readonly number[][], wishes: readonly Wish[], width: number): number[][] {
  if (parts.length < 2) return [...parts];
  const rest = parts.flatMap(part => part.slice(1));
  const per = Math.ceil(rest.length / parts.length);
  const even = parts.map((_, i) => [0, ...rest.slice(i * per, (i + 1) * per)]).filter(part => part.length > 1);
  const fits = even.every(part => leastWidth(part.map(at => wishes[at])) <= width);
  return fits ? even : [...parts];
}

function place(columns: readonly number[], wishes: readonly Wish[], width: number): TablePart {
  const room = width - GAP * (columns.length - 1);
  const least = columns.reduce((all, at) => all + wishes[at].least, 0);
  const natural = columns.reduce((all, at) => all + wishes[at].natural, 0);
  const wanted = (one: Wish): number => Math.max(0, Math.min(one.natural, WIDEST) - one.least) * one.grow;
  const surplus = columns.reduce((all, at) => all + wanted(wishes[at]), 0);
  const widthOf = (at: number): number => {
    const one = wishes[at];
    if (natural <= room) return one.natural;
    if (least >= room || surplus === 0) return (one.least / least) * room;
    return one.least + ((room - least) * wanted(one)) / surplus;
  };
  let x = 0;
  const placed = columns.map(at => {
    const column = { at, x, width: widthOf(at) };
    x += column.width + GAP;
    return column;
  });
  return { columns: placed, width: x - GAP };
}

function wish(fonts: ReportFonts, table: DataTable, at: number): Wish {
  let natural = 0;
  let least = LEAST;
  const look = (text: string, style: TextStyle, extra: number): void => {
    natural = Math.max(natural, fonts.width(text, style.size, style.weight) + extra);
    // As lines are broken: not at a space that holds together.
    for (const word of text.split(/[ \t\r\n]+/)) {
      least = Math.max(least, Math.min(LONG_WORD, fonts.width(word, style.size, style.weight) + 0.5) + extra);
    }
  };
  const header = table.columns[at].header;
  const headerWidth = fonts.width(header, CELL_STRONG.size, CELL_STRONG.weight);
  for (const word of header.split(/\s+/)) look(word, CELL_STRONG, 0);
  natural = Math.max(natural, Math.min(headerWidth, NATURAL_HEADER));
  for (const row of table.rows) {
    const cell = row[at] ?? '';
    look(cellText(cell), cellStyle(cell), chipWidth(fonts, cell));
  }
  natural += 0.5;
  natural = Math.max(natural, least);
  if (table.columns[at].align === 'right' && natural < 130)
    least = Math.max(least, Math.min(natural, numberWidth(fonts, table, at)));
  return { least, natural, grow: table.columns[at].grow ?? 1 };
}

/** Numbers are not wrapped where that can be helped. */
function numberWidth(fonts: ReportFonts, table: DataTable, at: number): number {
  return table.rows.reduce((widest, row) => {
    const cell = row[at] ?? '';
    const style = cellStyle(cell);
    return Math.max(widest, fonts.width(cellText(cell), style.size, style.weight) + 0.5);
  }, 0);
}

export function cellStyle(cell: string | Cell): TextStyle {
  return typeof cell !== 'string' && (cell.isStrong || cell.chip?.kind === 'tier') ? CELL_STRONG : CELL;
}

export function chipWidth(fonts: ReportFonts, cell: string | Cell): number {
  if (typeof cell === 'string' || !cell.chip) return 0;
  if (cell.chip.kind === 'segment') return SWATCH;
  return fonts.width(`${TIER_MARKS[cell.chip.tier].shape} `, CELL_STRONG.size, CELL_STRONG.weight);
}

/** The lines of one cell in its column. */
export function cellLines(fonts: ReportFonts, cell: string | Cell, width: number): string[] {
  return wrapText(fonts, cellText(cell), cellStyle(cell), Math.max(8, width - chipWidth(fonts, cell)));
}
