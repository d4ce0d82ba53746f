/**
 * For each group of one labeling, the Jaccard similarity to the group of another labeling that is most like it: rows in both over rows in
 * either.
 *
 * @param labels  [nRows], 0-based; anything outside 0 … nGroups - 1 is in no group that is asked for
 * @param other  [nRows], any whole numbers
 * @returns [nGroups]; NaN for a group without rows
 *
 * Cost: O(rows + groups × others). Source: Hennig (2007), doi:10.1016/j.csda.2006.11.025.
 */
export function clusterJaccard(labels: Int32Array, other: Int32Array, nGroups: number): Float64Array {
  const sizes = new Float64Array(nGroups);
  const otherSizes = new Map<number, number>();
  const shared = new Map<number, Float64Array>();
  for (let row = 0; row < labels.length; row++) {
    const found = other[row];
    otherSizes.set(found, (otherSizes.get(found) ?? 0) + 1);
    const group = labels[row];
    if (group < 0 || group >= nGroups) continue;
    sizes[group]++;
    let counts = shared.get(found);
    if (!counts) shared.set(found, (counts = new Float64Array(nGroups)));
    counts[group]++;
  }
  return sizes.map((size, group) => {
    if (size === 0) return Number.NaN;
    let best = 0;
    for (const [found, counts] of shared) {
      const both = counts[group];
      best = Math.max(best, both / (size + (otherSizes.get(found) ?? 0) - both));
    }
    return best;
  });
}
