import { isSharedArray, sharedFloat64, sharedInt32, sharedUint8 } from '../../table/Matrix.ts';
import { CELL_EMPTY, CELL_ERROR, CELL_TEXT, type RawColumn, type RawTable } from '../../table/RawTable.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { missingWordTest, type ColumnCells } from './ColumnCells.ts';
import type { MissingCodes } from './missingCodes.ts';
import { isIsoDay } from './parseDate.ts';
import { scalarText } from './rawText.ts';
import { scanCells, type CellScan, type ScanInput } from './scanCells.ts';
import { addRow, type TextRows } from './TextRows.ts';
import { tidyText } from './tidyText.ts';

/** Working space for one column at a time: the cells that were read last are good until the next are. */
export interface ColumnScratch {
  /** [data rows] */
  readonly codes: Int32Array;
  /** [strings of the table], -1 between two columns. */
  readonly codeOfString: Int32Array;
  /** [data rows], for columns whose cells cannot be used where they are; made when first needed. */
  kinds?: Uint8Array;
  values?: Float64Array;
  /** Whether everything in it is shared between threads. */
  readonly isShared: boolean;
}
/** A column that is ready to be looked at: its cells, and what has been taken out of them as codes for "missing". */
export interface PreparedColumn {
  readonly scan: ScanInput;
  /** The values are those of the table, and other threads see them. */
  readonly areKept: boolean;
  readonly missing: MissingCodes | null;
  readonly coded: ReadonlyMap<string, TextRows>;
}

const NO_CODES = new Int32Array(0);

/** Takes columns out of a raw table; one scratch serves many columns, so that the cost is linear in the cells. */
export class CellReader {
  private readonly table: RawTable;
  private readonly rows: Int32Array;
  private readonly isMissingWord: (tidy: string) => boolean;
  /** No row is left out between the first and the last. */
  private readonly areInOnePiece: boolean;
  private noTexts: Int32Array | null = null;

  constructor(table: RawTable, rows: Int32Array, missingWords: ReadonlySet<string>) {
    this.table = table;
    this.rows = rows;
    this.isMissingWord = missingWordTest(missingWords);
    this.areInOnePiece = rows.length > 0 && rows[rows.length - 1] - rows[0] === rows.length - 1;
  }

  /** Of a scratch, at most. */
  get scratchBytes(): number {
    return 4 * this.table.strings.length + 13 * this.rows.length;
  }

  newScratch(isShared: boolean): ColumnScratch {
    const ints = isShared ? sharedInt32 : (length: number) => new Int32Array(length);
    return { codes: ints(this.rows.length), codeOfString: ints(this.table.strings.length).fill(-1), isShared };
  }

  /** In this thread. The cells are good until the scratch is used again. */
  read(position: number, scratch: ColumnScratch, context: TaskContext): ColumnCells {
    const prepared = this.prepare(position, null, scratch);
    return this.finish(prepared, scanCells(prepared.scan, context));
  }

  prepare(position: number, missing: MissingCodes | null, scratch: ColumnScratch): PreparedColumn {
    const coded = new Map<string, TextRows>();
    const { codes, codeOfString } = scratch;
    const asRead = this.table.columns[position];
    const column = missing ? withoutCodes(asRead, this.rows, missing, coded) : asRead;
    const cells = this.cellsOf(column, scratch);
    const areKept = cells.values.buffer === asRead.values.buffer && isSharedArray(cells.values);
    return { scan: { ...cells, codes, codeOfString }, areKept, missing, coded };
  }

  finish({ scan: { kinds, values, codes }, areKept, missing, coded }: PreparedColumn, scan: CellScan): ColumnCells {
    const kindCounts = Array.from(scan.kindCounts);
    const cells = { n: kinds.length, kinds, values, areKept, kindCounts, coded, firstFraction: scan.firstFraction };
    const used = kindCounts[CELL_TEXT] > 0 ? codes : this.codesOfNoText(kindCounts);
    return this.withTexts(cells, used, scan, missing);
  }

  errorText(cells: ColumnCells, i: number): string {
    return cells.kinds[i] === CELL_ERROR ? this.table.strings[cells.values[i]] : '';
  }

  /** Where they are, if they can be used there; else in the scratch. */
  private cellsOf(column: RawColumn, scratch: ColumnScratch): RawColumn {
    const { rows } = this;
    const isWithinReach = !scratch.isShared || (isSharedArray(column.kinds) && isSharedArray(column.values));
    const [first, end] = [rows[0], rows[0] + rows.length];
    const asTheyAre = () => ({ kinds: column.kinds.subarray(first, end), values: column.values.subarray(first, end) });
    if (this.areInOnePiece && isWithinReach) return asTheyAre();
    const kinds = (scratch.kinds ??= scratch.isShared ? sharedUint8(rows.length) : new Uint8Array(rows.length));
    const values = (scratch.values ??= scratch.isShared ? sharedFloat64(rows.length) : new Float64Array(rows.length));
    if (this.areInOnePiece) {
      kinds.set(asTheyAre().kinds);
      values.set(asTheyAre().values);
    } else pickCells(column, rows, kinds, values);
    return { kinds, values };
  }

  private withTexts(
    cells: Omit<ColumnCells, 'texts' | 'nText' | 'nValues'>,
    codes: Int32Array,
    { seen, counts }: CellScan,
    missing: MissingCodes | null,
  ): ColumnCells {
    const original = Array.from(seen, index => this.table.strings[index]);
    const { tidy, isDay } = tidied(original);
    const isCode = tidy.map(text => missing !== null && missing.isCodeText(text));
    const isMissing = tidy.map((text, code) => isCode[code] || this.isMissingWord(text));
    const nText = counts.reduce((sum, count, code) => (isMissing[code] ? sum : sum + count), 0);
    const nMissingText = cells.kindCounts[CELL_TEXT] - nText;
    const nValues = cells.n - cells.kindCounts[0] - cells.kindCounts[CELL_ERROR] - nMissingText;
    return { ...cells, texts: { codes, original, tidy, isDay, counts, isMissing, isCode }, nText, nValues };
  }

  /** Not worth memory where cells hold other values. */
  private codesOfNoText(kindCounts: readonly number[]): Int32Array {
    const isEmpty = kindCounts[CELL_EMPTY] + kindCounts[CELL_ERROR] === this.rows.length;
    return isEmpty ? (this.noTexts ??= sharedInt32(this.rows.length).fill(-1)) : NO_CODES;
  }
}

/** Days are told apart here, once for all that asks of them. */
function tidied(texts: readonly string[]): { tidy: string[]; isDay: Uint8Array } {
  const isDay = new Uint8Array(texts.length);
  const tidy = texts.map((text, code) => {
    if (!isIsoDay(text)) return tidyText(text);
    isDay[code] = 1;
    return text;
  });
  return { tidy, isDay };
}

function pickCells(column: RawColumn, rows: Int32Array, kinds: Uint8Array, values: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    kinds[i] = column.kinds[rows[i]];
    values[i] = column.values[rows[i]];
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
