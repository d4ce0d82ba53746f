import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columnChances } from '#engine/monitor/chances';
import { shareChange } from '#engine/monitor/changes';
import { countCells } from '#engine/monitor/countCells';
import { countsTest } from '#engine/monitor/countsTest';
import { expectedPerformance } from '#engine/monitor/expectedPerformance';
import { holm } from '#engine/monitor/holm';
import { ksTest } from '#engine/monitor/ksTest';
import { numberDistribution } from '#engine/monitor/numberDistribution';
import { calibrationMap, recalibrated } from '#engine/monitor/recalibrated';
import { stabilityIndex } from '#engine/monitor/stabilityIndex';
import { stream } from '#engine/random';
import { testRun } from '../support/testRun.ts';

const golden = JSON.parse(readFileSync(new URL('../golden/drift.json', import.meta.url), 'utf8')) as {
  cases: Record<string, unknown>[];
};
const casesOf = <T>(kind: string) => golden.cases.filter(one => one.kind === kind) as unknown as T[];
const run = testRun();

function expectNear(got: object | null, wanted: object): void {
  for (const [name, value] of Object.entries(wanted) as [string, number][])
    expect(Math.abs((got as Record<string, number>)[name] - value)).toBeLessThan(1e-9 * (1 + Math.abs(value)));
}

describe('measures of drift beside scipy and pandas', () => {
  it.each(casesOf<{ before: number[]; now: number[]; psi: object; test: object }>('counts'))(
    'counts of $before.length bins',
    ({ before, now, psi, test }) => {
      expectNear(stabilityIndex(before, now), psi);
      expectNear(countsTest(before, now), test);
    },
  );

  it.each(casesOf<{ before: number[]; now: number[]; distance: number; pValue: number; exactP: number }>('ks'))(
    'Kolmogorov–Smirnov of $before.length and $now.length values',
    async ({ before, now, distance, pValue, exactP }) => {
      const reference = await numberDistribution(Float64Array.from(before), 200, run);
      const found = ksTest(reference, countCells(Float64Array.from(now), Float64Array.from(reference.points), run));
      expectNear(found, { distance, pValue, within: 0 });
      expect(Math.abs(found!.pValue - exactP)).toBeLessThan(0.05);
    },
  );

  it('corrects p-values as statsmodels does, and passes over what is not tested', () => {
    const [{ p, corrected }] = casesOf<{ p: number[]; corrected: number[] }>('holm');
    const got = holm([null, ...p]);
    expect(got[0]).toBeNull();
    expectNear(got.slice(1), corrected);
  });

  it.each(
    casesOf<
      { before: [number, number]; now: [number, number]; hits: number; expected: number } & Record<string, number>
    >('chance'),
  )('chances of changed gaps, new levels and values outside', ({ before, now, hits, expected, ...wanted }) => {
    const share = { value: hits / now[1], low: 0, high: 1, n: now[1] };
    const found = columnChances({
      index: null,
      missing: shareChange({ hits: before[0], n: before[1] }, { hits: now[0], n: now[1] }),
      newLevels: { share, expected, n: 1, levels: ['x'] },
      outOfRange: { share, expected, below: 0, above: hits, low: 0, high: 1 },
    });
    const { missing, newLevels, outOfRange } = wanted;
    expectNear(found, { missing, newLevels, outOfRange });
    expect(found.index).toBeNull();
  });

  it.each(casesOf<{ score: number[]; threshold: number } & Record<string, number>>('expected'))(
    'expected performance of $score.length scores',
    ({ score, threshold, prevalence, rocAuc, accuracy, precision, recall, brier }) => {
      const cells = [...new Set(score)]
        .sort((a, b) => b - a)
        .map(one => ({ score: one, n: score.filter(other => other === one).length, p: one }));
      const found = expectedPerformance(cells, threshold);
      const values = Object.fromEntries(
        Object.entries(found).map(([name, figure]) => [name, typeof figure === 'number' ? figure : figure?.value]),
      );
      expectNear(values, { prevalence, rocAuc, accuracy, precision, recall, brier });
    },
  );
});

describe('the stability index', () => {
  it('is that of a hand calculation', () => {
    const value = (0.6 - 0.5) * Math.log(0.6 / 0.5) + (0.4 - 0.5) * Math.log(0.4 / 0.5);
    expect(stabilityIndex([50, 50, 0], [12, 8, 0])).toMatchObject({ value, expected: 1 / 100 + 1 / 20, nBins: 2 });
  });

  it('is not there without two bins or without customers', () => {
    expect(stabilityIndex([5, 0], [3, 0])).toBeNull();
    expect(stabilityIndex([5, 5], [0, 0])).toBeNull();
  });

  it('gives what is expected by chance, and few small p-values where nothing has changed', () => {
    const draw = stream(3, 'no drift');
    const [n, m, bins, rounds] = [1_000, 150, 10, 400];
    let [sum, expected, small] = [0, 0, 0];
    for (let round = 0; round < rounds; round++) {
      const counts = [n, m].map(size => {
        const list = Array.from({ length: bins }, () => 0);
        for (let i = 0; i < size; i++) list[draw.below(bins)]++;
        return list;
      });
      const found = stabilityIndex(counts[0], counts[1])!;
      sum += found.value;
      expected += found.expected;
      if (found.pValue < 0.05) small++;
    }
    expect(sum / expected).toBeGreaterThan(0.9);
    expect(sum / expected).toBeLessThan(1.15);
    expect(small / rounds).toBeLessThan(0.09);
  });
});

describe('counting by points', () => {
  it('finds every value at its point or between, whatever the scale', () => {
    const draw = stream(4, 'cells');
    for (const scale of [1e-9, 1, 1e300]) {
      const points = Float64Array.from([-3, -1, -0.5, 0, 0.1, 0.2, 2, 2.5, 1e3].map(point => point * scale));
      const values = Float64Array.from({ length: 500 }, (_none, i) =>
        i % 5 === 0 ? points[draw.below(points.length)] : 4 * draw.normal() * scale,
      );
      const { at, between, nMissing } = countCells(values, points, run);
      expect(nMissing).toBe(0);
      points.forEach((point, i) => {
        expect(at[i]).toBe(values.filter(value => value === point).length);
        const above = i + 1 < points.length ? points[i + 1] : Infinity;
        expect(between[i + 1]).toBe(values.filter(value => value > point && value < above).length);
      });
      expect(between[0]).toBe(values.filter(value => value < points[0]).length);
    }
  });

  it('takes NaN and infinite values for missing, and copes with no points, one point and a width beyond all numbers', () => {
    const values = Float64Array.from([NaN, 1, Infinity, 2]);
    expect(countCells(values, new Float64Array(0), run)).toMatchObject({ nMissing: 2, mean: 1.5 });
    const one = countCells(values, Float64Array.of(1), run);
    expect([...one.at, ...one.between]).toEqual([1, 0, 1]);
    const wide = countCells(Float64Array.of(0, 1e308), Float64Array.of(-1.7e308, 0, 1.7e308), run);
    expect([...wide.at, ...wide.between]).toEqual([0, 1, 0, 0, 0, 1, 0]);
  });
});

describe('the correction by the calibration at development', () => {
  const bin = (meanScore: number, value: number, n = 10) => ({ n, meanScore, rate: { value, low: 0, high: 1, n } });

  it('never falls, and is straight between the tenths', () => {
    const map = calibrationMap([bin(0.1, 0.05), bin(0.2, 0.3), bin(0.4, 0.1), bin(0.8, 0.9)]);
    expect(recalibrated(map, 0)).toBe(0.05);
    expect(recalibrated(map, 0.3)).toBeCloseTo(0.2, 12);
    expect(recalibrated(map, 0.55)).toBeCloseTo(0.55, 12);
    expect(recalibrated(map, 1)).toBe(0.9);
    expect(recalibrated(calibrationMap([]), 0.4)).toBe(0.4);
  });
});
