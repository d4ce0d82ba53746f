/** Where a value lies among bins that are drawn equally wide: 2.5 is the middle of the third. @param edges ascending, one more than bins */
export function placeOnEdges(edges: readonly number[], value: number): number {
  const last = edges.length - 2;
  let bin = 0;
  while (bin < last && value >= edges[bin + 1]) bin++;
  const width = edges[bin + 1] - edges[bin];
  return bin + (width > 0 ? (value - edges[bin]) / width : 0);
}
