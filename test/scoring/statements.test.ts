import { afterAll, describe, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { filterSchema } from '#shared/contract/dataset';
import { Cancelled } from '#shared/errors';
import { defaultScoring } from '#shared/scoring/choices';
import { stream } from '#engine/random';
import { findStatements } from '#engine/scoring/statements/findStatements';
import { chooseTarget } from '#engine/scoring/target';
import type { Column } from '#engine/table/Column';
import { selectRows } from '#engine/table/selectRows';
import { category, flags, numbers, sets, tableOf } from '../support/preparedGolden.ts';
import { forgetRealTables, hasRealTables, realTable } from '../support/realTables.ts';
import { testRun } from '../support/testRun.ts';

const N = 4000;
const draw = stream(3, 'statementsTest');
const rows = <T>(make: (row: number) => T) => Array.from({ length: N }, (_none, row) => make(row));
const login = rows(() => Number(draw.uniform() < 0.6));
const products = rows(() => 1 + draw.below(3));
/** One product and no login: 60 %, else 15 %. */
const y = rows(row => Number(draw.uniform() < (products[row] === 1 && login[row] === 0 ? 0.6 : 0.15)));
const columns = [
  flags('Exited', y),
  flags('app login', login),
  numbers('products', products),
  numbers(
    'noise',
    rows(() => draw.normal()),
  ),
  category(
    'city',
    rows(() => ['a', 'b', 'c'][draw.below(3)]),
  ),
  flags('Gender', y),
];
const ROLES: ColumnRole[] = ['target', 'flag', 'feature', 'feature', 'feature', 'protected'];

function find(
  given: Column[] = columns,
  roles: ColumnRole[] = ROLES,
  parts: { seed?: number; signal?: AbortSignal } = {},
) {
  const imported = { table: tableOf(...given), roles };
  return findStatements({ imported, target: chooseTarget(imported, defaultScoring()) }, testRun(parts));
}

describe('statements', () => {
  test('a pair that was put into the data is found, with an interval that holds what was put in', async () => {
    const { statements, nTried, nTriedAgain } = await find();
    const [first] = statements;
    expect(first.words).toBe('products 1 and app login no');
    expect(first.sentence).toMatch(
      /^Customers with products 1 and app login no leave \d\.\d times as often as others, 95 % \d\.\d–\d\.\d, n = \d+ \(\d\d\.\d % against \d\d\.\d %\)\.$/,
    );
    expect(first.ratio.low).toBeLessThan(4);
    expect(first.ratio.high).toBeGreaterThan(4);
    expect(nTried).toBeGreaterThan(20);
    expect(nTriedAgain).toBeLessThanOrEqual(20);
  });

  test('figures are of the half that was not searched, counted by hand from the filters', async () => {
    const { statements, nSearched, nConfirmed } = await find();
    expect(nSearched + nConfirmed).toBe(N);
    const table = tableOf(...columns);
    for (const { conditions, inAll, rate, ratio, otherRate } of statements) {
      for (const condition of conditions) expect(filterSchema.safeParse(condition).success).toBe(true);
      const selected = selectRows(table, conditions, null);
      expect(inAll).toEqual({ n: selected.length, nEvents: selected.reduce((sum, row) => sum + y[row], 0) });
      expect(rate.n).toBeLessThan(selected.length);
      expect(rate.n + otherRate.n).toBe(nConfirmed);
      expect(ratio.value).toBeCloseTo(rate.value / otherRate.value, 12);
      expect(ratio.n).toBe(rate.n);
    }
  });

  test('protected columns and the target are never spoken of, however telling', async () => {
    const { statements } = await find();
    expect(statements.flatMap(one => one.conditions.map(({ column }) => column))).not.toContain('Gender');
    expect(statements.flatMap(one => one.conditions.map(({ column }) => column))).not.toContain('Exited');
  });

  test('nothing is found where there is nothing, whatever the seed', async () => {
    for (let seed = 0; seed < 8; seed++) {
      const own = stream(seed, 'nothing');
      const many = Array.from({ length: 12 }, (_none, i) =>
        numbers(
          `n${i}`,
          rows(() => own.normal()),
        ),
      );
      const none = [
        flags(
          'y',
          rows(() => Number(own.uniform() < 0.2)),
        ),
        ...many,
      ];
      const { statements } = await find(none, ['target', ...many.map(() => 'feature' as const)], { seed });
      expect(statements.length).toBeLessThanOrEqual(1);
    }
  });

  test('the same seed gives the same, another seed other halves', async () => {
    expect(await find()).toEqual(await find());
    expect((await find(columns, ROLES, { seed: 1 })).statements[0].rate).not.toEqual((await find()).statements[0].rate);
  });

  test('gaps, sets, constants and numbers on a scale of a thousand million', async () => {
    const gone = rows(row => (y[row] === 1 && row % 2 === 0 ? null : draw.normal() * 1e9));
    const channels = rows(row => (y[row] === 1 && row % 3 > 0 ? ['Branch'] : ['App', 'Web']));
    const given = [
      flags('y', y),
      numbers('income', gone),
      sets('channels', channels),
      numbers(
        'same',
        rows(() => 1),
      ),
    ];
    const { statements } = await find(given, ['target', 'feature', 'feature', 'feature']);
    const words = statements.map(one => one.words).join('; ');
    expect(words).toContain('income missing');
    expect(words).toContain('"Branch" among channels');
  });

  test('too few events: none, and why', async () => {
    const few = rows(row => Number(row < 3));
    const { statements, method } = await find(
      [
        flags('y', few),
        numbers(
          'x',
          few.map(value => value + draw.normal()),
        ),
      ],
      ['target', 'feature'],
    );
    expect(statements).toEqual([]);
    expect(method).toContain('Fewer than 20 customers');
  });

  test('a cancel is heard', async () => {
    await expect(find(columns, ROLES, { signal: AbortSignal.abort() })).rejects.toThrow(Cancelled);
  });
});

describe.skipIf(!hasRealTables)('statements on public tables', () => {
  afterAll(forgetRealTables);
  test.each(['Churn_Modelling.csv', 'UCI_Credit_Card.csv', 'lending_club_modeldata.csv'])('%s', async file => {
    const imported = await realTable(file);
    const target = chooseTarget(imported, defaultScoring());
    const { statements, minCustomers } = await findStatements({ imported, target }, testRun());
    expect(statements.length).toBeGreaterThanOrEqual(6);
    expect(statements.length).toBeLessThanOrEqual(12);
    for (const { ratio, direction, rate, sentence } of statements) {
      if (direction === 'more') expect(ratio.low).toBeGreaterThan(1);
      else expect(ratio.high).toBeLessThan(1);
      expect(rate.n).toBeGreaterThanOrEqual(minCustomers);
      expect(sentence).not.toMatch(/undefined|NaN|below 1\.5/);
    }
    const tables = new Set(statements.map(one => one.words));
    expect(tables.size).toBe(statements.length);
  });
});
