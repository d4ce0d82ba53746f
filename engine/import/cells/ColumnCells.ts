import type { RawColumn, RawTable } from '../../table/RawTable.ts';
import { CELL_EMPTY, CELL_ERROR, CELL_TEXT } from '../../table/RawTable.ts';
import type { MissingCodes } from './missingCodes.ts';
import { scalarText } from './rawText.ts';
import { addRow, type TextRows } from './TextRows.ts';
import { tidyText } from './tidyText.ts';

/** The different texts of one column. */
export interface DistinctTexts {
  /** [n], index into `tidy` and `original`; -1 where the cell is no text. */
  readonly codes: Int32Array;
  readonly original: readonly string[];
  /** Trimmed, inner runs of spaces as one. */
  readonly tidy: readonly string[];
  /** Rows of each text. */
  readonly counts: readonly number[];
  readonly isMissing: readonly boolean[];
  /** Missing because it was declared to be a code for it. */
  readonly isCode: readonly boolean[];
}

/** One column of the data rows, before its kind is decided. */
export interface ColumnCells {
  readonly n: number;
  /** [n], CELL_ constants. */
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  readonly texts: DistinctTexts;
  /** Cells by CELL_ constant. */
  readonly kindCounts: readonly number[];
  /** Cells with text that is not read as missing. */
  readonly nText: number;
  /** Cells that hold a value: not empty, not an error, no missing word. */
  readonly nValues: number;
  /** Numbers and days that are codes for "missing", by their text; they count as empty cells. */
  readonly coded: ReadonlyMap<string, TextRows>;
}

export function isMissingWord(words: ReadonlySet<string>, tidy: string): boolean {
  return tidy.length <= 60 && words.has(tidy.toLowerCase());
}

export function missingWordSet(words: readonly string[]): ReadonlySet<string> {
  return new Set(['', ...words.map(word => tidyText(word).toLowerCase())]);
}

/** Takes columns out of a raw table; one scratch array serves all columns, so that the cost is linear in the cells. */
export class CellReader {
  private readonly table: RawTable;
  private readonly rows: Int32Array;
  private readonly missingWords: ReadonlySet<string>;
  private readonly codeOfString: Int32Array;
  /** No row is left out between the first and the last. */
  private readonly areInOnePiece: boolean;

  constructor(table: RawTable, rows: Int32Array, missingWords: ReadonlySet<string>) {
    this.table = table;
    this.rows = rows;
    this.missingWords = missingWords;
    this.codeOfString = new Int32Array(table.strings.length).fill(-1);
    this.areInOnePiece = rows.length > 0 && rows[rows.length - 1] - rows[0] === rows.length - 1;
  }

  read(position: number, codes: MissingCodes | null = null): ColumnCells {
    const coded = new Map<string, TextRows>();
    const asRead = this.table.columns[position];
    const { kinds, values } = this.cellsOf(codes ? withoutCodes(asRead, this.rows, codes, coded) : asRead);
    const n = kinds.length;
    const kindCounts = countKinds(kinds);
    const textCodes = new Int32Array(n).fill(-1);
    const texts: NumberedTexts = { codes: textCodes, seen: [], counts: [] };
    if (kindCounts[CELL_TEXT] > 0) numberTexts({ kinds, values }, this.codeOfString, texts);
    for (const index of texts.seen) this.codeOfString[index] = -1;
    return this.withTexts({ n, kinds, values, kindCounts, coded }, texts, codes);
  }

  private cellsOf(column: RawColumn): RawColumn {
    const { rows } = this;
    if (this.areInOnePiece) {
      const [first, end] = [rows[0], rows[0] + rows.length];
      return { kinds: column.kinds.subarray(first, end), values: column.values.subarray(first, end) };
    }
    const kinds = new Uint8Array(rows.length);
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      kinds[i] = column.kinds[rows[i]];
      values[i] = column.values[rows[i]];
    }
    return { kinds, values };
  }

  errorText(cells: ColumnCells, i: number): string {
    return cells.kinds[i] === CELL_ERROR ? this.table.strings[cells.values[i]] : '';
  }

  private withTexts(
    cells: Pick<ColumnCells, 'n' | 'kinds' | 'values' | 'kindCounts' | 'coded'>,
    { codes, seen, counts }: NumberedTexts,
    missing: MissingCodes | null,
  ): ColumnCells {
    const original = seen.map(index => this.table.strings[index]);
    const tidy = original.map(tidyText);
    const isCode = tidy.map(text => missing !== null && missing.isCodeText(text));
    const isMissing = tidy.map((text, code) => isCode[code] || isMissingWord(this.missingWords, text));
    const nText = counts.reduce((sum, count, code) => (isMissing[code] ? sum : sum + count), 0);
    const nMissingText = cells.kindCounts[CELL_TEXT] - nText;
    const nValues = cells.n - cells.kindCounts[0] - cells.kindCounts[CELL_ERROR] - nMissingText;
    return { ...cells, texts: { codes, original, tidy, counts, isMissing, isCode }, nText, nValues };
  }
}

interface NumberedTexts {
  /** -1 where the cell is no text. */
  readonly codes: Int32Array;
  /** The table's string of each code. */
  readonly seen: number[];
  readonly counts: number[];
}

/** Numbers the texts of a column in order of first appearance. A function of its own, so that it is compiled once and not again for every column. */
function numberTexts(
  { kinds, values }: RawColumn,
  codeOfString: Int32Array,
  { codes, seen, counts }: NumberedTexts,
): void {
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== CELL_TEXT) continue;
    const value = values[i];
    let code = codeOfString[value];
    if (code < 0) {
      code = seen.push(value) - 1;
      counts.push(0);
      codeOfString[value] = code;
    }
    codes[i] = code;
    counts[code]++;
  }
}

/** The same column with the cells that hold a code empty; they are counted by their text. */
function withoutCodes(
  column: RawColumn,
  rows: Int32Array,
  codes: MissingCodes,
  coded: Map<string, TextRows>,
): RawColumn {
  const kinds = column.kinds.slice();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!codes.isCode(kinds[row], column.values[row])) continue;
    addRow(coded, scalarText(kinds[row], column.values[row], []), i);
    kinds[row] = CELL_EMPTY;
  }
  return { kinds, values: column.values };
}

function countKinds(kinds: Uint8Array): number[] {
  const counts = new Int32Array(6);
  for (let i = 0; i < kinds.length; i++) counts[kinds[i]]++;
  return Array.from(counts);
}
