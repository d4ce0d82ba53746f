/** Two numbers of a row: (x − offset) × factor. */
@inline
export function movedPair(x: usize, offset: usize, factor: v128): v128 {
  return f64x2.mul(f64x2.sub(v128.load(x), v128.load(offset)), factor);
}

@inline
export function movedOne(x: usize, offset: usize, factor: f64): f64 {
  return (load<f64>(x) - load<f64>(offset)) * factor;
}

/** A whole row. */
@inline
export function moveRow(x: usize, offset: usize, factor: f64, nColumns: i32, to: usize): void {
  const stride = (<usize>nColumns) << 3;
  const factors = f64x2.splat(factor);
  let at: usize = 0;
  for (const pairsEnd = stride & ~15; at < pairsEnd; at += 16) v128.store(to + at, movedPair(x + at, offset + at, factors));
  if (at < stride) store<f64>(to + at, movedOne(x + at, offset + at, factor));
}
