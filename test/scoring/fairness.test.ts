import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { Cancelled } from '#shared/errors';
import type { FairnessColumn } from '#shared/scoring/fairness';
import type { Measure } from '#shared/scoring/evaluation';
import { defaultScoring } from '#shared/scoring/choices';
import { stream } from '#engine/random';
import { planFeatures, takeFeatures } from '#engine/scoring/features';
import { binnedLogOdds, fitBinnedBayes } from '#engine/scoring/fairness/binnedBayes';
import { fairness } from '#engine/scoring/fairness/fairness';
import { groupsOf } from '#engine/scoring/fairness/groups';
import { chooseTarget } from '#engine/scoring/target';
import type { Column } from '#engine/table/Column';
import { dayNumber } from '#engine/table/cellValue';
import { category, days, flags, numbers, tableOf } from '../support/preparedGolden.ts';
import { forgetRealTables, hasRealTables, realTable } from '../support/realTables.ts';
import { testRun } from '../support/testRun.ts';

interface GoldenFigures {
  n: number;
  nEvents: number;
  rate: number;
  rateInterval: [number, number];
  truePositiveRate: number;
  falsePositiveRate: number;
  meanScore: number;
  calibration: number[];
  impact?: number[];
  truePositiveGap?: number[];
  falsePositiveGap?: number[];
  difference?: number[];
}
interface Golden {
  threshold: number;
  group: string[];
  p: number[];
  y: number[];
  figures: Record<string, GoldenFigures>;
}
const read = <T>(name: string) =>
  (JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as { cases: T[] }).cases;
const golden = read<Golden>('fairness')[0];

function judge(
  columns: Column[],
  roles: ColumnRole[],
  given: {
    y: ArrayLike<number>;
    p: number[];
    threshold?: number;
    purpose?: 'default' | 'churn';
    referenceDay?: number;
  },
  run = testRun(),
) {
  const table = tableOf(...columns);
  const features = takeFeatures(planFeatures({ table, roles, referenceDay: NaN }, new Set()), table);
  const { y, p, threshold = 0.5, purpose, referenceDay } = given;
  return fairness({ table, roles, y, p: Float64Array.from(p), threshold, features, purpose, referenceDay }, run);
}
const triple = (measure: Measure | null) => measure && [measure.value, measure.low, measure.high];
function close(found: readonly number[] | null, expected: readonly number[] | undefined, digits = 9) {
  expect(found === null).toBe(expected === undefined);
  found?.forEach((value, i) => expect(value).toBeCloseTo(expected![i], digits));
}

describe('figures by group', () => {
  test('as by pandas, scipy and statsmodels', async () => {
    const { threshold, group, p, y, figures } = golden;
    const { columns } = await judge([category('Gender', group)], ['protected'], { y, p, threshold });
    expect(columns[0].reference).toBe('a');
    for (const { name, n, figures: found } of columns[0].groups) {
      const own = figures[name];
      expect(n).toBe(own.n);
      expect(found!.nEvents).toBe(own.nEvents);
      close(triple(found!.favourableRate), [own.rate, ...own.rateInterval]);
      expect(found!.truePositiveRate.value).toBeCloseTo(own.truePositiveRate, 12);
      expect(found!.falsePositiveRate.value).toBeCloseTo(own.falsePositiveRate, 12);
      expect(found!.meanScore).toBeCloseTo(own.meanScore, 12);
      // Student's t is taken from a series that is within 0.2 % of it.
      close(triple(found!.calibrationGap), own.calibration, 4);
      close(triple(found!.impactRatio), own.impact, 7);
      close(triple(found!.truePositiveGap), own.truePositiveGap);
      close(triple(found!.falsePositiveGap), own.falsePositiveGap);
      close(triple(found!.meanDifference), own.difference);
    }
    expect(columns[0].proxy).toBeNull();
  });

  test('of a default score the favourable side is below the threshold', async () => {
    const { threshold, group, p, y, figures } = golden;
    const { columns, favourable } = await judge([category('Gender', group)], ['protected'], {
      y,
      p,
      threshold,
      purpose: 'default',
    });
    expect(favourable).toBe('below');
    for (const { name, figures: found } of columns[0].groups)
      expect(found!.favourableRate.value).toBeCloseTo(1 - figures[name].rate, 12);
  });

  test('small groups are suppressed: 29 customers, 4 events, 4 without', async () => {
    const group = [
      ...Array(100).fill('large'),
      ...Array(29).fill('few'),
      ...Array(40).fill('four events'),
      ...Array(40).fill('four without'),
    ] as string[];
    const y = group.map((name, i) =>
      Number(name === 'four events' ? i < 133 : name === 'four without' ? i < 205 : i % 2 === 0),
    );
    const { columns } = await judge([category('Race', group)], ['protected'], { y, p: y.map(() => 0.5) });
    const shown = columns[0].groups.map(({ name, isSuppressed, figures }) => [name, isSuppressed, figures === null]);
    expect(shown).toEqual([
      ['large', false, false],
      ['four events', true, true],
      ['four without', true, true],
      ['few', true, true],
    ]);
    expect(columns[0].sentences.join(' ')).toContain(
      '3 groups are too small to be shown: four events, four without and few.',
    );
  });

  test('unknown outcomes and customers without a score do not count; all scores equal; one group; all gaps', async () => {
    const n = 200;
    const y = Array.from({ length: n }, (_none, i) => (i % 10 === 0 ? -1 : i % 2));
    const p = y.map((_none, i) => (i % 10 === 5 ? NaN : 0.3));
    const gender = y.map((_none, i) => (i % 4 < 2 ? 'F' : 'M'));
    const report = await judge(
      [
        category('Gender', gender),
        category(
          'Faith',
          y.map(() => 'one'),
        ),
        numbers(
          'Age',
          y.map(() => null),
        ),
        numbers(
          'x',
          y.map(() => 1e9),
        ),
      ],
      ['protected', 'protected', 'protected', 'feature'],
      { y, p },
    );
    expect(report.n).toBe(160);
    const [byGender, byFaith, byAge] = report.columns;
    expect(byGender.groups.reduce((sum, group) => sum + group.n, 0)).toBe(160);
    expect(byGender.groups[1].figures!.meanDifference).toMatchObject({ value: 0 });
    expect(byGender.proxy!.auc.value).toBeCloseTo(0.5, 1);
    expect([byFaith, byAge].map(one => one.groups.map(({ name, n: size }) => [name, size]))).toEqual([
      [['one', 160]],
      [['not known', 160]],
    ]);
    expect(byAge.sentences[0]).toContain('Fewer than two groups');
    expect(report.columns.flatMap(one => one.sentences).join(' ')).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('words are a diagnosis', async () => {
    const group = Array.from({ length: 2000 }, (_none, i) => (i % 2 ? 'M' : 'F'));
    const own = stream(5, 'words');
    const p = group.map(name => (own.uniform() < (name === 'M' ? 0.5 : 0.3) ? 0.8 : 0.2));
    const y = p.map(value => Number(own.uniform() < value));
    const { columns, preamble } = await judge([category('Gender', group)], ['protected'], { y, p });
    const reference = columns[0].reference;
    expect(columns[0].sentences.join(' ')).toMatch(/selected \d\.\d\d times as often as/);
    expect(preamble).toContain('a diagnosis and not a verdict');
    expect([...columns[0].sentences, preamble].join(' ')).not.toMatch(/discriminat|biased|unfair|illegal/i);
    expect(reference).toBe('F');
  });
});

describe('groups', () => {
  const rows = (n: number) => Int32Array.from({ length: n }, (_none, i) => i);
  test('ages in stated bands, of a date of birth at the reference day', () => {
    const { codes, names, bands } = groupsOf(numbers('Age', [24.9, 25, 39, 40, 61.9, 62, null]), rows(7), NaN);
    expect([...codes]).toEqual([0, 1, 1, 2, 2, 3, 4]);
    expect(names).toEqual(['under 25', '25–39', '40–61', '62 or more', 'not known']);
    expect(bands).toBe('ages under 25, 25 to 39, 40 to 61, and 62 or more');
    const born = groupsOf(
      days('dateofbirth', [dayNumber('2000-01-01'), dayNumber('1950-01-01')]),
      rows(2),
      dayNumber('2024-12-31'),
    );
    expect([...born.codes]).toEqual([0, 3]);
    expect(born.bands).toContain('at 2024-12-31');
    const years = groupsOf(numbers('Year_Birth', [1990, 1957]), rows(2), dayNumber('2014-06-29'));
    expect([...years.codes]).toEqual([0, 2]);
  });
  test('other numbers in quarters, few values one by one, a thousand levels with the rest together', () => {
    const quarters = groupsOf(numbers('score', rows(100) as unknown as number[]), rows(100), NaN);
    expect(quarters.names).toHaveLength(4);
    expect(groupsOf(numbers('kids', [0, 1, 2, 0]), rows(4), NaN).names).toEqual(['0', '1', '2']);
    const many = groupsOf(
      category(
        'Nationality',
        Array.from({ length: 2000 }, (_none, i) => `n${i % 1000}`),
      ),
      rows(2000),
      NaN,
    );
    expect(many.names).toHaveLength(12);
    expect(many.names[11]).toBe('989 others');
    expect(groupsOf(flags('Disabled', [1, 0, null]), rows(3), NaN).names).toEqual(['No', 'Yes', 'not known']);
  });
});

describe('the proxy test', () => {
  test('naive Bayes over bins as by scikit-learn', () => {
    interface Bayes { kind: 'bayes'; x: number[][]; y: number[]; nBins: number[]; nFitted: number; probabilities: number[][] } // prettier-ignore
    const { x, y, nBins, nFitted, probabilities } = read<Bayes>('findings').find(one => one.kind === 'bayes')!;
    const features = nBins.map((bins, f) => ({ name: `x${f}`, codes: Uint8Array.from(x, row => row[f]), nBins: bins }));
    const model = fitBinnedBayes(
      features,
      Int32Array.from(y),
      3,
      Uint8Array.from(y, (_none, i) => Number(i < nFitted)),
    );
    for (const [i, expected] of probabilities.entries()) {
      const odds = binnedLogOdds(model, features, nFitted + i, new Float64Array(3), new Float64Array(3));
      odds.forEach((value, k) => expect(1 / (1 + Math.exp(-value))).toBeCloseTo(expected[k], 10));
    }
  });
  test('a feature that stands for the column is named, noise is not taken for one', async () => {
    const own = stream(9, 'proxy');
    const group = Array.from({ length: 600 }, () => (own.uniform() < 0.5 ? 'F' : 'M'));
    const y = group.map(() => Number(own.uniform() < 0.3));
    const height = numbers(
      'height',
      group.map(name => (name === 'M' ? 180 : 166) + 5 * own.normal()),
    );
    const noise = numbers(
      'noise',
      group.map(() => own.normal()),
    );
    const p = y.map(() => own.uniform());
    const proxyOf = async (...features: Column[]): Promise<FairnessColumn['proxy']> =>
      (
        await judge(
          [category('Gender', group), ...features],
          ['protected', ...features.map(() => 'feature' as const)],
          { y, p },
        )
      ).columns[0].proxy;
    const both = (await proxyOf(height, noise))!;
    expect(both.strongest[0].feature).toBe('height');
    // Two normals 14 apart with sd 5: Φ(14 / (5 √2)) = 0.976.
    expect(both.auc.value).toBeGreaterThan(0.95);
    const nothing = (await proxyOf(noise))!;
    expect(Math.abs(nothing.auc.value - 0.5)).toBeLessThan(0.08);
  });
  test('a cancel is heard', async () => {
    const group = Array.from({ length: 100 }, (_none, i) => (i % 2 ? 'F' : 'M'));
    const run = testRun({ signal: AbortSignal.abort() });
    await expect(
      judge([category('Gender', group)], ['protected'], { y: group.map(() => 1), p: group.map(() => 0.5) }, run),
    ).rejects.toThrow(Cancelled);
  });
});

describe.skipIf(!hasRealTables)('on public tables', () => {
  afterAll(forgetRealTables);
  test('UCI: sex, marriage and age in bands', async () => {
    const imported = await realTable('UCI_Credit_Card.csv');
    const target = chooseTarget(imported, defaultScoring());
    const features = takeFeatures(planFeatures(imported, new Set([target.name])), imported.table);
    const delay = features.features.find(one => one.name === 'PAY_0')!;
    const p = Float64Array.from(delay.kind === 'number' ? delay.values : [], value => (value >= 2 ? 0.7 : 0.17));
    const { columns } = await fairness(
      { ...imported, y: target.y, p, threshold: 0.5, features, purpose: 'default' },
      testRun(),
    );
    expect(columns.map(({ column }) => column)).toEqual(['SEX', 'MARRIAGE', 'AGE']);
    expect(columns[2].groups.map(({ name }) => name)).toEqual(['under 25', '25–39', '40–61', '62 or more']);
    expect(columns[0].groups.map(({ n }) => n)).toEqual([18_112, 11_888]);
    expect(columns.flatMap(one => one.sentences).join(' ')).not.toMatch(/NaN|undefined/);
  });
});
