/** The values of these rows, into `to`. */
export function pickValues<T extends { [at: number]: number }>(values: ArrayLike<number>, rows: Int32Array, to: T): T {
  for (let i = 0; i < rows.length; i++) to[i] = values[rows[i]];
  return to;
}
