import { sharedFloat64 } from '../../table/Matrix.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import { taskMemory, type MaybeThread } from '../../workers/taskMemory.ts';
import { ChunkDesk } from '../../kernels/ChunkDesk.ts';
import { eachChunk } from '../cells/eachChunk.ts';
import { DistinctCounter } from '../roles/distinctNumbers.ts';
import { dayOfNumber, type NumberDates } from './numberDates.ts';
import { withoutThousandsPoint } from './numbersIn.ts';
import { UnreadCells } from './UnreadCells.ts';

/** A kind, a cell, a code, a number. */
const BYTES_OF_CELL = 21;

/** What cells that are no texts stand for, as plain data. */
export type CellMeaning =
  | { readonly kind: 'number'; readonly partsThousands: boolean }
  | {
      readonly kind: 'date';
      readonly numberDates: NumberDates | null;
      /** Days before this are placeholders and become missing. */
      readonly earliest: number;
    };
export interface NumbersInput {
  /** [n], CELL_ constants. */
  readonly kinds: Uint8Array;
  /** [n], as read. */
  readonly cells: Float64Array;
  /** [n], index into `ofText` where the cell is a text. */
  readonly codes: Int32Array;
  /** Finite or NaN. */
  readonly ofText: Float64Array;
  readonly meaning: CellMeaning;
  /** Some cells are neither texts nor gaps nor numbers that stand for themselves. */
  readonly hasOthers: boolean;
  /** All cells are numbers that stand for themselves, in shared memory: they can be the values without a copy if all are finite. */
  readonly mayKeep: boolean;
}
export interface NumbersFilled {
  /** [n], shared; finite or NaN. The cells themselves where they could be kept. */
  readonly values: Float64Array;
  readonly missing: number;
  readonly distinct: number;
  /** Positions of cells that are neither texts nor gaps and have no value of this kind, ascending. */
  readonly unread: Int32Array;
}

/** The values of a column of numbers or days, with the counts that its role rests on. Cost: a pass, and one or a few for the distinct values. */
export function fillNumbers(input: NumbersInput, context: MaybeThread): NumbersFilled {
  const kept = input.mayKeep ? keptNumbers(input.cells, context) : null;
  if (kept) return kept;
  const { meaning, hasOthers } = input;
  const n = input.kinds.length;
  const values = sharedFloat64(n);
  const unread = new UnreadCells();
  const memory = taskMemory(context);
  const desk = new ChunkDesk(memory, BYTES_OF_CELL, input.ofText.byteLength);
  const distinct = new DistinctCounter(values, memory);
  const ofText = desk.table(input.ofText);
  const [kinds, cells, codes] = [desk.input(input.kinds), desk.input(input.cells), desk.input(input.codes)];
  const numbers = desk.output(values);
  let missing = 0;
  const work = (from: number, to: number) => {
    const laid = { kinds: kinds.lay(from, to), cells: cells.lay(from, to), codes: codes.lay(from, to), ofText };
    const nEmpty = desk.kernels.numbersOfCells({ ...laid, n: to - from, numbers: numbers.room(from, to) });
    numbers.put(from, to);
    const filled = values.subarray(from, to);
    if (hasOthers) otherCells(laid.kinds, laid.cells, filled, meaning);
    missing += hasOthers ? countNaN(filled) : Math.abs(nEmpty);
    if (hasOthers || nEmpty < 0) unread.note(laid.kinds, from, at => filled[at] !== filled[at]);
    distinct.lookTo(to);
  };
  try {
    eachChunk(n, context, work);
    return { values, missing, distinct: distinct.count(), unread: unread.positions() };
  } finally {
    distinct.release();
    desk.release();
  }
}

/** null where one is not finite. */
function keptNumbers(values: Float64Array, context: MaybeThread): NumbersFilled | null {
  const distinct = new DistinctCounter(values, taskMemory(context));
  let areAllFinite = true;
  try {
    eachChunk(values.length, context, (from, to) => {
      areAllFinite &&= areFinite(values.subarray(from, to));
      if (areAllFinite) distinct.lookTo(to);
    });
    return areAllFinite ? { values, missing: 0, distinct: distinct.count(), unread: new Int32Array(0) } : null;
  } finally {
    distinct.release();
  }
}

function areFinite(values: Float64Array): boolean {
  // What is not finite is not equal to itself less itself, and a sum with it is neither.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] - values[i];
  return sum === 0;
}

function otherCells(kinds: Uint8Array, cells: Float64Array, values: Float64Array, meaning: CellMeaning): void {
  const keepsNumbers = meaning.kind === 'number' && !meaning.partsThousands;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    if (kind === CELL_TEXT || (kind === CELL_NUMBER && keepsNumbers)) continue;
    const value = meaning.kind === 'date' ? dayOf(kind, cells[i], meaning) : numberOf(kind, cells[i]);
    values[i] = value - value === 0 ? value : NaN;
  }
}

function dayOf(kind: number, cell: number, { numberDates, earliest }: Extract<CellMeaning, { kind: 'date' }>): number {
  let day = NaN;
  if (kind === CELL_DATE) day = cell;
  else if (kind === CELL_NUMBER && numberDates) day = dayOfNumber(numberDates, cell);
  return day >= earliest ? day : NaN;
}

function numberOf(kind: number, cell: number): number {
  if (kind === CELL_NUMBER) return withoutThousandsPoint(cell);
  return kind === CELL_BOOLEAN ? cell : NaN;
}

function countNaN(values: Float64Array): number {
  let n = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) n++;
  return n;
}
