import type { Column } from '../../table/Column.ts';
import { distinctNumbers } from './distinctNumbers.ts';

/** What a column holds, counted. */
export interface ValueCounts {
  /** Different values that are there; missing ones do not count. Members for sets. */
  readonly distinct: number;
  readonly missing: number;
}
export type CountValues = (column: Column) => ValueCounts;

export function countValues(column: Column): ValueCounts {
  return { distinct: distinctValues(column), missing: countMissing(column) };
}

/** As countValues, every column counted once however often it is asked for. */
export function countedOnce(counted: Iterable<readonly [Column, ValueCounts]> = []): CountValues {
  const known = new Map(counted);
  return column => {
    const counts = known.get(column) ?? countValues(column);
    known.set(column, counts);
    return counts;
  };
}

/** Different values that are there; missing ones do not count. Members for sets. */
export function distinctValues(column: Column): number {
  switch (column.kind) {
    case 'number':
    case 'date':
      return distinctNumbers(column.values);
    case 'boolean':
      return (column.values.includes(0) ? 1 : 0) + (column.values.includes(1) ? 1 : 0);
    case 'set':
      return column.members.length;
    default:
      return column.levels.length;
  }
}

export function countMissing(column: Column): number {
  if (column.kind === 'number' || column.kind === 'date') return countNaN(column.values);
  let missing = 0;
  if (column.kind === 'boolean') {
    for (let i = 0, { values } = column; i < values.length; i++) if (values[i] === 2) missing++;
  } else if (column.kind === 'set') {
    for (let i = 1, { offsets } = column; i < offsets.length; i++) if (offsets[i] === offsets[i - 1]) missing++;
  } else {
    for (let i = 0, { codes } = column; i < codes.length; i++) if (codes[i] < 0) missing++;
  }
  return missing;
}

function countNaN(values: Float64Array): number {
  let n = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) n++;
  return n;
}
