import { note, type Note } from '#shared/notes';
import { CELL_NUMBER, CELL_TEXT, type RawColumn, type RawTable } from '../../table/RawTable.ts';
import type { CsvCells } from '../../store/readCsv.ts';
import { CellGrid } from '../CellGrid.ts';
import { commaUse, decimalCommaNumber, plainNumber, type CommaUse } from './plainNumber.ts';

/** Turns texts into cells: numbers where a text is exactly one, everything else stays text. */
export class TextCells {
  private grid = new CellGrid();
  private numbers = new Map<string, number>();
  /** Row by row of the file DuckDB reads; null where both are the same. */
  private readonly rows: Int32Array | null;
  private commaColumns = new Map<number, number>();

  constructor(rows: Int32Array | null) {
    this.rows = rows;
  }

  /** Columns whose numbers have a decimal comma. */
  get textColumns(): ReadonlySet<number> {
    return new Set(this.commaColumns.keys());
  }

  readonly add = (column: number, firstRow: number, cells: CsvCells): void => {
    const isComma = this.commaColumns.has(column);
    for (let i = 0; i < cells.length; i++) {
      const row = this.rows ? this.rows[firstRow + i] : firstRow + i;
      const number = cells.number(i);
      if (Number.isNaN(number)) this.addText(row, column, cells.text(i), isComma);
      else this.grid.set(row, column, CELL_NUMBER, number);
    }
  };

  private addText(row: number, column: number, text: string | null, isComma: boolean): void {
    if (text === null || text === '') return;
    const value = isComma ? decimalCommaNumber(text) : plainNumber(text);
    if (Number.isNaN(value)) this.grid.set(row, column, CELL_TEXT, this.textNumber(text));
    else this.grid.set(row, column, CELL_NUMBER, value);
    if (isComma && text.includes(',') && !Number.isNaN(value))
      this.commaColumns.set(column, this.commaColumns.get(column)! + 1);
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
    this.grid = new CellGrid();
    this.numbers = new Map();
    return true;
  }

  finish(): { table: RawTable; notes: readonly Note[] } {
    const table = this.grid.toTable();
    const notes = [...this.commaColumns].map(([column, n]) =>
      note('read.decimalComma', { column: columnTitle(table, column), n }),
    );
    return { table, notes };
  }

  private textNumber(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.grid.texts.internText(text);
      this.numbers.set(text, number);
    }
    return number;
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
