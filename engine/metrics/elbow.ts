/** How much the curve must fall below a bend, in mean steps, for the bend to count. */
const SENSITIVITY = 1;

/**
 * The number of clusters at the bend of the inertia curve by Kneedle, or null where the curve has none.
 *
 * @param inertias  inertia for each entry of nClusters
 * @param nClusters  ascending
 *
 * Source: Satopää et al. (2011), doi:10.1109/ICDCSW.2011.20, for a convex falling curve, without its smoothing.
 */
export function elbow(inertias: readonly number[], nClusters: readonly number[]): number | null {
  const n = inertias.length;
  if (n < 3) return null;
  const low = Math.min(...inertias);
  const span = Math.max(...inertias) - low;
  const width = nClusters[n - 1] - nClusters[0];
  if (!(span > 0) || !(width > 0)) return null;
  // Both axes from 0 to 1; how far the falling curve lies below the straight line.
  const sag = inertias.map((inertia, i) => 1 - (inertia - low) / span - (nClusters[i] - nClusters[0]) / width);
  const drop = SENSITIVITY / (n - 1);
  for (let i = 1; i < n - 1; i++) {
    if (sag[i] < sag[i - 1] || sag[i] < sag[i + 1]) continue;
    for (let later = i + 1; later < n && sag[later] <= sag[i]; later++)
      if (sag[later] < sag[i] - drop) return nClusters[i];
  }
  return null;
}
