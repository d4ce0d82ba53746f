import { CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import { taskMemory, type MaybeThread } from '../../workers/taskMemory.ts';
import { ChunkDesk, type ChunkIn, type ChunkOut } from '../../kernels/ChunkDesk.ts';
import { eachChunk } from './eachChunk.ts';
import { newNumbering, NO_TEXTS, type TextNumbering } from './TextNumbering.ts';

/** The cells of one column, as numbers only: the texts themselves stay where they are. */
export interface ScanInput {
  /** [n], CELL_ constants. */
  readonly kinds: Uint8Array;
  /** [n] */
  readonly values: Float64Array;
  /** [strings of the table], -1 throughout, and so again afterwards. */
  readonly codeOfString: Int32Array;
  /** [n], out: the code of the text of each cell, -1 where it is no text; written only where there is any text. */
  readonly codes: Int32Array;
}
export interface CellScan {
  /** [6], cells by CELL_ constant. */
  readonly kindCounts: Int32Array;
  /** The table's string of each code, in order of first appearance. */
  readonly seen: Int32Array;
  /** Rows of each code. */
  readonly counts: Int32Array;
  /** Position of the first number cell that is no whole number; n where there is none. */
  readonly firstFraction: number;
}

/**
 * One look at all cells of a column: how many there are of each kind, and its different texts numbered in order of first appearance, so
 * that nothing depends on how the table numbers them.
 * Cost: a pass over the cells, and room for as many texts as there are.
 */
export function scanCells(input: ScanInput, context: MaybeThread): CellScan {
  const scan = new Scan(input, context);
  try {
    eachChunk(input.kinds.length, context, (from, to) => scan.look(from, to));
    return scan.finish();
  } finally {
    scan.release();
  }
}

const N_KINDS = 6;
const BYTES_OF_CELL = 13;

class Scan {
  private readonly input: ScanInput;
  private readonly context: MaybeThread;
  private readonly desk: ChunkDesk;
  private readonly kinds: ChunkIn<Uint8Array>;
  private readonly values: ChunkIn<Float64Array>;
  private readonly codes: ChunkOut<Int32Array>;
  private readonly counts: Int32Array;
  private numbering: TextNumbering | null = null;
  private firstFraction: number;

  constructor(input: ScanInput, context: MaybeThread) {
    this.input = input;
    this.context = context;
    this.desk = new ChunkDesk(taskMemory(context), BYTES_OF_CELL, N_KINDS * 4);
    this.kinds = this.desk.input(input.kinds);
    this.values = this.desk.input(input.values);
    this.codes = this.desk.output(input.codes);
    this.counts = this.desk.table(new Int32Array(N_KINDS));
    this.firstFraction = input.kinds.length;
  }

  look(from: number, to: number): void {
    const { desk, counts } = this;
    const n = to - from;
    const kinds = this.kinds.lay(from, to);
    const [nNumbers, nTexts] = [counts[CELL_NUMBER], counts[CELL_TEXT]];
    desk.kernels.countKinds(kinds, n, counts);
    const looksForFraction = this.firstFraction === this.input.kinds.length && counts[CELL_NUMBER] > nNumbers;
    const hasText = counts[CELL_TEXT] > nTexts;
    if (!looksForFraction && !hasText) {
      if (counts[CELL_TEXT] > 0) this.input.codes.fill(-1, from, to);
      return;
    }
    const values = this.values.lay(from, to);
    if (looksForFraction) {
      const at = desk.kernels.firstFraction(kinds, values, n);
      if (at < n) this.firstFraction = from + at;
    }
    if (hasText) this.number(from, to, kinds, values);
    else if (counts[CELL_TEXT] > 0) this.input.codes.fill(-1, from, to);
  }

  finish(): CellScan {
    const { seen, counts } = this.numbering?.finish() ?? NO_TEXTS;
    return { kindCounts: Int32Array.from(this.counts), seen, counts, firstFraction: this.firstFraction };
  }

  release(): void {
    this.numbering?.release();
    this.desk.release();
  }

  private number(from: number, to: number, kinds: Uint8Array, values: Float64Array): void {
    const { codes, codeOfString, kinds: all } = this.input;
    if (!this.numbering) {
      this.numbering = newNumbering(all.length, codeOfString, this.desk, this.context);
      codes.fill(-1, 0, from);
    }
    this.numbering.add(kinds, values, this.codes.room(from, to));
    this.codes.put(from, to);
  }
}
