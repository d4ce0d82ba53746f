import { movedOne, movedPair } from './movedRow';

/** An entry of the list of moved rows: row in the chunk, and its new label above these bits. */
export const ROW_BITS: i32 = 14;
export const ROW_MASK: i32 = (1 << ROW_BITS) - 1;
/** Rows touched before they are worked on. */
export const AHEAD: i32 = 64;

/**
 * Loads a little of listed rows before they are worked on: scattered rows are no matter for the hardware's prefetcher, but a short
 * loop of independent loads waits for all of them at once. What it returns is of no use but keeps the loads.
 */
export function touch(list: usize, from: i32, to: i32, rows: usize, rowBytes: usize): i32 {
  let seen = 0;
  for (let i = from; i < to; i++) {
    const row = <usize>(load<i32>(list + ((<usize>i) << 2)) & ROW_MASK);
    const end = rows + row * rowBytes + rowBytes;
    for (let line = end - rowBytes; line < end; line += 64) seen |= load<i32>(line);
  }
  return seen;
}

export function moveRows(
  list: usize,
  nMoved: i32,
  rows: usize,
  offset: usize,
  factor: f64,
  labels: usize,
  sums: usize,
  counts: usize,
  nColumns: i32,
): void {
  const stride = (<usize>nColumns) << 3;
  let seen = 0;
  for (let i = 0; i < nMoved; i++) {
    if ((i & (AHEAD - 1)) == 0) seen |= touch(list, i, min(nMoved, i + AHEAD), rows, stride);
    const entry = load<i32>(list + ((<usize>i) << 2));
    const row = <usize>(entry & ROW_MASK);
    const label = entry >> ROW_BITS;
    const x = rows + row * stride;
    const old = load<i32>(labels + (row << 2));
    store<i32>(labels + (row << 2), label);
    moveBetween(sums + <usize>old * stride, sums + <usize>label * stride, x, offset, factor, stride);
    const oldCount = counts + ((<usize>old) << 3);
    store<f64>(oldCount, load<f64>(oldCount) - 1);
    const count = counts + ((<usize>label) << 3);
    store<f64>(count, load<f64>(count) + 1);
  }
  store<i32>(list, seen);
}

@inline
function moveBetween(from: usize, to: usize, x: usize, offset: usize, factor: f64, stride: usize): void {
  const factors = f64x2.splat(factor);
  const pairsEnd = stride & ~15;
  let at: usize = 0;
  for (; at < pairsEnd; at += 16) {
    const value = movedPair(x + at, offset + at, factors);
    v128.store(from + at, f64x2.sub(v128.load(from + at), value));
    v128.store(to + at, f64x2.add(v128.load(to + at), value));
  }
  if (at < stride) {
    const value = movedOne(x + at, offset + at, factor);
    store<f64>(from + at, load<f64>(from + at) - value);
    store<f64>(to + at, load<f64>(to + at) + value);
  }
}
