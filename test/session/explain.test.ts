import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

describe('drift over time', () => {
  it('is told by the most telling column, and by another that is asked for', async () => {
    const answer = await engine.client.call('segment.drift', { column: null });
    expect(answer.columns.length).toBeGreaterThan(0);
    expect(answer.drift?.column).toBe(answer.columns[0]);
    expect(answer.drift!.periods.length).toBeLessThanOrEqual(24);
    const counted = answer.drift!.totals.reduce((sum, n) => sum + n, 0);
    expect(counted + answer.drift!.missing).toBe(found.nCustomers);
    const last = answer.columns[answer.columns.length - 1];
    expect((await engine.client.call('segment.drift', { column: last })).drift?.column).toBe(last);
  });
});

describe('placing a file of customers', () => {
  it('asks for a file first', async () => {
    await expect(engine.client.call('segment.savePlaced', { format: 'csv' })).rejects.toMatchObject({
      code: 'project.notPlaced',
    });
  });

  it('places the book itself as the segmentation did, and hands out the rows', async () => {
    const path = new URL('../../assets/samples/RiskSummary.xlsx', import.meta.url).pathname;
    const token = engine.register(path, 'RiskSummary.xlsx');
    const summary = await engine.client.call('segment.assignFile', { file: token });
    expect(summary.segments.map(({ size }) => size)).toEqual(found.sizes);
    expect(summary.tiers.map(({ tier, size }) => [tier, size])).toEqual(
      found.tiers.map(({ tier, size }) => [tier, size]),
    );
    expect(summary.customers).toBe(found.nCustomers);
    expect(summary.confidence.reduce((sum, { size }) => sum + size, 0)).toBe(found.nCustomers);
    // The far line is the 99th percentile of each segment.
    expect(summary.unlikeAnySeen.share).toBeLessThanOrEqual(0.01);
    expect(summary.sentence).toMatch(/customers placed, [\d,]+ \(\d+\.\d %\) clearly/);
    const csv = await engine.client.call('segment.savePlaced', { format: 'csv' });
    const [header, first] = readFileSync(engine.pathOf(csv.token), 'utf8').split('\r\n');
    expect(header.endsWith('Confidence,Segment probability,Unlike anything seen')).toBe(true);
    expect(first).toMatch(/,(clear|likely|toss-up),[\d.e-]+,(TRUE|FALSE)$/);
    const xlsx = await engine.client.call('segment.savePlaced', { format: 'xlsx' });
    expect(xlsx.name).toBe('RiskSummary placed.xlsx');
    expect(xlsx.sizeBytes).toBeGreaterThan(10_000);
  }, 60_000);

  it('says what a file lacks', async () => {
    const path = join(engine.folder, 'other.csv');
    writeFileSync(path, 'Name,Town\nA,B\nC,D\n');
    const work = engine.client.call('segment.assignFile', { file: engine.register(path, 'other.csv') });
    await expect(work).rejects.toMatchObject({ code: 'model.missingColumns', args: { name: 'other.csv' } });
  });
});
