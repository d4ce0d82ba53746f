import type { WardTree } from './WardModel.ts';

/**
 * The clusters that are left when the last joins are undone until there are `nClusters`, numbered by their first leaf.
 *
 * @returns [nLeaves]
 */
export function cutTree(
  { nLeaves, left, right }: Pick<WardTree, 'nLeaves' | 'left' | 'right'>,
  nClusters: number,
): Int32Array {
  const firstUndone = nLeaves - nClusters;
  const owner = Int32Array.from({ length: 2 * nLeaves - 1 }, (_none, node) => node);
  for (let join = nLeaves - 2; join >= 0; join--) {
    if (join >= firstUndone) continue;
    owner[left[join]] = owner[right[join]] = owner[nLeaves + join];
  }
  const label = new Map<number, number>();
  return owner.subarray(0, nLeaves).map(top => {
    if (!label.has(top)) label.set(top, label.size);
    return label.get(top) ?? 0;
  });
}
