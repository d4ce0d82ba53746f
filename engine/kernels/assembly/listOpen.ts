import { keepLanes } from './keepLanes';

/** The half of a number that is kept. */
export const UPPER: i32 = -65536;

/** Rows of which one of the two leads is not above what it can have lost. */
export function listOpen(list: usize, nRows: i32, limits: usize, leads: usize, reaches: usize): i32 {
  let to = list;
  let rows = i32x4(0, 1, 2, 3);
  // Not constants in the eyes of the compiler, which would make them anew in every turn.
  const isEmpty = <i32>(nRows < 0);
  const upper = i32x4.splat(UPPER | isEmpty);
  const four = i32x4.splat(4 + isEmpty);
  const end = (<usize>nRows) << 2;
  let at: usize = 0;
  for (const pairsEnd = (<usize>(nRows & ~7)) << 2; at < pairsEnd; at += 32) {
    const open = openOfFour(at, limits, leads, reaches, upper);
    const openNext = openOfFour(at + 16, limits, leads, reaches, upper);
    to = keepLanes(to, rows, open);
    rows = i32x4.add(rows, four);
    to = keepLanes(to, rows, openNext);
    rows = i32x4.add(rows, four);
  }
  for (; at < end; at += 16) {
    to = keepLanes(to, rows, openOfFour(at, limits, leads, reaches, upper));
    rows = i32x4.add(rows, four);
  }
  return <i32>((to - list) >> 2);
}

/** A bit for each of four rows that is open. */
@inline
function openOfFour(at: usize, limits: usize, leads: usize, reaches: usize, upper: v128): i32 {
  const a = v128.load(limits + ((<usize>load<u16>(reaches + at)) << 4));
  const b = v128.load(limits + ((<usize>load<u16>(reaches + at, 4)) << 4));
  const c = v128.load(limits + ((<usize>load<u16>(reaches + at, 8)) << 4));
  const d = v128.load(limits + ((<usize>load<u16>(reaches + at, 12)) << 4));
  const offsetsAb = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const offsetsCd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const slopesAb = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const slopesCd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  const reach = v128.and(v128.load(reaches + at), upper);
  const both = v128.load(leads + at);
  const lost = f32x4.add(
    v128.shuffle<f64>(offsetsAb, offsetsCd, 0, 2),
    f32x4.mul(v128.shuffle<f64>(slopesAb, slopesCd, 0, 2), reach),
  );
  const lostOfRest = f32x4.add(
    v128.shuffle<f64>(offsetsAb, offsetsCd, 1, 3),
    f32x4.mul(v128.shuffle<f64>(slopesAb, slopesCd, 1, 3), reach),
  );
  const isKept = v128.and(f32x4.gt(v128.and(both, upper), lost), f32x4.gt(i32x4.shl(both, 16), lostOfRest));
  return i32x4.bitmask(isKept) ^ 15;
}
