import { movedOne, movedPair } from './movedRow';

/** Four rows of float32 to columns of four, one column every 32 bytes. */
@inline
export function transpose(a: usize, b: usize, c: usize, d: usize, to: usize, rowBytes: usize): void {
  for (let j: usize = 0; j < rowBytes; j += 16) {
    const va = v128.load(a + j);
    const vb = v128.load(b + j);
    const vc = v128.load(c + j);
    const vd = v128.load(d + j);
    const ab = v128.shuffle<f32>(va, vb, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(va, vb, 2, 6, 3, 7);
    const cd = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5);
    const cdHigh = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7);
    const at = to + (j << 3);
    v128.store(at, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(at, v128.shuffle<f64>(ab, cd, 1, 3), 32);
    v128.store(at, v128.shuffle<f64>(abHigh, cdHigh, 0, 2), 64);
    v128.store(at, v128.shuffle<f64>(abHigh, cdHigh, 1, 3), 96);
  }
}

/** Four rows of float64, moved and scaled, to columns of four in float32, one column every 32 bytes. Returns their squared lengths. */
@inline
export function narrow(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  to: usize,
  offset: usize,
  factor: f64,
  nColumns: i32,
): v128 {
  const factors = f64x2.splat(factor);
  let norms = f32x4.splat(0);
  let at: usize = 0;
  for (const pairsEnd = (<usize>(nColumns & ~1)) << 3; at < pairsEnd; at += 16) {
    const ab = v128.shuffle<f32>(twoOf(a, at, offset, factors), twoOf(b, at, offset, factors), 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(twoOf(c, at, offset, factors), twoOf(d, at, offset, factors), 0, 4, 1, 5);
    const even = v128.shuffle<f64>(ab, cd, 0, 2);
    const odd = v128.shuffle<f64>(ab, cd, 1, 3);
    v128.store(to, even);
    v128.store(to, odd, 32);
    norms = f32x4.add(f32x4.add(norms, f32x4.mul(even, even)), f32x4.mul(odd, odd));
    to += 64;
  }
  if (nColumns & 1) {
    let last = f32x4.splat(oneOf(a, at, offset, factor));
    last = f32x4.replace_lane(last, 1, oneOf(b, at, offset, factor));
    last = f32x4.replace_lane(last, 2, oneOf(c, at, offset, factor));
    last = f32x4.replace_lane(last, 3, oneOf(d, at, offset, factor));
    v128.store(to, last);
    norms = f32x4.add(norms, f32x4.mul(last, last));
  }
  return norms;
}

@inline
function twoOf(row: usize, at: usize, offset: usize, factors: v128): v128 {
  return f32x4.demote_f64x2_zero(movedPair(row + at, offset + at, factors));
}

@inline
function oneOf(row: usize, at: usize, offset: usize, factor: f64): f32 {
  return <f32>movedOne(row + at, offset + at, factor);
}
