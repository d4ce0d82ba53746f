import { note, type Note } from '#shared/notes';
import { CELL_NUMBER, CELL_TEXT, type RawColumn, type RawTable } from '../../table/RawTable.ts';
import { CellGrid } from '../CellGrid.ts';
import { fieldText, type Dialect, type ScannedRecord } from './CsvScanner.ts';
import { fieldNumber, UNSURE } from './fieldNumber.ts';
import { commaUse, decimalCommaNumber, plainNumber, type CommaUse } from './plainNumber.ts';

const BACKSLASH = 92;

/** Turns the fields of records into cells: numbers where a text is exactly one, everything else stays text. */
export class TextCells {
  private grid: CellGrid;
  private readonly dialect: Dialect;
  private readonly expectedRows: number;
  private commaColumns = new Map<number, number>();

  /** @param expectedRows memory is taken for so many at once */
  constructor(dialect: Dialect, expectedRows: number) {
    this.dialect = dialect;
    this.expectedRows = expectedRows;
    this.grid = new CellGrid(expectedRows);
  }

  /** The first `nFields` fields of a record as the cells of a row. */
  add(record: ScannedRecord, row: number, nFields: number): void {
    const { bytes, from, to, quoted } = record;
    for (let field = 0; field < nFields; field++) {
      const start = from[field];
      const end = to[field];
      if (start === end) continue;
      if (this.commaColumns.size > 0 && this.commaColumns.has(field)) {
        this.addComma(record, row, field);
        continue;
      }
      const number = fieldNumber(bytes, start, end);
      if (number === UNSURE) this.addText(record, row, field);
      else if (number === number) this.grid.set(row, field, CELL_NUMBER, number);
      else if (quoted[field] === 1 && this.hasEscapes(bytes, start, end)) this.addText(record, row, field);
      else this.grid.set(row, field, CELL_TEXT, this.grid.texts.intern(bytes, start, end));
    }
  }

  private addText(record: ScannedRecord, row: number, column: number): void {
    const text = fieldText(record, column, this.dialect);
    this.put(row, column, text, plainNumber(text));
  }

  private addComma(record: ScannedRecord, row: number, column: number): void {
    const text = fieldText(record, column, this.dialect);
    const value = decimalCommaNumber(text);
    this.put(row, column, text, value);
    if (text.includes(',') && !Number.isNaN(value)) this.commaColumns.set(column, this.commaColumns.get(column)! + 1);
  }

  private put(row: number, column: number, text: string, value: number): void {
    if (text === '') return;
    if (Number.isNaN(value)) this.grid.set(row, column, CELL_TEXT, this.grid.texts.internText(text));
    else this.grid.set(row, column, CELL_NUMBER, value);
  }

  /** Whether the text of a quoted field differs from its bytes. */
  private hasEscapes(bytes: Uint8Array, from: number, to: number): boolean {
    const { quote, isBackslashEscape } = this.dialect;
    for (let at = from; at < to; at++)
      if (bytes[at] === quote || (isBackslashEscape && bytes[at] === BACKSLASH)) return true;
    return false;
  }

  /**
   * Looks for columns of numbers with a decimal comma; true when there are some and the file has to be read again, since "1.234" in such
   * a column is twelve hundred and thirty-four.
   */
  findDecimalCommas(): boolean {
    const texts = this.grid.texts.heap.toStrings();
    const uses = texts.map(commaUse);
    for (let column = 0; column < this.grid.nColumns; column++) {
      const cells = this.grid.column(column);
      if (cells && isCommaColumn(cells, this.grid.nRows, uses, texts)) this.commaColumns.set(column, 0);
    }
    if (this.commaColumns.size === 0) return false;
    this.grid = new CellGrid(this.expectedRows);
    return true;
  }

  finish(): { table: RawTable; notes: readonly Note[] } {
    const table = this.grid.toTable();
    const notes = [...this.commaColumns].map(([column, n]) =>
      note('read.decimalComma', { column: columnTitle(table, column), n }),
    );
    return { table, notes };
  }
}

/** Texts that stand for a missing value say nothing about how a column writes its numbers. */
const NEUTRAL = /^\s*(?:|-+|\?|\.|n\/?a|#n\/a|nan|null|none|nil|\(blank\))\s*$/i;

/** From the first number with a decimal comma on, nothing but numbers; a header may stand above. */
function isCommaColumn(cells: RawColumn, nRows: number, uses: readonly CommaUse[], texts: readonly string[]): boolean {
  let hasStarted = false;
  for (let row = 0; row < Math.min(nRows, cells.kinds.length); row++) {
    if (cells.kinds[row] !== CELL_TEXT) continue;
    const text = cells.values[row];
    if (uses[text] === 'decimal') hasStarted = true;
    else if (hasStarted && uses[text] === 'other' && !NEUTRAL.test(texts[text])) return false;
  }
  return hasStarted;
}

function columnTitle(table: RawTable, column: number): string {
  const { kinds, values } = table.columns[column];
  const row = kinds.indexOf(CELL_TEXT);
  return row >= 0 && row < 20 ? table.strings[values[row]] : `column ${column + 1}`;
}
