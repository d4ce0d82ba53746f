import { beforeAll, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import type { Column } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { tableOf } from '../support/preparedGolden.ts';
import { profileOfTable } from '../support/profileOfTable.ts';
import { sharedPool } from '../support/sharedPool.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await sharedPool(2);
});

/** The findings on texts that could be read as numbers or dates; the levels are in the order of their first rows. */
async function found(texts: readonly string[], role: ColumnRole = 'feature') {
  const levels = [...new Set(texts)];
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const value: Column = {
    kind: 'category',
    name: 'Value',
    levels,
    codes: Int32Array.from(texts, text => codeOf.get(text)!),
  };
  const { findings } = await profileOfTable(tableOf(value), pool, { roles: { Value: role } });
  return findings.filter(({ kind }) => kind === 'dateAsText' || kind === 'numberAsText');
}
const dates = Array.from({ length: 500 }, (_none, i) => `${1 + (i % 28)}.${1 + (i % 12)}.${1950 + (i % 61)}`);
const amounts = Array.from({ length: 500 }, (_none, i) => `${1000 + i}`);
const times = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_none, i) => make(i));

test.each([
  ['dates', dates, '31.02.1980'],
  ['numbers', amounts, 'none given'],
])('%s as text need a decision only where the column is compared', async (_what, texts, slip) => {
  expect(await found([...texts, slip])).toMatchObject([{ severity: 'decide' }]);
  expect(await found([...texts, slip], 'ignore')).toMatchObject([{ severity: 'watch' }]);
});

test('where too many different texts are no dates, they are no slips', async () => {
  expect(new Set(dates).size).toBe(500);
  expect(await found([...dates, ...times(50, i => `${i} abc 12`)])).toHaveLength(1);
  expect(await found([...dates, ...times(51, i => `${i} abc 12`)])).toEqual([]);
  expect(await found([...dates.slice(0, 100), ...times(20, i => `${i} abc 12`)])).toHaveLength(1);
  expect(await found([...dates.slice(0, 100), ...times(21, i => `${i} abc 12`)])).toEqual([]);
  expect(await found([...amounts, ...times(20, i => `word ${i}`)])).toHaveLength(1);
  expect(await found([...amounts, ...times(21, i => `word ${i}`)])).toEqual([]);
});

test('the most frequent slips are named, wherever they stand', async () => {
  const often = ['pending', 'pending', 'pending', '30.02.1970', '30.02.1970'];
  const [finding] = await found([...times(5, i => `x${i}`), ...dates, ...often]);
  expect(finding.sentence).toBe(
    '500 of 510 values of Value (98.0 %) are dates; “pending” (3), “30.02.1970” (2), “x0” (1), “x1” (1) and 3 more keep them from being read as such.',
  );
});
