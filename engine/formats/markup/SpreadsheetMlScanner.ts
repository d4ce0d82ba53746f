import { formatCount } from '#shared/format';
import { CELL_BOOLEAN, CELL_DATE, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import type { CellTarget } from '../sheets/CellTarget.ts';
import { isoToDays } from '../xlsx/dates.ts';
import { XLSX_LIMITS } from '../xlsx/limits.ts';
import { PartLimit } from '../xlsx/problems.ts';
import { addText, localName, type MarkupSink } from './MarkupReader.ts';

type Attributes = Readonly<Record<string, string>>;

interface Sheet {
  readonly name: string;
  isHidden: boolean;
}

/** Where a time of day without a date stands. */
const TIME_ONLY = /^1899-12-3[01]T/;

/** Finds sheets, rows and cells in an XML spreadsheet. Source: Microsoft, "XML Spreadsheet Reference" (Office XP and 2003). */
export class SpreadsheetMlScanner implements MarkupSink {
  readonly sheets: Sheet[] = [];
  private readonly start: (name: string) => CellTarget;
  private target: CellTarget | null = null;
  private isInTable = false;
  private row = 0;
  private nextRow = 0;
  private column = 0;
  private nextColumn = 0;
  private isInCell = false;
  private isInComment = false;
  private isFormula = false;
  private data: { type: string; text: string } | null = null;
  private visible: string | null = null;

  constructor(start: (name: string) => CellTarget) {
    this.start = start;
  }

  open(name: string, attributes: Attributes): void {
    const local = localName(name);
    if (local === 'Worksheet') this.startSheet(attributes);
    else if (local === 'Table' && this.target) this.isInTable = true;
    else if (local === 'Visible') this.visible = '';
    else if (this.isInTable) this.openInTable(local, attributes);
  }

  close(name: string): void {
    const local = localName(name);
    if (local === 'Worksheet') this.target = null;
    else if (local === 'Table') this.isInTable = false;
    else if (local === 'Visible') this.endVisible();
    else if (local === 'Comment') this.isInComment = false;
    else if (local === 'Cell') this.isInCell = false;
    else if (local === 'Data' && this.data) this.endData();
  }

  text(text: string): void {
    if (this.data) this.data.text = addText(this.data.text, text);
    else if (this.visible !== null) this.visible = addText(this.visible, text);
  }

  private startSheet(attributes: Attributes): void {
    const name = attribute(attributes, 'Name') ?? `Sheet${this.sheets.length + 1}`;
    this.sheets.push({ name, isHidden: false });
    this.target = this.start(name);
    this.nextRow = 0;
    this.isInTable = false;
  }

  private openInTable(local: string, attributes: Attributes): void {
    if (local === 'Row') this.startRow(attributes);
    else if (local === 'Cell') this.startCell(attributes);
    else if (local === 'Comment') this.isInComment = true;
    else if (local === 'Data' && this.isInCell && !this.isInComment)
      this.data = { type: attribute(attributes, 'Type') ?? 'String', text: '' };
  }

  /** A row may say where it stands, and for how many rows below it its format holds. */
  private startRow(attributes: Attributes): void {
    this.row = place(attributes, this.nextRow, XLSX_LIMITS.rows, 'row');
    this.nextRow = this.row + 1 + size(attributes, 'Span');
    this.nextColumn = 0;
    this.target!.listRow(this.row);
  }

  private startCell(attributes: Attributes): void {
    this.isInCell = true;
    this.column = place(attributes, this.nextColumn, XLSX_LIMITS.columns, 'column');
    this.nextColumn = this.column + 1 + size(attributes, 'MergeAcross');
    this.isFormula = attribute(attributes, 'Formula') !== undefined;
  }

  private endVisible(): void {
    const sheet = this.sheets.at(-1);
    if (sheet && /hidden/i.test(this.visible ?? '')) sheet.isHidden = true;
    this.visible = null;
  }

  private endData(): void {
    const { type, text } = this.data!;
    this.data = null;
    const { row, column, isFormula } = this;
    const [kind, value] = valueOf(type, text);
    if (typeof value === 'string') this.target!.putText(row, column, kind, value, isFormula);
    else this.target!.put(row, column, kind, value, isFormula);
  }
}

function valueOf(type: string, text: string): [kind: number, value: number | string] {
  const trimmed = text.trim();
  if (type === 'Error') return [CELL_ERROR, trimmed];
  if (type === 'Boolean' && /^[01]$/.test(trimmed)) return [CELL_BOOLEAN, Number(trimmed)];
  if (type === 'Number' && trimmed !== '' && Number.isFinite(Number(trimmed))) return [CELL_NUMBER, Number(trimmed)];
  if (type === 'DateTime') {
    const days = isoToDays(trimmed);
    if (TIME_ONLY.test(trimmed) && !Number.isNaN(days)) return [CELL_NUMBER, days - Math.floor(days)];
    if (!Number.isNaN(days)) return [CELL_DATE, days];
  }
  return [CELL_TEXT, text];
}

/** Counted from 1 in the file. @throws PartLimit */
function place(attributes: Attributes, next: number, most: number, what: string): number {
  const index = Number(attribute(attributes, 'Index') ?? NaN);
  const at = Number.isInteger(index) && index >= 1 ? index - 1 : next;
  if (at >= most) throw new PartLimit(`the number of a ${what}`, formatCount(most), formatCount(at + 1));
  return at;
}

function size(attributes: Attributes, name: string): number {
  const value = Number(attribute(attributes, name) ?? 0);
  return Number.isInteger(value) && value > 0 ? Math.min(value, XLSX_LIMITS.rows) : 0;
}

/** By its name without prefix. */
function attribute(attributes: Attributes, name: string): string | undefined {
  return attributes[`ss:${name}`] ?? attributes[name];
}
