import { CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import { fieldNumber, UNSURE } from '../../kernels/typescript/fieldNumber.ts';
import type { CellStore } from './CellStore.ts';
import { fieldText, type Dialect, type ScannedRecord } from './CsvScanner.ts';
import { decimalCommaNumber, isSpelledBack, plainNumber } from './plainNumber.ts';
import type { SpecialColumns } from './SpecialColumns.ts';

const BACKSLASH = 92;

/** Turns the fields of records into cells: numbers where a text is exactly one, everything else stays text. */
export class TextCells {
  /** How many numbers with a decimal comma each column that writes them has had. */
  readonly commas: Map<number, number>;
  private readonly store: CellStore;
  private readonly dialect: Dialect;
  private readonly special: ReadonlySet<number>;

  constructor(store: CellStore, dialect: Dialect, { commas, asWritten }: SpecialColumns) {
    this.store = store;
    this.dialect = dialect;
    this.commas = new Map(commas.map(column => [column, 0]));
    this.special = new Set([...commas, ...asWritten]);
  }

  /** The first `nFields` fields of a record as the cells of a row. */
  add(record: ScannedRecord, row: number, nFields: number): void {
    const { bytes, from, to, quoted } = record;
    for (let field = 0; field < nFields; field++) {
      const start = from[field];
      const end = to[field];
      if (start === end) continue;
      const number = this.special.size > 0 && this.special.has(field) ? UNSURE : fieldNumber(bytes, start, end);
      const hasEscapes = quoted[field] === 1 && number !== number && this.hasEscapes(bytes, start, end);
      if (number === UNSURE || hasEscapes) this.addText(row, field, fieldText(record, field, this.dialect));
      else if (number === number) this.store.set(row, field, CELL_NUMBER, number);
      else this.store.set(row, field, CELL_TEXT, this.store.texts.intern(bytes, start, end));
    }
  }

  /** A cell that only its text can tell from a number. */
  addText(row: number, column: number, text: string): void {
    if (text === '') return;
    const seen = this.commas.get(column);
    const value = seen === undefined ? plainNumber(text) : decimalCommaNumber(text);
    const isAsWritten = seen === undefined && this.special.has(column);
    if (Number.isNaN(value) || (isAsWritten && !isSpelledBack(text, value))) {
      this.store.set(row, column, CELL_TEXT, this.store.texts.internText(text));
      return;
    }
    this.store.set(row, column, CELL_NUMBER, value);
    if (seen !== undefined && text.includes(',')) this.commas.set(column, seen + 1);
  }

  /** Whether the text of a quoted field differs from its bytes. */
  private hasEscapes(bytes: Uint8Array, from: number, to: number): boolean {
    const { quote, isBackslashEscape } = this.dialect;
    for (let at = from; at < to; at++)
      if (bytes[at] === quote || (isBackslashEscape && bytes[at] === BACKSLASH)) return true;
    return false;
  }
}
