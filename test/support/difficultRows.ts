/** Rows that clusterings must take, by what is difficult about them; at least four distinct ones in each. */
export const DIFFICULT_ROWS: readonly (readonly [string, number[][]])[] = [
  [
    'five customers',
    [
      [1, 0],
      [2, 1],
      [3, 0],
      [9, 1],
      [8, 1],
    ],
  ],
  ['a column a billion times wider', Array.from({ length: 80 }, (_, i) => [i % 9, 1e9 * ((i * 7919) % 83)])],
  ['constant and perfectly correlated columns', Array.from({ length: 80 }, (_, i) => [i % 11, 3 * (i % 11), 4])],
  ['categories only', Array.from({ length: 90 }, (_, i) => [i % 2, Number(i % 3 === 0), Number(i % 5 === 0)])],
  ['857 columns', Array.from({ length: 30 }, (_, i) => Array.from({ length: 857 }, (_none, j) => (i * j) % 13))],
];
