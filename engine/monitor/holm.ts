/**
 * p-values corrected so that the chance of one false alarm among all of them stays at the level of one test; they may depend on each other. What is null
 * is not counted.
 * Source: Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 65–70.
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const order = pValues
    .map((p, i) => ({ p, i }))
    .filter((one): one is { p: number; i: number } => one.p !== null)
    .sort((a, b) => a.p - b.p || a.i - b.i);
  const corrected: (number | null)[] = pValues.map(() => null);
  let so = 0;
  for (const [rank, { p, i }] of order.entries()) {
    so = Math.max(so, Math.min(1, p * (order.length - rank)));
    corrected[i] = so;
  }
  return corrected;
}
