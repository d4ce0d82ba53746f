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
  let missing = 0;
  if (column.kind === 'number' || column.kind === 'date')
    for (const value of column.values) missing += Number.isNaN(value) ? 1 : 0;
  else if (column.kind === 'boolean') for (const value of column.values) missing += value === 2 ? 1 : 0;
  else if (column.kind === 'set')
    for (let i = 1; i < column.offsets.length; i++) missing += column.offsets[i] === column.offsets[i - 1] ? 1 : 0;
  else for (const code of column.codes) missing += code < 0 ? 1 : 0;
  return missing;
}
