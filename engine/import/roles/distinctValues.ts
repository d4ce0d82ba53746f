import type { Column } from '../../table/Column.ts';

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

function distinctNumbers(values: Float64Array): number {
  const seen = new Set<number>();
  for (const value of values) if (!Number.isNaN(value)) seen.add(value);
  return seen.size;
}

export function countMissing(column: Column): number {
  if (column.kind === 'number' || column.kind === 'date') return count(column.values, Number.isNaN);
  if (column.kind === 'boolean') return count(column.values, value => value === 2);
  if (column.kind !== 'set') return count(column.codes, code => code < 0);
  let missing = 0;
  for (let i = 1; i < column.offsets.length; i++) missing += column.offsets[i] === column.offsets[i - 1] ? 1 : 0;
  return missing;
}

function count(values: Float64Array | Uint8Array | Int32Array, test: (value: number) => boolean): number {
  let n = 0;
  for (const value of values) if (test(value)) n++;
  return n;
}
