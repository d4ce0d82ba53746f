import { expect, test } from 'vitest';
import type { Column } from '#engine/table/Column';
import { isSharedArray } from '#engine/table/Matrix';
import { sharedColumn } from '#engine/table/sharedColumn';

const COLUMNS: Column[] = [
  { kind: 'number', name: 'Balance', values: Float64Array.of(1, NaN) },
  { kind: 'date', name: 'Since', values: Float64Array.of(1, NaN) },
  { kind: 'boolean', name: 'Active', values: Uint8Array.of(1, 2) },
  { kind: 'category', name: 'Region', codes: Int32Array.of(0, -1), levels: ['North'] },
  { kind: 'set', name: 'Channels', members: ['ATM'], offsets: Int32Array.of(0, 1, 1), codes: Int32Array.of(0) },
];

test.each(COLUMNS)('a column of kind $kind is the same where every thread sees it, and copied once', column => {
  const shared = sharedColumn(column);
  expect(shared).toEqual(column);
  const arrays = Object.values(shared).filter(value => ArrayBuffer.isView(value));
  expect(arrays.length).toBeGreaterThan(0);
  expect(arrays.every(isSharedArray)).toBe(true);
  expect(sharedColumn(shared)).toBe(shared);
});
