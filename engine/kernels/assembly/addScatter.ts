import { fourBelow, threeBelow, twoBelow, twoByFour } from './scatterBlocks';
import { BATCH, COLUMN, FOUR, lengthOf } from './scatterSpace';
import { turnRows } from './turnRows';

/**
 * 32 rows at a time are centred and turned into the work space, so that two rows fill a register and nothing above the diagonal is
 * multiplied. Two of the columns then stand against four in registers; the rows of even and of odd number are summed apart.
 */
export function addScatter(rows: usize, origin: usize, space: usize, sums: usize, nRows: i32, nColumns: i32): void {
  const stride = (<usize>nColumns) << 3;
  const width = (stride + 15) & ~15;
  const end = rows + <usize>nRows * stride;
  const products = sums + width;
  const ofLast = products + width * <usize>(nColumns - 1);
  let seen = 0;
  for (let first = 0; first < nRows; first += BATCH) {
    const n = min(BATCH, nRows - first);
    turnRows(rows, origin, space, sums, ofLast, n, <usize>nColumns);
    rows += stride * BATCH;
    seen |= multiply(space, lengthOf(n), products, <usize>nColumns, width, rows, min(end, rows + stride * BATCH));
  }
  store<i32>(space, seen);
}

/**
 * Loads a little of the rows that come next, so that they are on their way while the rows before them are multiplied. What it returns is of
 * no use but keeps the loads.
 */
@inline
function touch(from: usize, share: usize, end: usize): i32 {
  let seen = 0;
  // Far beyond the end there is nothing to add to: addresses would begin anew.
  if (from >= end) return seen;
  for (const to = min(from + share, end); from + 256 <= to; from += 256) {
    seen |= load<i32>(from) | load<i32>(from, 64) | load<i32>(from, 128) | load<i32>(from, 192);
  }
  return seen;
}

/**
 * The triangle in fours of columns, and what is left over but for what the last of an odd number has met before: itself and the fours. Between its
 * blocks the rows from `next` on are touched.
 */
@inline
function multiply(
  space: usize,
  length: usize,
  products: usize,
  nColumns: usize,
  width: usize,
  next: usize,
  end: usize,
): i32 {
  // There are about a sixteenth as many blocks as products.
  const share = ((<usize>BATCH << 7) / nColumns + 255) & ~255;
  const rest = nColumns & 3;
  const foursEnd = (nColumns - rest) << 3;
  let seen = 0;
  let x = space;
  let out = products;
  for (let i: usize = 0; i < foursEnd; i += 32, x += FOUR, out += 4 * width) {
    let y = space;
    for (let j: usize = 0; j < i; j += 32, y += FOUR) {
      seen |= touch(next, share, end);
      twoByFour(x, y, length, out + j, width);
      seen |= touch(next + share, share, end);
      next += 2 * share;
      twoByFour(x + 2 * COLUMN, y, length, out + 2 * width + j, width);
    }
    seen |= touch(next, share, end);
    next += share;
    fourBelow(x, length, out + i, width);
  }
  if (rest & 2) {
    let y = space;
    for (let j: usize = 0; j < foursEnd; j += 32, y += FOUR) {
      seen |= touch(next, share, end);
      next += share;
      twoByFour(x, y, length, out + j, width);
    }
  }
  if (rest === 2) twoBelow(x, length, out + foursEnd, width);
  else if (rest === 3) threeBelow(x, length, out + foursEnd, width);
  return seen | touch(next, end - min(next, end), end);
}
