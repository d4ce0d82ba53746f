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

/** Counts by open addressing, about ten times as quick as a Set of a million numbers. */
function distinctNumbers(values: Float64Array): number {
  const size = 2 ** Math.ceil(Math.log2(values.length * 2 + 2));
  const slots = new Float64Array(size).fill(NaN);
  const one = new Float64Array(1);
  const bits = new Int32Array(one.buffer);
  let distinct = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    one[0] = value + 0;
    let slot = Math.imul(bits[0] ^ Math.imul(bits[1], 0x9e3779b1), 0x85ebca6b);
    slot = (slot ^ (slot >>> 15)) & (size - 1);
    while (slots[slot] !== value && !Number.isNaN(slots[slot])) slot = (slot + 1) & (size - 1);
    if (slots[slot] === value) continue;
    slots[slot] = value;
    distinct++;
  }
  return distinct;
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
