import { formatCount } from '#shared/format';
import { CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import { isSpelledBack, mayPartThousands, plainNumber } from '../csv/plainNumber.ts';
import type { CellTarget } from '../sheets/CellTarget.ts';
import type { DocumentSheet } from '../sheets/documentSheets.ts';
import { XLSX_LIMITS } from '../xlsx/limits.ts';
import { PartLimit } from '../xlsx/problems.ts';
import { addText, type MarkupSink } from './MarkupReader.ts';

type Attributes = Readonly<Record<string, string>>;

interface OpenTable {
  readonly target: CellTarget;
  row: number;
  column: number;
  /** By column the row from which it is free again of cells that reach down. */
  readonly freeFrom: number[];
  cell: { text: string; attributes: Attributes } | null;
}

/** As HTML allows. */
const MAX_COLSPAN = 1000;
const MAX_ROWSPAN = 65_534;
const LINE_BREAKS = new Set(['br', 'p', 'div', 'li']);
const NOT_SHOWN = new Set(['script', 'style', 'noscript', 'template']);

/**
 * Finds the tables of a web page, each a sheet. A cell over several rows or columns has its value in the first one, as merged cells have in
 * workbooks. Source: HTML Living Standard, section 4.9.12 (forming a table).
 */
export class HtmlScanner implements MarkupSink {
  readonly sheets: DocumentSheet[] = [];
  private readonly start: (name: string) => CellTarget;
  private readonly tables: OpenTable[] = [];
  private hiddenDepth = 0;

  constructor(start: (name: string) => CellTarget) {
    this.start = start;
  }

  /** Tables whose end was not met. */
  get nOpen(): number {
    return this.tables.length;
  }

  open(name: string, attributes: Attributes): void {
    if (NOT_SHOWN.has(name)) this.hiddenDepth++;
    else if (name === 'table') this.startTable();
    const table = this.tables.at(-1);
    if (!table) return;
    if (name === 'tr') this.startRow(table);
    else if (name === 'td' || name === 'th') this.startCell(table, attributes);
    else if (LINE_BREAKS.has(name) && table.cell) table.cell.text = addText(table.cell.text, '\n');
  }

  close(name: string): void {
    if (NOT_SHOWN.has(name)) this.hiddenDepth = Math.max(0, this.hiddenDepth - 1);
    const table = this.tables.at(-1);
    if (!table) return;
    if (name === 'td' || name === 'th' || name === 'tr') endCell(table);
    else if (name === 'table') {
      endCell(table);
      this.tables.pop();
    }
  }

  text(text: string): void {
    const cell = this.tables.at(-1)?.cell;
    if (cell && this.hiddenDepth === 0) cell.text = addText(cell.text, text.replace(/[ \t\r\n\f]+/g, ' '));
  }

  private startTable(): void {
    const name = `Table ${this.sheets.length + 1}`;
    this.sheets.push({ name, isHidden: false });
    this.tables.push({ target: this.start(name), row: -1, column: -1, freeFrom: [], cell: null });
  }

  private startRow(table: OpenTable): void {
    endCell(table);
    table.row++;
    table.column = -1;
    if (table.row >= XLSX_LIMITS.rows) throw new PartLimit('the number of rows', formatCount(XLSX_LIMITS.rows), 'more');
    table.target.listRow(table.row);
  }

  private startCell(table: OpenTable, attributes: Attributes): void {
    endCell(table);
    if (table.row < 0) this.startRow(table);
    const { freeFrom, row } = table;
    let first = Math.max(0, table.column + 1);
    while (freeFrom[first] > row) first++;
    const columns = span(attributes.colspan, MAX_COLSPAN);
    if (first + columns > XLSX_LIMITS.columns)
      throw new PartLimit('the number of columns', formatCount(XLSX_LIMITS.columns), formatCount(first + columns));
    const until = row + span(attributes.rowspan, MAX_ROWSPAN);
    for (let column = first; column < first + columns; column++) freeFrom[column] = until;
    table.cell = { text: '', attributes };
    table.column = first;
  }
}

/** The places that the cell takes besides its first one are not free until its last row. */
function endCell(table: OpenTable): void {
  const { cell, row, column, target } = table;
  if (!cell) return;
  table.cell = null;
  table.column = column + span(cell.attributes.colspan, MAX_COLSPAN) - 1;
  const text = cell.text
    .replace(/ *\n */g, '\n')
    .replace(/ {2,}/g, ' ')
    .trim();
  const number = numberOf(cell.attributes, text);
  if (Number.isNaN(number)) target.putText(row, column, CELL_TEXT, text, false);
  else target.put(row, column, CELL_NUMBER, number, false);
}

/** Excel writes the exact number beside the one it shows, and marks texts of digits. What a number would not give back, or 12.345, stays as it is written. */
function numberOf(attributes: Attributes, text: string): number {
  if (/mso-number-format\s*:\s*["']?\\?@/.test(attributes.style ?? '') || attributes['x:str'] !== undefined) return NaN;
  const exact = attributes['x:num'];
  if (exact && /^[\s\d.,'%()$€£-]+$/.test(text) && Number.isFinite(Number(exact))) return Number(exact);
  const value = plainNumber(text);
  return isSpelledBack(text, value) && !mayPartThousands(text) ? value : NaN;
}

function span(text: string | undefined, most: number): number {
  const value = Number.parseInt(text ?? '1', 10);
  return value >= 1 ? Math.min(value, most) : 1;
}
