import { numbers } from './preparedGolden.ts';

export const N_ROWS = 200;

/** A value for each of 200 rows. */
export function rows<T>(make: (row: number) => T): T[] {
  return Array.from({ length: N_ROWS }, (_none, row) => make(row));
}

/** An ordinary column beside the one under test, so that nothing else is found. */
export const plain = numbers(
  'plain',
  rows(row => (row * 37) % 101),
);
