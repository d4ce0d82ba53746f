/**
 * Rows taken at a time: few enough that they, the rows after them and the sums share the first cache. Four of their columns lie together,
 * in bytes: of each two rows, two values of each column.
 */
export const BATCH: i32 = 32;
export const FOUR: usize = 1024;
/** From two rows to the next two, and from a column to the next. */
export const PAIR: usize = 64;
export const COLUMN: usize = 16;

/** The bytes from the first of some rows to their end, in each column. */
@inline
export function lengthOf(nRows: i32): usize {
  return (<usize>(nRows + 1) >> 1) * PAIR;
}

/** Adds both halves of two registers to two sums that lie beside each other. */
@inline
export function addTwo(to: usize, a: v128, b: v128): void {
  const both = f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
  v128.store(to, f64x2.add(v128.load(to), both));
}

@inline
export function addOne(to: usize, a: v128): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1)));
}
