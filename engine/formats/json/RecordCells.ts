import { AppError } from '#shared/errors';
import { formatCount } from '#shared/format';
import { CELL_BOOLEAN, CELL_NUMBER, CELL_TEXT, type RawTable } from '../../table/RawTable.ts';
import { CellGrid } from '../CellGrid.ts';
import { CSV_LIMITS } from '../csv/limits.ts';
import type { RawRead } from '../defineFormat.ts';
import { isRecord, parseRecord } from './parseRecord.ts';

const SHOWN_CHARACTERS = 200;

/** Records as rows under one row of names: the union of their keys, in order of appearance. */
export class RecordCells {
  readonly rejected: RawRead['rejected'][number][] = [];
  nRecords = 0;
  private lastRow = 0;
  private readonly grid = new CellGrid();
  private readonly columns = new Map<string, number>();
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Why no record was found. */
  get whyNothing(): string {
    const [first] = this.rejected;
    return first ? `none of its records is a JSON object; it begins with ${first.text}` : 'it holds no records';
  }
  /** Records below the last one with a value. */
  get emptyRowsBelow(): number {
    const rejectedBelow = this.rejected.filter(({ row }) => row > this.grid.nRows).length;
    return Math.max(0, this.lastRow + 1 - this.grid.nRows - rejectedBelow);
  }

  /** @param row where the record stands below the names @param line where its text begins in the file */
  add(row: number, text: string, line: number): void {
    this.lastRow = row;
    const trimmed = text.trim();
    if (trimmed === '') return;
    const record = parseRecord(trimmed);
    if (!isRecord(record)) return this.reject(row, line, trimmed);
    this.addRecord(row, record);
  }

  addRecord(row: number, record: Readonly<Record<string, unknown>>): void {
    this.lastRow = row;
    this.nRecords++;
    if (row >= CSV_LIMITS.rows) throw this.beyond('the number of records', formatCount(CSV_LIMITS.rows));
    for (const key of Object.keys(record)) this.put(row, this.columnOf(key), record[key]);
  }

  toTable(): RawTable {
    return this.grid.toTable();
  }

  private reject(row: number, line: number, text: string): void {
    const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
    this.rejected.push({ row: row + 1, column: null, text: `line ${line}: ${shown}`, reason: 'unreadable' });
  }

  private put(row: number, column: number, value: unknown): void {
    const { grid } = this;
    if (value === null || value === '') return;
    if (typeof value === 'number') grid.set(row, column, CELL_NUMBER, value);
    else if (typeof value === 'boolean') grid.set(row, column, CELL_BOOLEAN, value ? 1 : 0);
    else
      grid.set(
        row,
        column,
        CELL_TEXT,
        grid.texts.internText(typeof value === 'string' ? value : JSON.stringify(value)),
      );
    if (grid.nRows * grid.nColumns > CSV_LIMITS.gridCells)
      throw this.beyond('the table', `${formatCount(CSV_LIMITS.gridCells)} cells`);
  }

  private columnOf(key: string): number {
    const known = this.columns.get(key);
    if (known !== undefined) return known;
    const column = this.columns.size;
    if (column === CSV_LIMITS.columns) throw this.beyond('the number of columns', formatCount(CSV_LIMITS.columns));
    this.columns.set(key, column);
    if (key !== '') this.grid.set(0, column, CELL_TEXT, this.grid.texts.internText(key));
    return column;
  }

  private beyond(what: string, allowed: string): AppError {
    return new AppError('xlsx.limit', { name: this.name, what, allowed, got: 'more' });
  }
}
