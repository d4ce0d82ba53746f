import { squaredDistance } from './squaredDistance';

export function sumSquares(
  exact: usize,
  centers: usize,
  labels: usize,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
): f64 {
  const stride = (<usize>nColumns) << 3;
  let total: f64 = 0;
  for (let row = rowStart; row < rowEnd; row++) {
    const label = load<i32>(labels + ((<usize>row) << 2));
    total += squaredDistance(exact + <usize>row * stride, centers + <usize>label * stride, nColumns);
  }
  return total;
}
