import { beforeAll, describe, expect, it } from 'vitest';
import type { Segmentation } from '#shared/results';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

let engine: TestEngine;
let found: Segmentation;
beforeAll(async () => {
  engine = await startTestEngine();
  await engine.client.call('dataset.openSample', {});
  found = await engine.client.call('segment.run', {});
}, 120_000);

describe('explaining the segments through the contract', () => {
  it('gives rules for each segment and says how often they agree', async () => {
    const rules = await engine.client.call('segment.rules', {});
    expect(rules.segments.map(({ segment }) => segment)).toEqual(found.segments.map(({ id }) => id));
    expect(rules.fidelity.value).toBeGreaterThan(rules.chance);
    for (const { rules: own } of rules.segments) {
      expect(own.length).toBeLessThanOrEqual(3);
      for (const rule of own) expect(rule.conditions.length).toBeLessThanOrEqual(rules.maxDepth);
    }
    expect(rules.segments.filter(({ rules: own }) => own.length > 0).length).toBeGreaterThan(2);
    // The same answer again, from memory.
    expect(await engine.client.call('segment.rules', {})).toEqual(rules);
  });

  it('can be stopped, and asked again', async () => {
    await engine.client.call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 3 } });
    const stop = new AbortController();
    const work = engine.client.call('segment.rules', {}, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
    expect((await engine.client.call('segment.rules', {})).segments).toHaveLength(3);
    found = await engine.client.call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 4 } });
  }, 60_000);

  it('names what separates each pair', async () => {
    const pairs = await engine.client.call('segment.separators', {});
    const k = found.nClusters;
    expect(pairs).toHaveLength((k * (k - 1)) / 2);
    for (const { separators, sentence } of pairs) {
      expect(separators.length).toBeLessThanOrEqual(5);
      expect(sentence).toMatch(/^(They differ most in|No column)/);
      const sizes = separators.map(({ effect }) => Math.abs(effect));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      for (const { effect, low, high } of separators) expect(low <= effect && effect <= high).toBe(true);
    }
  });

  it('gives effects against the whole book an interval of their own', () => {
    for (const { differences } of found.segments)
      for (const { effect, effectLow, effectHigh } of differences) {
        expect(effectLow).toBeLessThan(effect);
        expect(effectHigh).toBeGreaterThan(effect);
      }
  });

  it('shows typical customers, who are in the segment they are typical of', async () => {
    const typical = await engine.client.call('segment.typical', {});
    expect(typical).toHaveLength(found.nClusters);
    for (const [s, customers] of typical.entries()) {
      expect(customers.map(({ row }) => row)).toEqual(found.segments[s].typicalRows);
      const card = await engine.client.call('segment.customer', { row: customers[0].row });
      expect(card.assignment.segment).toBe(s + 1);
    }
  });
});

describe('finding the segments again', () => {
  it('is measured by cross-validation, with intervals and beside the nearest centroid', async () => {
    const report = await engine.client.call('segment.classifier', {});
    expect(report.folds).toBe(10);
    expect(report.n).toBe(found.nCustomers);
    for (const figures of [report.naiveBayes, report.nearestCentroid]) {
      const { accuracy, confusion, macroF1, segments } = figures;
      expect(confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(found.nCustomers);
      expect(confusion.map(row => row.reduce((sum, n) => sum + n, 0))).toEqual(found.sizes);
      const right = confusion.reduce((sum, row, k) => sum + row[k], 0);
      expect(accuracy.value).toBe(right / found.nCustomers);
      expect(accuracy.low).toBeLessThan(accuracy.value);
      expect(macroF1).toBeCloseTo(segments.reduce((sum, { f1 }) => sum + f1, 0) / segments.length, 12);
    }
    // k-means segments are those of the nearest centre, but for the centres of the other nine folds.
    expect(report.nearestCentroid.accuracy.value).toBeGreaterThan(0.98);
    expect(report.sentence).toContain('agreement with the segments found here, not with a truth');
  });
});
