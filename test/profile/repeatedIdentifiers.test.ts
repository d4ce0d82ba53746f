import { beforeAll, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { duplicates } from '#engine/clean/steps/duplicates';
import type { Column } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { cleanTable, runStep } from '../support/cleanSteps.ts';
import { category, numbers, tableOf } from '../support/preparedGolden.ts';
import { N_ROWS, plain, rows } from '../support/plainColumn.ts';
import { profileOfTable } from '../support/profileOfTable.ts';
import { sharedPool } from '../support/sharedPool.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await sharedPool(2);
});

const words = (name: string, make: (row: number) => string | null) => category(name, rows(make));

/** The findings on repeated identifiers; all columns but `plain` name something. */
async function foundIn(columns: readonly Column[]) {
  const roles: Record<string, ColumnRole> = {};
  for (const { name } of columns) roles[name] = name === 'plain' ? 'feature' : 'identifier';
  const { findings } = await profileOfTable(tableOf(...columns), pool, { roles });
  return findings.filter(({ kind }) => kind === 'repeatedIdentifier');
}
const found = (...columns: Column[]) => foundIn([...columns, plain]);

test('an identifier that comes more than once, unless another names every row', async () => {
  const repeated = words('cust_id', row => `C${row % 190}`);
  const [twice] = await found(repeated);
  expect(twice.sentence).toContain('cust_id has 190 different values in 200 rows: 10 rows repeat an earlier one');
  expect(twice.action).toMatchObject({
    kind: 'clean',
    step: { step: 'duplicates', options: { columns: ['cust_id'], action: 'remove' } },
  });
  expect(await found(repeated, words('row_id', String))).toEqual([]);
  expect(await found(words('cust_id', row => `C${row % 90}`))).toEqual([]);
});

const everyFifthMissing = (row: number) => (row % 5 === 0 ? null : row === 1 ? 2 : row);

test.each([
  ['words', words('cust_id', row => everyFifthMissing(row)?.toFixed() ?? null)],
  ['numbers', numbers('cust_id', rows(everyFifthMissing))],
])('where identifiers of %s are missing, as many rows are removed as repeat one', async (_what, column) => {
  const [twice] = await found(column);
  expect(twice.sentence).toContain('cust_id has 159 different values in 160 rows');
  expect(twice.sentence).toContain(': 1 row repeats an earlier one');
  if (twice.action?.kind !== 'clean') throw new Error('no step');
  const { table, fitted } = await runStep(duplicates, cleanTable([column, plain]), twice.action.step.options);
  expect(fitted.effect).toBe('1 row that agrees with another in cust_id was removed; the first of each stays.');
  expect(table.nRows).toBe(N_ROWS - 1);
  expect(await foundIn(table.columns)).toEqual([]);
});

test('one missing number does not make a list of customers one of households, accounts and taxes', async () => {
  const shared = [
    words('account_number', row => `${1000 + (row % 150)}`),
    words('iban', row => `PK${row % 196}`),
    words('tax_id', row => `T${row % 195}`),
    words('household_id', row => `H${row % 194}`),
  ];
  expect(
    await found(
      words('customer_id', row => (row === 7 ? null : `C${row}`)),
      ...shared,
    ),
  ).toEqual([]);
  expect(await found(...shared.slice(0, 2))).toEqual([]);
  const [twice, ...others] = await found(
    ...shared,
    words('customer_id', row => `C${row % 197}`),
  );
  expect(twice.columns).toEqual(['customer_id']);
  expect(others).toEqual([]);
});

test('an identifier that only a few rows have does not name the rows', async () => {
  const customer = words('customer_id', row => `C${row % 197}`);
  expect(
    await found(
      customer,
      words('card_number', row => (row < 20 ? `K${row}` : null)),
    ),
  ).toHaveLength(1);
  expect(
    await found(
      customer,
      words('card_number', row => (row < 20 ? null : `K${row}`)),
    ),
  ).toEqual([]);
});

test.each([
  ['three accounts for two customers', (row: number) => Math.floor((row * 2) / 3)],
  ['two months', (row: number) => row % 110],
  ['more than one row in twenty', (row: number) => row % 189],
])('nobody is advised to drop the rows of %s', async (_what, make) => {
  expect(await found(words('customer_id', row => `C${make(row)}`))).toEqual([]);
});
