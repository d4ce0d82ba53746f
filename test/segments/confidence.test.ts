import { beforeAll, describe, expect, it } from 'vitest';
import { assignCustomer, customerCard } from '#engine/segments/assign';
import { classifierOf } from '#engine/segments/classifier';
import { confidenceOf } from '#engine/segments/confidence';
import { evaluateClassifier } from '#engine/segments/evaluateClassifier';
import { placingOf } from '#engine/segments/placing';
import type { Pool } from '#engine/workers/Pool';
import { CONFIDENCES } from '#shared/explanation';
import { matrixOf } from '../golden/lcgBlobs.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';
import { bankAnalysis } from './support/bank.ts';

let pool: Pool;
let bank: Awaited<ReturnType<typeof bankAnalysis>>;
beforeAll(async () => {
  pool = await sharedPool(2);
  bank = await bankAnalysis(pool);
});

describe('how sure a place is', () => {
  it.each([
    [0.95, 2, 'clear'],
    [0.9, 1.1, 'clear'],
    [0.89, 2, 'likely'],
    [0.6, 1.2, 'likely'],
    [0.59, 3, 'toss-up'],
    [0.99, 1.09, 'toss-up'],
    [Number.NaN, 2, 'toss-up'],
  ])('probability %d and margin %d: %s', (probability, margin, word) => {
    expect(confidenceOf(probability, margin, 3, false)).toBe(word);
  });

  it('is clear where there is one segment', () => expect(confidenceOf(1, 1, 1, false)).toBe('clear'));

  it('is never clear for a customer unlike any seen', () => {
    expect(confidenceOf(1, 5, 3, true)).toBe('likely');
    expect(confidenceOf(0.3, 5, 3, true)).toBe('toss-up');
  });

  it('stands on every card, with probabilities that add up', async () => {
    const { assignment } = await customerCard({ row: 3 }, bank, bank.run);
    expect(assignment.probabilities).toHaveLength(bank.segmented.segmentation.nClusters);
    expect(assignment.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(CONFIDENCES).toContain(assignment.confidence);
    expect(assignment.confidenceText).toMatch(/^(Clear|Likely|A toss-up): the classifier gives this segment \d/);
    const empty = await assignCustomer({}, bank, bank.run);
    expect(empty.probabilities.every(Number.isFinite)).toBe(true);
  });

  it('is the same for one customer and for many', async () => {
    const { prepared, segmented, run } = bank;
    const placer = { segmented, classifier: await classifierOf(bank, run) };
    const placing = await placingOf(prepared.matrix, segmented.labels, placer, run);
    for (let row = 0; row < prepared.matrix.nRows; row++) {
      const { assignment } = await customerCard({ row }, bank, run);
      expect(placing.probability[row]).toBe(assignment.probabilities[segmented.labels[row]]);
      expect(CONFIDENCES[placing.confidence[row]]).toBe(assignment.confidence);
      expect(placing.unlikeAnySeen[row] === 1).toBe(assignment.unlikeAnySeen);
    }
  });
});

describe('the classifier’s evaluation', () => {
  it('takes five customers in two segments, and a segment of one', async () => {
    const x = matrixOf([[1], [2], [3], [10], [11]]);
    const found = await evaluateClassifier(x, Int32Array.of(0, 0, 0, 1, 1), 2, testRun());
    expect(found.folds).toBe(5);
    expect(found.nearestCentroid.accuracy.value).toBe(1);
    const single = await evaluateClassifier(x, Int32Array.of(0, 0, 0, 0, 1), 2, testRun());
    // Who is alone in a segment cannot be found again by others.
    expect(single.naiveBayes.segments[1].recall.value).toBe(0);
    expect(single.sentence).toMatch(/n = 5/);
  });

  it('is the same twice, and stops when it is asked to', async () => {
    const { matrix } = bank.prepared;
    const { labels } = bank.segmented;
    expect(await evaluateClassifier(matrix, labels, 4, testRun())).toEqual(
      await evaluateClassifier(matrix, labels, 4, testRun()),
    );
    const stop = new AbortController();
    const run = { ...testRun({ signal: stop.signal }), progress: () => stop.abort() };
    await expect(evaluateClassifier(matrix, labels, 4, run)).rejects.toMatchObject({ name: 'Cancelled' });
  });
});
