import type { Dendrogram, SegmentSummary } from '#shared/results';

/** A tree that joins its leaves from the left, one after the other; the leaves take the segments in turn. */
export function makeTree(nLeaves: number, segments: readonly Pick<SegmentSummary, 'id' | 'size'>[]): Dendrogram {
  const perSegment = Math.ceil(nLeaves / segments.length);
  const leaves = Array.from({ length: nLeaves }, (_none, i) => {
    const { id, size } = segments[Math.floor(i / perSegment)];
    const own = Math.max(1, Math.floor(size / perSegment));
    return { size: own, segment: id, inSegment: own };
  });
  const merges: Dendrogram['merges'] = [];
  let size = leaves[0].size;
  for (let i = 1; i < nLeaves; i++) {
    size += leaves[i].size;
    merges.push({ left: i === 1 ? 0 : nLeaves + i - 2, right: i, height: 3.7 * i, size });
  }
  const cutHeight = 3.7 * (nLeaves - segments.length + 0.5);
  return { basis: 'rows', nBasis: 900, n: size, isOwn: true, leaves, merges, cutHeight, largestGapAt: 3 };
}
