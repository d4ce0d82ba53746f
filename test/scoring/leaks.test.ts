import { afterAll, describe, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { Cancelled } from '#shared/errors';
import { defaultScoring, type Scoring } from '#shared/scoring/choices';
import type { LeakFinding } from '#shared/scoring/leaks';
import { huntLeaks } from '#engine/scoring/leaks/huntLeaks';
import { aloneAuc, derivedStrength, oneSided } from '#engine/scoring/leaks/evidence';
import { outcomeRuns } from '#engine/scoring/leaks/order';
import { rankCodes, seenColumn } from '#engine/scoring/leaks/Seen';
import { chooseTarget } from '#engine/scoring/target';
import type { Column } from '#engine/table/Column';
import { stream } from '#engine/random';
import { category, days, flags, numbers, tableOf } from '../support/preparedGolden.ts';
import { forgetRealTables, hasRealTables, realTable } from '../support/realTables.ts';
import { testRun } from '../support/testRun.ts';

const N = 400;
const draw = stream(7, 'leaksTest');
/** A third has the event, in no order. */
const y = Array.from({ length: N }, () => Number(draw.uniform() < 1 / 3));
const noise = () => y.map(() => Math.round(draw.normal() * 100) / 10);
const of = <T>(make: (event: number, row: number) => T) => y.map(make);

async function hunt(
  columns: Column[],
  parts: { roles?: Record<string, ColumnRole>; target?: string; keep?: string[] } = {},
) {
  const name = parts.target ?? 'Exited';
  const table = tableOf(flags(name, y), ...columns);
  const roles = table.columns.map(column =>
    column.name === name ? 'target' : (parts.roles?.[column.name] ?? 'feature'),
  );
  const target = chooseTarget({ table, roles }, { ...defaultScoring(), target: name });
  return huntLeaks({ imported: { table, roles }, target, keep: parts.keep }, testRun());
}
const brief = (findings: LeakFinding[]) =>
  findings.map(({ column, kind, severity, action }) => `${column} ${kind} ${severity} ${action}`);

describe('leaks in tables made by hand', () => {
  test('nothing is found in noise, constants, gaps by chance and a fair predictor', async () => {
    const found = await hunt([
      numbers('noise', noise()),
      numbers(
        'constant',
        of(() => 5),
      ),
      numbers(
        'empty',
        of(() => null),
      ),
      numbers(
        'huge',
        noise().map(value => value * 1e9),
      ),
      numbers(
        'fair',
        of(event => event + draw.normal()),
      ),
      numbers(
        'gaps',
        of(() => (draw.uniform() < 0.2 ? null : draw.normal())),
      ),
      category(
        'thousand levels',
        of((_event, row) => `street ${row}`),
      ),
    ]);
    expect(found).toEqual([]);
  });

  test.each([
    ['a copy', flags('gone', y), 'duplicate'],
    [
      'the opposite in words',
      category(
        'state',
        of(event => (event ? 'closed' : 'open')),
      ),
      'duplicate',
    ],
    [
      'a copy with slips',
      flags(
        'gone',
        of((event, row) => (row % 200 === 0 ? 1 - event : event)),
      ),
      'duplicate',
    ],
    [
      'a reason for each',
      category(
        'why',
        of((event, row) => (event ? ['moved', 'fees'][row % 2] : 'none')),
      ),
      'derived',
    ],
    [
      'a number beyond a bound',
      numbers(
        'risk',
        of(event => event * 100 + draw.uniform()),
      ),
      'alone',
    ],
    [
      'a bent number',
      numbers(
        'bent',
        of(event => (event ? draw.normal() * 0.1 : (draw.uniform() < 0.5 ? -9 : 9) + draw.normal())),
      ),
      'alone',
    ],
    [
      'filled in for events only',
      numbers(
        'fee',
        of(event => (event ? draw.uniform() : null)),
      ),
      'oneSided',
    ],
    [
      'filled in for a third of the events',
      numbers(
        'recovered',
        of((event, row) => (event && row % 3 === 0 ? 10 + draw.uniform() : 0)),
      ),
      'oneSided',
    ],
  ] as [string, Column, string][])('%s', async (_what, column, kind) => {
    const found = await hunt([column, numbers('noise', noise())]);
    expect(brief(found)).toEqual([`${column.name} ${kind} leak leftOut`]);
    expect(found[0].sentence).toContain(column.name);
    expect(found[0].sentence).toMatch(/It is left out\.$/);
  });

  test('what a person keeps is used, and the sentence says why', async () => {
    const found = await hunt([flags('gone', y)], { keep: ['gone'] });
    expect(brief(found)).toEqual(['gone duplicate leak kept']);
    expect(found[0].sentence).toBe(
      'gone says the same as the target (Exited is Yes) in other words (agreement 1.000, n 400): a score that used it would only repeat the answer. It is used all the same, because you chose to keep it.',
    );
  });

  test('two columns that give the target only together', async () => {
    const before = of(() => 1000 + 500 * draw.normal());
    const after = before.map((value, row) => (y[row] ? value - 300 - draw.uniform() : value));
    const found = await hunt([numbers('before', before), numbers('after', after), numbers('noise', noise())]);
    expect(brief(found)).toEqual(['after combination leak leftOut', 'before combination leak leftOut']);
    const factor = before.map((value, row) => value * (y[row] ? 0.02 : 0.05));
    expect(brief(await hunt([numbers('loan', before), numbers('fee', factor)]))).toHaveLength(2);
  });

  test('a date after the outcome, and the day of leaving itself', async () => {
    const exit = of((event, row) => (event ? 18_000 + (row % 300) : null));
    const visit = of((event, row) => (event ? 18_000 + (row % 300) + (row % 4 === 0 ? 9 : -30) : 17_900 + (row % 300)));
    const found = await hunt([days('exit date', exit), days('last visit', visit)]);
    expect(brief(found)).toEqual(['exit date afterwards leak leftOut', 'last visit laterDate leak leftOut']);
    expect(found[1].with).toBe('exit date');
  });

  test('names count only with evidence, and only where they mean it', async () => {
    const call = numbers(
      'duration',
      of(event => 100 + 150 * event + 100 * draw.normal()),
    );
    const campaign = numbers('campaign', noise());
    expect(brief(await hunt([call, campaign], { target: 'Response' }))).toEqual(['duration afterwards leak leftOut']);
    expect(brief(await hunt([call], { target: 'Response' }))).not.toContain('duration afterwards leak leftOut');
    const plain = numbers('recoveries', noise());
    expect(brief(await hunt([plain]))).toEqual(['recoveries afterwards suspect used']);
    const made = numbers(
      'Exited score',
      of(event => event + draw.normal()),
    );
    expect(brief(await hunt([made]))).toEqual(['Exited score afterwards leak leftOut']);
  });

  test('an identifier that is sorted by the outcome, and rows that are', async () => {
    const ids = of((event, row) => `CLT${String(event * 5000 + row).padStart(6, '0')}`);
    const found = await hunt([category('client id', ids)], { roles: { 'client id': 'identifier' } });
    expect(brief(found)).toEqual(['client id order leak notUsed']);
    const sorted = Array.from({ length: 100 }, (_none, row) => Number(row >= 60));
    const table = tableOf(
      flags('y', sorted),
      numbers(
        'x',
        sorted.map(() => draw.normal()),
      ),
    );
    const target = chooseTarget({ table, roles: ['target', 'feature'] }, defaultScoring());
    const rows = await huntLeaks({ imported: { table, roles: ['target', 'feature'] }, target }, testRun());
    expect(brief(rows)).toEqual(['null order leak notUsed']);
    expect(rows[0].sentence).toMatch(/^The order of the rows tells whether y is Yes \(AUC 1\.000, n 100\)/);
  });

  test('protected and ignored columns and the target are not judged; another target is shown', async () => {
    const columns = [flags('Gender', y), flags('left', y), flags('notes', y)];
    const found = await hunt(columns, { roles: { Gender: 'protected', left: 'target', notes: 'ignore' } });
    expect(brief(found)).toEqual(['left duplicate leak notUsed']);
  });

  test.each([3, 5])('%i events among few customers make no finding', async nEvents => {
    const few = Array.from({ length: 12 }, (_none, row) => Number(row % 2 === 0 && row < 2 * nEvents));
    const table = tableOf(
      flags('y', few),
      numbers(
        'x',
        few.map((event, row) => event * 10 + row),
      ),
    );
    const target = chooseTarget({ table, roles: ['target', 'feature'] }, defaultScoring());
    expect(await huntLeaks({ imported: { table, roles: ['target', 'feature'] }, target }, testRun())).toEqual([]);
  });

  test('a cancel is heard', async () => {
    const table = tableOf(flags('y', y), numbers('x', noise()));
    const target = chooseTarget({ table, roles: ['target', 'feature'] }, defaultScoring());
    const run = testRun({ signal: AbortSignal.abort() });
    await expect(huntLeaks({ imported: { table, roles: ['target', 'feature'] }, target }, run)).rejects.toThrow(
      Cancelled,
    );
  });
});

describe('the measures', () => {
  test('AUC of one column by hand: by its order 5 of 6 pairs, by the rates of its values all of them', () => {
    const seen = seenColumn(numbers('x', [1, 2, 3, 4, 5]), 'feature', Int32Array.from([0, 1, 2, 3, 4]))!;
    expect(aloneAuc(seen, Uint8Array.from([0, 1, 0, 1, 1]), new Uint8Array(5))).toBeNull();
    const many = Array.from({ length: 100 }, (_none, i) => [1, 2, 3, 4, 5][i % 5]);
    const outcomes = Uint8Array.from(many, (_none, i) => [0, 1, 0, 1, 1][i % 5]);
    const all = seenColumn(numbers('x', many), 'feature', Int32Array.from(many.keys()))!;
    const halves = Uint8Array.from(many, (_none, i) => i % 2);
    // Alone by its order 5/6; by the rates of its values, which are 0 or 1, it is perfect on the other half.
    expect(aloneAuc(all, outcomes, halves)).toEqual({ value: 1, n: 100 });
  });
  test('runs by hand: 1 1 0 0 0 1 has 3 runs', () => {
    const block = Uint8Array.from([...Array(10).fill(1), ...Array(10).fill(0)] as number[]);
    // 2 runs; expected 2·10·10/20 + 1 = 11; variance 200·180/(400·19) = 4.7368.
    const { ratio, z, n } = outcomeRuns(block)!;
    expect([ratio, n]).toEqual([2 / 11, 20]);
    expect(z).toBeCloseTo(-9 / Math.sqrt(36_000 / 7600), 12);
  });
  test('derived: one slip among ten of the rarer outcome is 0.9', () => {
    const values = [...Array<string>(10).fill('a'), ...Array<string>(20).fill('b')];
    const outcomes = Uint8Array.from(values, (value, i) => Number(value === 'a' && i > 0));
    const seen = seenColumn(category('x', values), 'feature', Int32Array.from(values.keys()))!;
    const found = derivedStrength(seen, outcomes)!;
    expect(found.value).toBeCloseTo(1 - 1 / 9, 12);
    expect(found.nValues).toBe(2);
  });
  test('a rare product that nobody stays with is no leak', () => {
    // As four products in the public churn table: 60 of 60 leave, 3 % of those who leave.
    const products = Array.from({ length: 4000 }, (_none, i) => (i < 60 ? 4 : null));
    const outcomes = Uint8Array.from(products, (_none, i) => Number(i < 60 || i % 2 === 0));
    const seen = seenColumn(numbers('x', products), 'feature', Int32Array.from(products.keys()))!;
    expect(oneSided(seen, outcomes)).toBeNull();
  });
  test('places of numbers: ties are one place, gaps none, 0 and -0 are one', () => {
    const { codes, nCodes, values } = rankCodes(Float64Array.of(3, NaN, -0, 0, 3, -1e9));
    expect([...codes]).toEqual([2, -1, 1, 1, 2, 0]);
    expect([nCodes, values[0], values[2]]).toEqual([3, -1e9, 3]);
  });
});

describe.skipIf(!hasRealTables)('leaks in public tables', () => {
  afterAll(forgetRealTables);
  test.each([
    ['Churn_Modelling.csv', {}, []],
    ['Churn_Modelling_m.csv', {}, []],
    ['marketing_campaign.csv', {}, []],
    ['UCI_Credit_Card.csv', {}, []],
    ['lending_club_modeldata.csv', {}, []],
    ['german.data', { target: 'Column U' }, []],
    ['churn-bigml-80.csv', {}, []],
    ['bank-additional-full.csv', {}, ['duration afterwards leak leftOut']],
  ] as [string, Partial<Scoring>, string[]][])('%s', async (file, choices, expected) => {
    const imported = await realTable(file);
    const target = chooseTarget(imported, { ...defaultScoring(), ...choices });
    const found = await huntLeaks({ imported, target }, testRun());
    expect(brief(found)).toEqual(expected);
    expect(await huntLeaks({ imported, target }, testRun())).toEqual(found);
  });
});
