import { aucOfCodes } from '../../profile/associations/measures.ts';
import type { Column } from '../../table/Column.ts';
import { FEWEST_OF_EACH, type Strength } from './evidence.ts';
import { rankCodes } from './Seen.ts';

/** How well the place of a row in the file tells its outcome, whichever way round. @param y [n] 1 or 0, in the order of the rows */
export function orderAuc(y: Uint8Array): Strength | null {
  return strengthOf(
    Int32Array.from(y, (_none, i) => i),
    y.length,
    y,
  );
}

/** The same of an identifier: a number, or the last digits in a text such as "CLT0042". null where it has no order. */
export function identifierAuc(column: Column, rows: Int32Array, y: Uint8Array): Strength | null {
  const numbers = identifierNumbers(column, rows);
  if (!numbers) return null;
  const { codes, nCodes } = rankCodes(numbers);
  return strengthOf(codes, nCodes, y);
}

function strengthOf(codes: Int32Array, nCodes: number, y: Uint8Array): Strength | null {
  const { auc, nYes, nNo } = aucOfCodes(codes, nCodes, y);
  if (nYes < FEWEST_OF_EACH || nNo < FEWEST_OF_EACH) return null;
  return { value: Math.max(auc, 1 - auc), n: nYes + nNo };
}

const MOSTLY = 0.9;

function identifierNumbers(column: Column, rows: Int32Array): Float64Array | null {
  if (column.kind === 'number' || column.kind === 'date') return Float64Array.from(rows, row => column.values[row]);
  if (column.kind !== 'category' && column.kind !== 'text') return null;
  const ofLevel = Float64Array.from(column.levels, level => Number(/(\d{1,15})\D*$/.exec(level)?.[1] ?? Number.NaN));
  const numbers = Float64Array.from(rows, row => (column.codes[row] < 0 ? Number.NaN : ofLevel[column.codes[row]]));
  let n = 0;
  for (const value of numbers) if (value === value) n++;
  return n >= MOSTLY * numbers.length ? numbers : null;
}

/**
 * Unbroken stretches of one outcome, over as many as rows in random order would have, and how far that is from chance in standard deviations.
 * Source: Wald & Wolfowitz (1940), doi:10.1214/aoms/1177731909.
 */
export function outcomeRuns(y: Uint8Array): { ratio: number; z: number; n: number } | null {
  let [runs, nYes] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    if (i === 0 || y[i] !== y[i - 1]) runs++;
    nYes += y[i];
  }
  const n = y.length;
  const nNo = n - nYes;
  if (nYes < FEWEST_OF_EACH || nNo < FEWEST_OF_EACH) return null;
  const product = 2 * nYes * nNo;
  const expected = product / n + 1;
  const variance = (product * (product - n)) / (n * n * (n - 1));
  return { ratio: runs / expected, z: (runs - expected) / Math.sqrt(variance), n };
}
