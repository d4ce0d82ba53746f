import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import type { Finding, FindingKind, Profile } from '#shared/profile';
import { AS_FOUND } from '#shared/reading';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { readSource } from '#engine/formats/readSource';
import { importRaw } from '#engine/import/importRaw';
import { profileTable } from '#engine/profile/profileTable';
import { dayNumber } from '#engine/table/cellValue';
import { outliers } from '#engine/clean/steps/outliers';
import { findColumn, type Column } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { cleanTable, runStep } from '../support/cleanSteps.ts';
import { category, days, flags, numbers, tableOf } from '../support/preparedGolden.ts';
import { plain, rows } from '../support/plainColumn.ts';
import { profileOfTable } from '../support/profileOfTable.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await sharedPool(2);
});

async function found(
  column: Column | Column[],
  roles: Record<string, ColumnRole> = {},
  referenceDay = NaN,
  recipe = {},
) {
  const columns = [column].flat();
  return (await profileOfTable(tableOf(...columns, plain), pool, { roles, referenceDay, recipe })).findings;
}
const only = (findings: Finding[], kind: FindingKind): Finding => {
  expect(findings.map(one => one.kind)).toContain(kind);
  return findings.find(one => one.kind === kind)!;
};

describe('findings on tables made by hand', () => {
  test('an ordinary table has none', async () => {
    const profile = await profileOfTable(
      tableOf(
        plain,
        flags(
          'flag',
          rows(row => row % 2),
        ),
      ),
      pool,
    );
    expect(profile.findings).toEqual([]);
    expect(profile.headline).toBe('Nothing stands out in 2 columns.');
  });

  test('a column that is the target in other words', async () => {
    const target = flags(
      'left',
      rows(row => (row % 4 === 0 ? 1 : 0)),
    );
    const leak = numbers(
      'fee',
      rows(row => (row % 4 === 0 ? 100 + row : row / 100)),
    );
    const leaked = only(await found([target, leak], { left: 'target' }), 'leak');
    expect(leaked).toMatchObject({ severity: 'decide', columns: ['fee'] });
    expect(leaked.sentence).toContain('(AUC 1.000, n 200)');
    expect(leaked.action).toEqual({
      kind: 'columns',
      label: 'Leave fee out',
      changes: [{ name: 'fee', role: 'ignore' }],
    });
    expect(await found([target, leak], { left: 'target', fee: 'ignore' })).toEqual([]);
  });

  test('a column that is filled in only for some values of the target', async () => {
    const target = flags(
      'left',
      rows(row => Number(row % 4 === 0)),
    );
    const reason = category(
      'reason',
      rows(row => (row % 4 === 0 ? (row % 8 === 0 ? 'fees' : 'moved') : null)),
    );
    const leaked = only(await found([target, reason], { left: 'target' }), 'leak');
    expect(leaked.sentence).toContain('Whether reason is missing alone predicts left');
  });

  test('a code for missing, added to the codes that the column has already', async () => {
    const days999 = numbers(
      'days',
      rows(row => (row % 3 === 0 ? 999 : row % 30)),
    );
    const recipe = { columns: { days: { missingCodes: ['-5'] } } } satisfies Partial<Recipe>;
    const code = only(await found(days999, {}, NaN, recipe), 'specialCode');
    // 67 of the rows 0, 3 … 198
    expect(code.sentence).toContain('999 stands in 67 rows of days (33.5 %)');
    expect(code.action).toMatchObject({ kind: 'columns', changes: [{ name: 'days', missingCodes: ['-5', '999'] }] });
  });

  test('ages and births that cannot be', async () => {
    const age = numbers(
      'Age',
      rows(row => (row === 3 ? -2 : row === 4 ? 150 : 20 + (row % 60))),
    );
    expect(only(await found(age, { Age: 'protected' }), 'impossibleAge').sentence).toContain(
      '-2 and 150 for 2 customers',
    );
    const reference = dayNumber('2024-06-30');
    const birth = days(
      'DateOfBirth',
      rows(row => (row === 7 ? reference + 40 : row === 8 ? dayNumber('1905-02-03') : row * 90)),
    );
    const odd = only(await found(birth, { DateOfBirth: 'protected' }, reference), 'futureDate');
    expect(odd.sentence).toBe(
      'DateOfBirth: 1 birth lies after the reference date 2024-06-30; 1 birth makes the customer older than 110.',
    );
  });

  test('dates after a reference day only where a person has set it, and never for an expiry', async () => {
    const reference = dayNumber('2024-06-30');
    const column = (name: string) =>
      days(
        name,
        rows(row => reference - 100 + row),
      );
    const recipe = { referenceDate: '2024-06-30' };
    expect(only(await found(column('Opened'), { Opened: 'date' }, reference, recipe), 'futureDate').sentence).toContain(
      '99 dates lie',
    );
    expect(await found(column('Opened'), { Opened: 'date' }, reference)).toEqual([]);
    expect(await found(column('Card valid until'), {}, reference, recipe)).toEqual([]);
  });

  test('placeholder days, and one date years after all others', async () => {
    const opened = days(
      'Opened',
      rows(row => (row % 5 === 0 ? dayNumber('1900-01-01') : 15_000 + row)),
    );
    const placeholder = only(await found(opened, { Opened: 'date' }, 15_199), 'placeholderDate');
    expect(placeholder.sentence).toContain('1900-01-01 stands in 40 rows of Opened');
    const seen = days(
      'Last seen',
      rows(row => (row === 9 ? 30_000 : 15_000 + row)),
    );
    const lonely = only(await found(seen, { 'Last seen': 'date' }, 30_000), 'latestDate');
    expect(lonely.action).toEqual({
      kind: 'referenceDate',
      label: 'Measure at 2011-08-13',
      referenceDate: '2011-08-13',
    });
    // 15,199 days after 1970-01-01 is 2011-08-13
  });

  test('levels of nearly the same spelling', async () => {
    const province = category(
      'Province',
      rows(row => (row % 40 === 0 ? 'Punjb' : row % 3 === 0 ? 'Sindh' : 'Punjab')),
    );
    const merge = only(await found(province), 'nearEqualLevels');
    expect(merge.sentence).toContain('“Punjb” (5) and “Punjab”');
    expect(merge.action).toMatchObject({ kind: 'clean', label: 'Merge into “Punjab”' });
  });

  test('numbers that a word keeps from being numbers', async () => {
    const income = category(
      'Income',
      rows(row => (row % 50 === 0 ? 'none given' : String(1000 + row))),
    );
    const text = only(await found(income), 'numberAsText');
    expect(text.sentence).toContain('196 of 200 values of Income (98.0 %) are numbers; “none given” (4)');
    expect(text.action).toMatchObject({ changes: [{ name: 'Income', kind: 'number' }] });
  });

  test('dates that a day no calendar knows keeps from being dates', async () => {
    const birth = category(
      'Geburtsdatum',
      rows(row => (row % 40 === 0 ? '31.02.1980' : `${1 + (row % 28)}.${1 + (row % 12)}.${1950 + (row % 50)}`)),
    );
    const text = only(await found(birth), 'dateAsText');
    expect(text.sentence).toBe(
      '195 of 200 values of Geburtsdatum (97.5 %) are dates; “31.02.1980” (5) keeps them from being read as such.',
    );
    expect(text.action).toMatchObject({ changes: [{ name: 'Geburtsdatum', kind: 'date', role: 'date' }] });
  });

  test('values beyond the fences are drawn in to these fences by one click, and the finding is settled', async () => {
    const tail = numbers(
      'Tail',
      rows(row => (row % 12 === 0 ? 1000 + 17 * row : (row * 37) % 97)),
    );
    const fences = only(await found(tail), 'outliers');
    expect(fences.sentence).toBe('1 number has more than 5 % of values beyond the 1.5 IQR fences: Tail (8.5 %).');
    if (fences.action?.kind !== 'clean') throw new Error('no step');
    const { table } = await runStep(outliers, cleanTable([tail, plain]), fences.action.step.options);
    const after = await found([findColumn(table, 'Tail')!]);
    expect(after.map(({ kind }) => kind)).not.toContain('outliers');
  });

  test('many levels of which none is rare are not said to be rare', async () => {
    const city = {
      ...category(
        'City',
        Array.from({ length: 1200 }, (_none, row) => `City ${row % 60}`),
      ),
    };
    const profile = await profileOfTable(tableOf(city), pool);
    expect(only(profile.findings, 'highCardinality').sentence).toBe(
      'City has 60 levels in 1,200 rows: only the most frequent keep their name when customers are compared.',
    );
  });

  test('words for unknown, identifiers, duplicates, gaps, constants, a rare target', async () => {
    const job = category(
      'Job',
      rows(row => ['clerk', 'unknown', 'driver'][row % 3]),
    );
    expect(only(await found(job), 'unknownWord').sentence).toContain('Job (67, 33.5 %)');
    const account = category(
      'Account',
      rows(row => `PK-${row}`),
    );
    expect(only(await found(account), 'identifierLike').action).toMatchObject({ changes: [{ role: 'identifier' }] });
    const cents = numbers(
      'Cents',
      rows(row => ((row * 37) % 101) * 100),
    );
    expect(only(await found(cents), 'duplicateColumn')).toMatchObject({ columns: ['Cents', 'plain'] });
    const gappy = numbers(
      'Gappy',
      rows(row => (row % 10 < 7 ? null : row)),
    );
    expect(only(await found(gappy), 'manyGaps').sentence).toContain('missing for 140 of 200 customers (70.0 %)');
    const nearlyAll = numbers(
      'Nearly all',
      Array.from({ length: 5000 }, (_none, row) => (row < 2 ? row : null)),
    );
    const { findings } = await profileOfTable(tableOf(nearlyAll), pool);
    expect(only(findings, 'manyGaps').sentence).toContain('missing for 4,998 of 5,000 customers (> 99.9 %)');
    const some = numbers(
      'Some',
      rows(row => (row % 10 < 3 ? null : row)),
    );
    expect(only(await found(some), 'someGaps').severity).toBe('watch');
    const same = numbers(
      'Same',
      rows(() => 5),
    );
    expect(only(await found(same, { Same: 'ignore' }), 'constant').action).toBeNull();
    const nearly = numbers(
      'Nearly',
      rows(row => (row === 0 ? 1 : 5)),
    );
    expect(only(await found(nearly), 'nearConstant').sentence).toContain('Nearly (5, but for 1 of 200)');
    const rare = flags(
      'Defaulted',
      rows(row => Number(row % 50 === 0)),
    );
    expect(only(await found(rare, { Defaulted: 'target' }), 'rareTarget').sentence).toContain(
      '4 of 200 customers (2.0 %)',
    );
  });

  test('a table without rows', async () => {
    const empty = { nRows: 0, columns: [numbers('a', []), category('b', [])] };
    const profile = await profileOfTable(empty, pool);
    expect(profile.findings).toEqual([]);
    expect(profile.gaps).toMatchObject({ columns: [], completeRows: 0, starts: [] });
  });
});

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(folder);
if (!isThere) console.warn(`skipped: the public data sets are not at ${folder}`);

async function profileOfFile(path: string): Promise<Profile> {
  const name = path.split('/').pop()!;
  const run = testRun({ pool });
  const { raw } = await readSource(path, name, AS_FOUND, run);
  return profileTable(await importRaw(raw, defaultRecipe(), run, name), defaultRecipe(), run);
}
const kinds = ({ findings }: Profile) => findings.map(({ kind, columns }) => `${kind}: ${columns.join(', ')}`);

test('the sample workbook', async () => {
  const profile = await profileOfFile(fileURLToPath(new URL('../../assets/samples/RiskSummary.xlsx', import.meta.url)));
  expect(kinds(profile)).toContain('manyGaps: FinancingType');
  expect(kinds(profile)).toContain('constant: FocusTypeID, ModelID, AssessmentType');
  expect(profile.findings.filter(({ severity }) => severity === 'decide')).toHaveLength(2);
});

describe.skipIf(!isThere)('findings on public tables', () => {
  const open = (file: string) => profileOfFile(folder + file);

  test('bank-additional-full: 999 in pdays, duration as a suspect, unknown as a level', async () => {
    const profile = await open('tables/bank-additional-full.csv');
    const code = only(profile.findings, 'specialCode');
    expect(code).toMatchObject({ severity: 'decide', columns: ['pdays'] });
    expect(code.sentence).toContain('999 stands in 39,661 rows of pdays (96.3 %)');
    const suspect = only(profile.findings, 'strongPredictor');
    expect(suspect).toMatchObject({ severity: 'watch', columns: ['duration'] });
    expect(suspect.sentence).toContain('AUC 0.818');
    expect(profile.findings.slice(0, 2)).toEqual([code, suspect]);
    expect(only(profile.findings, 'unknownWord').columns).toContain('default');
    expect(profile.findings.filter(({ severity }) => severity === 'decide')).toHaveLength(1);
  });

  test('bank-full: -1 in pdays', async () => {
    const profile = await open('workbooks/bank-full.xlsx');
    expect(only(profile.findings, 'specialCode').sentence).toContain('-1 stands in 6,745 rows of pdays');
  });

  test('bank_transactions_sample: births in 1800', async () => {
    const profile = await open('tables/bank_transactions_sample.csv');
    expect(only(profile.findings, 'placeholderDate').sentence).toContain(
      '1/1/1800 stands in 1,290 rows of CustomerDOB',
    );
    expect(profile.findings.filter(({ severity }) => severity === 'decide')).toEqual([]);
  });

  test('marketing_campaign: births before 1901, an income of 666666, two constants', async () => {
    const profile = await open('tables/marketing_campaign.csv');
    expect(only(profile.findings, 'impossibleAge').sentence).toContain('1893, 1899 and 1900 for 3 customers');
    expect(only(profile.findings, 'specialCode').sentence).toContain('666666 stands in 1 row of Income');
    expect(only(profile.findings, 'constant').columns).toEqual(['Z_CostContact', 'Z_Revenue']);
  });

  test('churn-bigml: charges say the same as minutes', async () => {
    const profile = await open('tables/churn-bigml-80.csv');
    expect(profile.findings.filter(({ kind }) => kind === 'duplicateColumn')).toHaveLength(4);
  });

  test.each([
    'tables/Churn_Modelling.csv',
    'tables/Churn_Modelling_m.csv',
    'tables/german.data',
    'tables/UCI_Credit_Card.csv',
    'tables/kyc_synthetic.csv',
    'tables/lending_club_modeldata.csv',
    'tables/CC GENERAL.csv',
    'tables/Mall_Customers.csv',
  ])('%s needs no decision: no false alarm', async file => {
    const profile = await open(file);
    expect(profile.findings.filter(({ severity }) => severity === 'decide')).toEqual([]);
  });
});
