import { beforeAll, describe, expect, it } from 'vitest';
import { branchesOf, dendrogramBasis, dendrogramSentence } from '#shared/dendrogram';
import { checkOptions } from '#shared/option';
import { ward } from '#engine/algorithms/ward';
import { buildTree } from '#engine/algorithms/ward/buildTree';
import { newRun, type Run } from '#engine/jobs/Run';
import type { Segmented } from '#engine/segments/Segmented';
import { dendrogramBeside, MOST_LEAVES, ownDendrogram } from '#engine/segments/views/dendrogram';
import type { Matrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf } from '../golden/lcgBlobs.ts';
import { sharedPool } from '../support/sharedPool.ts';

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(1);
  run = newRun({ seed: 7, pool });
});

function segmentedBy(labels: number[], parts: Partial<Segmented> = {}): Segmented {
  const nClusters = Math.max(...labels) + 1;
  const sizes = Array.from({ length: nClusters }, (_none, s) => labels.filter(label => label === s).length);
  const segments = sizes.map((size, s) => ({ id: s + 1, name: `S${s + 1}`, size }));
  const segmentation = { segments, sizes, nClusters, nCustomers: labels.length };
  return {
    labels: Int32Array.from(labels),
    model: { algorithm: 'kmeans' },
    segmentation,
    ...parts,
  } as unknown as Segmented;
}
async function bySegmentsOfWard(x: Matrix, nClusters: number): Promise<Segmented> {
  const { model, labels } = await ward.fit(x, checkOptions(ward.options, { nClusters }), run);
  const position = Int32Array.from({ length: nClusters + 1 }, (_none, c) => (c < nClusters ? c : -1));
  return segmentedBy([...labels], { model, position });
}

describe('the tree of a segmentation by Ward', () => {
  it('has the joins of the model, the larger branch to the left, and is cut between two of them', async () => {
    // Joins as in test/algorithms/ward.test.ts: {0, 1} at 1, with 4 at √(49/3), with 9 at √(242/3). Two segments: cut between the last
    // two. The steps: to 2 branches √(242/3) − √(49/3) = 4.94, to 3 branches √(49/3) − 1 = 3.04.
    const tree = ownDendrogram(await bySegmentsOfWard(matrixOf([[0], [1], [4], [9]]), 2))!;
    expect(tree.leaves).toEqual([
      { size: 1, segment: 1, inSegment: 1 },
      { size: 1, segment: 1, inSegment: 1 },
      { size: 1, segment: 1, inSegment: 1 },
      { size: 1, segment: 2, inSegment: 1 },
    ]);
    expect(tree.merges.map(({ left, right, size }) => [left, right, size])).toEqual([
      [0, 1, 2],
      [4, 2, 3],
      [5, 3, 4],
    ]);
    expect(tree.cutHeight).toBeCloseTo((Math.sqrt(49 / 3) + Math.sqrt(242 / 3)) / 2, 12);
    expect(tree).toMatchObject({ basis: 'rows', nBasis: 4, n: 4, isOwn: true, largestGapAt: 2 });
    expect(dendrogramSentence(tree)).toBe(
      'Two branches that join low are alike; the largest gap between joins is at 2 segments',
    );
    expect(dendrogramBasis(tree)).toBe('Ward’s tree of 4 different customers (4 customers)');
  });

  it('draws lines over the leaves, in the colour of a segment where all below is of it', async () => {
    const branches = branchesOf(ownDendrogram(await bySegmentsOfWard(matrixOf([[0], [1], [4], [9]]), 2))!);
    expect(branches.map(({ leftX, rightX, segment }) => [leftX, rightX, segment])).toEqual([
      [0, 1, 1],
      [0.5, 2, 1],
      [1.25, 3, null],
    ]);
    expect(branches[1].leftHeight).toBe(branches[0].height);
    expect(branches[1].rightHeight).toBe(0);
  });

  it('is drawn down to 60 leaves; no customer is lost, and branches cut are the segments', async () => {
    const x = lcgBlobs({ seed: 6, nRows: 500, nColumns: 3, nGroups: 4, spread: 2, gapShare: 0 });
    const segmented = await bySegmentsOfWard(x, 5);
    const tree = ownDendrogram(segmented)!;
    expect(tree.leaves).toHaveLength(MOST_LEAVES);
    expect(tree.merges).toHaveLength(MOST_LEAVES - 1);
    expect(tree.leaves.reduce((sum, leaf) => sum + leaf.size, 0)).toBe(500);
    expect(tree.leaves.every(leaf => leaf.inSegment === leaf.size)).toBe(true);
    expect(tree.merges.at(-1)!.size).toBe(500);
    expect(tree.merges.filter(({ height }) => height > tree.cutHeight)).toHaveLength(4);
    const bySegment = segmented.segmentation.sizes.map((_size, s) =>
      tree.leaves.filter(leaf => leaf.segment === s + 1).reduce((sum, leaf) => sum + leaf.size, 0),
    );
    expect(bySegment).toEqual(segmented.segmentation.sizes);
    for (const { left, right, height } of tree.merges)
      for (const node of [left, right])
        if (node >= MOST_LEAVES) expect(tree.merges[node - MOST_LEAVES].height).toBeLessThanOrEqual(height);
  });
});

describe('a tree beside segments of another method', () => {
  it('gives each leaf the segment of most of its customers', async () => {
    // Five customers at 0 (three in segment 1, two in segment 2) and two at 8 in segment 2.
    const x = matrixOf([[0], [0], [0], [0], [0], [8], [8]]);
    const tree = dendrogramBeside(await buildTree(x, run), segmentedBy([0, 0, 0, 1, 1, 1, 1]));
    expect(tree.leaves).toEqual([
      { size: 5, segment: 1, inSegment: 3 },
      { size: 2, segment: 2, inSegment: 2 },
    ]);
    expect(tree.isOwn).toBe(false);
    expect(tree.largestGapAt).toBeNull();
    // As many branches as leaves: the cut lies half way to the only join, of height √(2·5·2/7 × 64).
    expect(tree.cutHeight).toBeCloseTo(Math.sqrt((20 / 7) * 64) / 2, 12);
    expect(ownDendrogram(segmentedBy([0, 1]))).toBeNull();
  });

  it('one customer that occurs many times is one leaf', async () => {
    const tree = dendrogramBeside(await buildTree(matrixOf([[1], [1], [1]]), run), segmentedBy([0, 0, 0]));
    expect(tree.leaves).toEqual([{ size: 3, segment: 1, inSegment: 3 }]);
    expect(tree.merges).toEqual([]);
    expect(tree.cutHeight).toBe(0);
  });
});
