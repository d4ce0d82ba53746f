import { squaredDistance } from './squaredDistance';

export function tryCandidate(
  exact: usize,
  nRows: i32,
  nColumns: i32,
  candidate: i32,
  closest: usize,
  next: usize,
): f64 {
  const stride = (<usize>nColumns) << 3;
  const from = exact + <usize>candidate * stride;
  let total: f64 = 0;
  for (let row = 0; row < nRows; row++) {
    const at = (<usize>row) << 3;
    const distance = squaredDistance(exact + <usize>row * stride, from, nColumns);
    const before = load<f64>(closest + at);
    const kept = before < distance ? before : distance;
    store<f64>(next + at, kept);
    total += kept;
  }
  return total;
}
