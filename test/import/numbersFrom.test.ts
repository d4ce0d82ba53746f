import { expect, test } from 'vitest';
import { numbersFrom } from '#engine/import/rows/numbersFrom';

test.each([
  [0, 0],
  [0, 5],
  [3, 4],
  [64, 2],
  [65, 2],
  [1_000_000, 3],
])('numbers from %d on, %d of them', (first, n) => {
  const expected = Array.from({ length: n }, (_none, i) => first + i);
  const numbers = numbersFrom(first, n);
  expect([...numbers]).toEqual(expected);
  for (const start of [0, 1, first, first + 1, first + 64, first + 65, first + 1_000])
    expect([...numbersFrom(start, n, numbers)]).toEqual(Array.from({ length: n }, (_none, i) => start + i));
  expect([...numbersFrom(first, n + 200, numbers)]).toEqual(Array.from({ length: n + 200 }, (_none, i) => first + i));
  expect([...numbers]).toEqual(expected);
});

test('the same rows counted from 0 and from 1 share their memory, and other numbers are left alone', () => {
  const rows = numbersFrom(1, 1_000);
  expect(numbersFrom(0, 1_000, rows).buffer).toBe(rows.buffer);
  expect([...numbersFrom(0, 3, Int32Array.of(7, 7, 7, 7))]).toEqual([0, 1, 2]);
});
