import { describe, expect, it } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { ruleList } from '#engine/explain/ruleList';
import { stratifiedFolds } from '#engine/explain/stratifiedFolds';
import { stream } from '#engine/random';
import type { Column } from '#engine/table/Column';
import { categories, dates, flags, numbers, sets } from '../segments/support/tables.ts';
import { testRun } from '../support/testRun.ts';

const DAY = Date.parse('2024-12-31T00:00:00Z') / 86_400_000;

function rulesFor(columns: readonly Column[], labels: readonly number[], roles: readonly ColumnRole[] = []) {
  const table = { nRows: labels.length, columns };
  return ruleList(
    {
      table,
      roles: columns.map((_column, i) => roles[i] ?? 'feature'),
      referenceDay: DAY,
      labels: Int32Array.from(labels),
      nSegments: Math.max(...labels) + 1,
    },
    testRun(),
  );
}
const range = <T>(n: number, value: (i: number) => T) => Array.from({ length: n }, (_none, i) => value(i));

describe('rules in words', () => {
  it('say where each segment lies, with what they hold of it', async () => {
    // Every pair of 10, 20, … 100; segment 1 is what is high in both.
    const income = range(100, i => 10 * (Math.floor(i / 10) + 1));
    const score = range(100, i => 10 * ((i % 10) + 1));
    const labels = range(100, i => (income[i] > 60 && score[i] > 40 ? 1 : 0));
    const size = labels.filter(label => label === 1).length;
    const found = await rulesFor([numbers('AnnualIncome', income), numbers('SpendingScore', score)], labels);
    const [rule] = found.segments[1].rules;
    expect(rule.text).toBe('annual income above 65 and spending score above 45');
    expect(rule).toMatchObject({ n: size, hits: size, precision: 1, recall: 1, coverage: size / 100 });
    expect(found.segments[1].sentence).toBe(
      'Annual income above 65 and spending score above 45: 100.0 % of them are in this segment, 100.0 % of the segment fits.',
    );
    expect(found.segments[0].rules.map(({ text }) => text)).toEqual([
      'annual income at most 65',
      'annual income above 65 and spending score at most 45',
    ]);
    expect(found.segments[0].rules.reduce((sum, { recall }) => sum + recall, 0)).toBeCloseTo(1, 12);
    expect(found.chance).toBe((100 - size) / 100);
    expect(found.fidelity.value).toBeGreaterThan(0.9);
    expect(found.fidelity.low).toBeLessThan(found.fidelity.value);
    expect(found.sentence).toContain('always saying the largest segment would agree for');
    expect(found.method).toContain('5-fold cross-validation with seed 42');
  });

  it('speak of levels, flags, years, members and of what is missing', async () => {
    const first = async (column: Column, labels: number[]) =>
      (await rulesFor([column], labels)).segments.map(({ rules }) => rules[0]?.text);
    const four = range(40, i => Math.floor(i / 10));
    const half = range(40, i => (i < 20 ? 0 : 1));
    const level = (i: number) => ['Trader', 'Farmer', 'Clerk', 'Nurse'][four[i]];
    expect(await first(categories('Occupation', range(40, level)), half)).toEqual([
      'occupation "Trader" or "Farmer"',
      'occupation "Clerk" or "Nurse"',
    ]);
    const oneOfFour = four.map(i => (i === 2 ? 1 : 0));
    expect(await first(categories('Occupation', range(40, level)), oneOfFour)).toEqual([
      'occupation not "Clerk"',
      'occupation "Clerk"',
    ]);
    expect(
      await first(
        flags(
          'isPep',
          range(40, i => i >= 20),
        ),
        half,
      ),
    ).toEqual(['PEP no', 'PEP yes']);
    expect(
      await first(
        numbers(
          'Limit',
          range(40, i => (i < 20 ? null : i)),
        ),
        half,
      ),
    ).toEqual(['limit missing', 'limit known']);
    const withGaps = range(40, i => (i % 5 === 0 && i >= 20 ? null : i));
    expect(await first(numbers('Limit', withGaps), half)).toEqual(['limit at most 20', 'limit above 20 or missing']);
    const joined = range(40, i => (i < 20 ? '2004-12-31' : '2022-12-31'));
    expect(await first(dates('CustomerSince', joined), half)).toEqual([
      'years as a customer above 10',
      'years as a customer at most 10',
    ]);
    const channels = range(40, i => (i < 20 ? ['App'] : ['App', 'RTGS']));
    expect(await first(sets('SubscribedChannels', channels), half)).toEqual([
      'subscribed channels without "RTGS"',
      'subscribed channels with "RTGS"',
    ]);
  });

  it('never speak of identifiers, targets, protected columns or free text', async () => {
    const labels = range(40, i => (i < 20 ? 0 : 1));
    const telling = numbers('n', labels);
    for (const role of ['identifier', 'target', 'protected', 'ignore'] as const) {
      const found = await rulesFor([telling], labels, [role]);
      expect(found.segments.every(({ rules }) => rules.length === 0)).toBe(true);
      expect(found.fidelity.value).toBe(0.5);
    }
    const text = await rulesFor([categories('Remark', labels.map(String), 'text')], labels);
    expect(text.segments[0].sentence).toBe('No short rule tells this segment from the others.');
  });

  it('are made for a segment alone where the common tree has no end for it', async () => {
    // Seventeen segments lie one after the other: four questions have sixteen ends.
    const labels = range(340, i => Math.floor(i / 20));
    const found = await rulesFor(
      [
        numbers(
          'x',
          range(340, i => i),
        ),
      ],
      labels,
    );
    const apart = found.segments.filter(({ isApart }) => isApart);
    expect(apart.length).toBeGreaterThan(0);
    for (const { segment, rules } of found.segments) {
      expect(rules.length).toBeGreaterThan(0);
      expect(rules[0].hits / rules[0].n).toBe(rules[0].precision);
      expect(rules[0].recall, `segment ${segment}`).toBeGreaterThan(0.5);
    }
  });

  it('say so where no short rule does', async () => {
    const draw = stream(3, 'test.noise');
    const found = await rulesFor(
      [
        numbers(
          'x',
          range(400, () => draw.uniform()),
        ),
      ],
      range(400, () => draw.below(3)),
    );
    expect(found.fidelity.value).toBeLessThan(0.5);
    expect(found.sentence).toContain('Short rules do not tell these segments apart well');
  });

  it.each<[string, readonly Column[], number[]]>([
    ['five customers', [numbers('x', [1, 2, 3, 10, 11])], [0, 0, 0, 1, 1]],
    ['one customer in a segment', [numbers('x', [1, 2, 3, 4, 50])], [0, 0, 0, 0, 1]],
    ['two customers', [numbers('x', [1, 2])], [0, 1]],
    [
      'a column without values',
      [
        numbers(
          'x',
          range(20, () => null),
        ),
      ],
      range(20, i => i % 2),
    ],
    [
      'all rows equal',
      [
        numbers(
          'x',
          range(20, () => 1),
        ),
      ],
      range(20, i => i % 2),
    ],
    [
      'one segment',
      [
        numbers(
          'x',
          range(20, i => i),
        ),
      ],
      range(20, () => 0),
    ],
    [
      'a scale of a thousand million',
      [
        numbers(
          'x',
          range(20, i => 1e9 + i),
        ),
      ],
      range(20, i => (i < 10 ? 0 : 1)),
    ],
    [
      'an empty segment',
      [
        numbers(
          'x',
          range(20, i => i),
        ),
      ],
      range(20, i => (i < 10 ? 0 : 2)),
    ],
  ])('takes %s', async (_what, columns, labels) => {
    const found = await rulesFor(columns, labels);
    expect(found.segments).toHaveLength(Math.max(...labels) + 1);
    expect(found.fidelity.n).toBe(labels.length);
    for (const { rules } of found.segments)
      for (const rule of rules) {
        expect(rule.text).toMatch(/\S/);
        expect(rule.precision).toBeGreaterThan(0);
        expect(rule.precision).toBeLessThanOrEqual(1);
      }
  });

  it('stops when it is asked to, in 857 columns', async () => {
    const draw = stream(4, 'test.wide');
    const columns = range(857, j =>
      numbers(
        `c${j}`,
        range(500, () => draw.uniform()),
      ),
    );
    const labels = Int32Array.from(range(500, () => draw.below(4)));
    const stop = new AbortController();
    const input = { table: { nRows: 500, columns }, roles: columns.map(() => 'feature' as const), referenceDay: NaN };
    const run = testRun({ signal: stop.signal });
    const work = ruleList({ ...input, labels, nSegments: 4 }, { ...run, progress: () => stop.abort() });
    await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
    const found = await ruleList({ ...input, labels, nSegments: 4 }, testRun());
    expect(found.nColumns).toBe(857);
    expect(found).toEqual(await ruleList({ ...input, labels, nSegments: 4 }, testRun()));
  });
});

it('folds hold each class evenly', () => {
  const labels = Int32Array.from(range(103, i => (i < 60 ? 0 : i < 100 ? 1 : 2)));
  const folds = stratifiedFolds(labels, 3, 10, stream(1, 'test.folds'));
  for (let fold = 0; fold < 10; fold++) {
    const own = range(103, row => row).filter(row => folds[row] === fold);
    expect(own.filter(row => labels[row] === 0)).toHaveLength(6);
    expect(own.filter(row => labels[row] === 1)).toHaveLength(4);
    expect(own.length).toBeLessThanOrEqual(11);
  }
});
