import { sharedFloat64 } from '../../table/Matrix.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import { taskMemory, type MaybeThread } from '../taskMemory.ts';
import { eachChunk } from '../cells/eachChunk.ts';
import { DistinctCounter } from '../roles/distinctNumbers.ts';
import { dayOfNumber, type NumberDates } from './numberDates.ts';
import { withoutThousandsPoint } from './numbersIn.ts';
import { UnreadCells } from './UnreadCells.ts';

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
  const { ofText, meaning, hasOthers } = input;
  const n = input.kinds.length;
  const values = sharedFloat64(n);
  const unread = new UnreadCells();
  const distinct = new DistinctCounter(values, taskMemory(context));
  let missing = 0;
  const work = (from: number, to: number) => {
    const kinds = input.kinds.subarray(from, to);
    const cells = input.cells.subarray(from, to);
    const filled = values.subarray(from, to);
    const nEmpty = textsAndNumbers(kinds, cells, input.codes.subarray(from, to), ofText, filled);
    if (hasOthers) otherCells(kinds, cells, filled, meaning);
    missing += hasOthers ? countNaN(filled) : Math.abs(nEmpty);
    if (hasOthers || nEmpty < 0) unread.note(kinds, from, at => filled[at] !== filled[at]);
    distinct.lookTo(to);
  };
  try {
    eachChunk(n, context, work);
    return { values, missing, distinct: distinct.count(), unread: unread.positions() };
  } finally {
    distinct.release();
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

/** Finite numbers as they are, texts as read before, NaN for every other cell. @returns how many are NaN, below 0 where a number is among them */
function textsAndNumbers(
  kinds: Uint8Array,
  cells: Float64Array,
  codes: Int32Array,
  ofText: Float64Array,
  values: Float64Array,
): number {
  let missing = 0;
  let sign = 1;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    let value = NaN;
    if (kind === CELL_NUMBER) value = cells[i];
    else if (kind === CELL_TEXT) value = ofText[codes[i]];
    // What is not finite is not equal to itself less itself.
    if (value - value !== 0) {
      value = NaN;
      missing++;
      if (kind === CELL_NUMBER) sign = -1;
    }
    values[i] = value;
  }
  return sign * missing;
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
