import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { AS_FOUND } from '#shared/reading';
import { readSource } from '#engine/formats/readSource';
import type { Imported } from '#engine/import/Imported';
import { importRaw } from '#engine/import/importRaw';
import { defaultRecipe } from '#shared/recipe';
import { columnOf, reportOf, rolesOf } from '../support/importRows.ts';
import { testRun } from '../support/testRun.ts';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(folder);
if (!isThere) console.warn(`skipped: the public data sets are not at ${folder}`);

/** Each file is read once: what was imported is never changed. */
const opened = new Map<string, Promise<Imported>>();
afterAll(() => opened.clear());
function openOnce(path: string): Promise<Imported> {
  let imported = opened.get(path);
  if (!imported) opened.set(path, (imported = read(path)));
  return imported;
}
async function read(path: string): Promise<Imported> {
  const name = path.split('/').pop()!;
  const { raw } = await readSource(path, name, AS_FOUND, testRun());
  return importRaw(raw, defaultRecipe(), testRun(), name);
}
const open = (file: string) => openOnce(folder + file);

/** Names by role, in the order of the file. */
function named(imported: Imported, ...roles: string[]): string[] {
  return imported.report.columns.filter(column => roles.includes(column.role)).map(column => column.name);
}

describe.skipIf(!isThere)('public data sets', () => {
  test.each([
    ['tables/Mall_Customers.csv', [1], { read: 200, kept: 200 }],
    ['tables/Churn_Modelling.csv', [1], { read: 10_000, kept: 10_000 }],
    ['workbooks/Churn_Modelling.xlsx', [1], { read: 10_000, kept: 10_000 }],
    ['workbooks/bank-full.xlsx', [1], { read: 11_435, kept: 11_435 }],
    ['workbooks/default of credit card clients.xlsx', [1, 2], { read: 30_000, kept: 30_000 }],
    ['tables/UCI_Credit_Card.csv', [1], { read: 30_000, kept: 30_000 }],
    ['tables/CC GENERAL.csv', [1], { read: 8950, kept: 8950 }],
    ['tables/Wholesale customers data.csv', [1], { read: 440, kept: 440 }],
    ['tables/marketing_campaign.csv', [1], { read: 2240, kept: 2240 }],
    ['tables/marketing_campaign_tab.csv', [1], { read: 2240, kept: 2240 }],
    ['tables/bank-additional-full.csv', [1], { read: 41_188, kept: 41_176, duplicate: 12 }],
    ['tables/bank_transactions_sample.csv', [1], { read: 53_707, kept: 53_707 }],
    ['tables/german.data', [], { read: 1000, kept: 1000 }],
    ['tables/ml-100k_u.data', [], { read: 100_000, kept: 100_000 }],
    ['tables/ticdata2000.txt', [], { read: 5822, kept: 5822 }],
    ['tables/lending_club_modeldata.csv', [1], { read: 9857, kept: 9857 }],
    ['tables/churn-bigml-80.csv', [1], { read: 2666, kept: 2666 }],
    ['tables/churn-bigml-20.csv', [1], { read: 667, kept: 667 }],
    ['tables/kyc_synthetic.csv', [1], { read: 5000, kept: 5000 }],
    ['tables/rfm_data_orders.csv', [1], { read: 4906, kept: 4906 }],
    ['tables/online_retail_rfm_reference.csv', [1], { read: 4338, kept: 4338 }],
  ])('%s: header and rows', async (file, headerRows, rows) => {
    const { report } = await open(file);
    expect(report.headerRows).toEqual(headerRows);
    expect(report.rows).toEqual({ rejected: 0, duplicate: 0, empty: 0, ...rows });
    expect(report.fold).toBeNull();
  });

  test('Mall_Customers: income and score are what is left', async () => {
    const imported = await open('tables/Mall_Customers.csv');
    expect(rolesOf(imported)).toEqual({
      CustomerID: 'identifier',
      Gender: 'protected',
      Age: 'protected',
      'Annual Income (k$)': 'feature',
      'Spending Score (1-100)': 'feature',
    });
  });

  test.each(['tables/Churn_Modelling.csv', 'workbooks/Churn_Modelling.xlsx'])('%s: roles', async file => {
    const imported = await open(file);
    expect(named(imported, 'feature', 'flag')).toEqual([
      'CreditScore', 'Geography', 'Tenure', 'Balance', 'NumOfProducts', 'HasCrCard', 'IsActiveMember', 'EstimatedSalary',
    ]); // prettier-ignore
    expect(named(imported, 'identifier')).toEqual(['RowNumber', 'CustomerId']);
    expect(named(imported, 'protected')).toEqual(['Gender', 'Age']);
    expect(named(imported, 'target')).toEqual(['Exited']);
    expect(named(imported, 'ignore')).toEqual(['Surname']);
  });

  test.each(['workbooks/default of credit card clients.xlsx', 'tables/UCI_Credit_Card.csv'])(
    '%s: codes are categories',
    async file => {
      const imported = await open(file);
      const target = file.endsWith('xlsx') ? 'default payment next month' : 'class';
      expect(named(imported, 'target')).toEqual([target]);
      expect(named(imported, 'protected')).toEqual(['SEX', 'MARRIAGE', 'AGE']);
      expect(named(imported, 'identifier')).toEqual(['ID']);
      expect(columnOf(imported, 'EDUCATION')).toMatchObject({
        kind: 'category',
        levels: ['2', '1', '3', '5', '4', '6', '0'],
      });
      expect(named(imported, 'feature')).toHaveLength(20);
      expect(reportOf(imported, 'BILL_AMT1')).toMatchObject({ kind: 'number', missing: 0, distinct: 22_723 });
    },
  );

  test('marketing_campaign: day before month, missing incomes, constant columns', async () => {
    const imported = await open('tables/marketing_campaign.csv');
    expect(reportOf(imported, 'Dt_Customer')).toMatchObject({ kind: 'date', role: 'date' });
    expect(imported.report.referenceDate).toBe('2014-06-29');
    expect(reportOf(imported, 'Income')).toMatchObject({ kind: 'number', missing: 24, role: 'feature' });
    expect(named(imported, 'ignore')).toEqual(['Z_CostContact', 'Z_Revenue']);
    expect(named(imported, 'protected')).toEqual(['Year_Birth', 'Marital_Status']);
    expect(named(imported, 'target')).toEqual(['Response']);
    expect(imported.report.separator).toBe(';');
  });

  test('bank_transactions: placeholders for births, two-digit years, transactions are not folded', async () => {
    const imported = await open('tables/bank_transactions_sample.csv');
    expect(imported.report.missingTokens).toContainEqual({
      column: 'CustomerDOB',
      token: '1/1/1800',
      count: 1290,
      rows: [18, 24, 30, 37, 153],
    });
    expect(imported.report.referenceDate).toBe('2016-10-21');
    const births = columnOf(imported, 'CustomerDOB') as { values: Float64Array };
    expect(births.values.every(day => Number.isNaN(day) || day < imported.referenceDay)).toBe(true);
    expect(named(imported, 'identifier')).toEqual(['TransactionID', 'CustomerID']);
    expect(imported.report.notes).toContainEqual({
      code: 'rows.severalPerCustomer',
      args: { column: 'CustomerID', rows: 53_707, customers: 53_230 },
    });
  });

  test('german: coded categories under letters', async () => {
    const imported = await open('tables/german.data');
    const kinds = imported.table.columns.map(column => column.kind);
    expect(kinds.map(kind => kind[0]).join('')).toBe('cnccnccnccncnccncnccn');
    expect(columnOf(imported, 'Column A')).toMatchObject({ kind: 'category', levels: ['A14', 'A11', 'A12', 'A13'] });
    expect(columnOf(imported, 'Column B')).toMatchObject({ kind: 'number' });
    expect(imported.report.renamed).toEqual([]);
  });

  test('kyc_synthetic: flags and drivers', async () => {
    const imported = await open('tables/kyc_synthetic.csv');
    expect(named(imported, 'flag')).toEqual(['is_pep', 'source_of_wealth_verified']);
    expect(named(imported, 'target')).toEqual(['risk_label']);
    expect(named(imported, 'identifier')).toEqual(['client_id']);
  });

  test('ticdata2000: nothing tells equal customers apart, so all are kept', async () => {
    const { report } = await open('tables/ticdata2000.txt');
    expect(report.notes).toContainEqual({ code: 'rows.equalKept', args: { rows: 602 } });
    expect(report.headerEvidence).toContain('2 rows above are not part of the table.');
  });
});

describe('the sample', () => {
  const sample = fileURLToPath(new URL('../../assets/samples/RiskSummary.xlsx', import.meta.url));
  const openSample = () => openOnce(sample);

  test('rows, folding and the second date of birth', async () => {
    const { report, sourceRows, table } = await openSample();
    expect(report.sheet).toBe('RiskSummary');
    expect(report.rows.read).toBe(report.rows.kept + report.rows.rejected + report.rows.duplicate + report.rows.empty);
    expect(report.rows.duplicate).toBeGreaterThan(0);
    expect(report.rows.empty).toBeGreaterThan(1000);
    expect(report.fold).toMatchObject({
      keyColumn: 'CustomerID',
      rowsBefore: report.rows.kept,
      customers: report.nRows,
    });
    expect(report.fold!.columns.every(column => column.how === 'set')).toBe(true);
    expect(report.renamed).toEqual([{ original: 'DateofBirth', name: 'DateofBirth (2)', reason: 'duplicate' }]);
    expect(sourceRows).toHaveLength(table.nRows);
    expect(sourceRows.every((row, i) => i === 0 || row > sourceRows[i - 1])).toBe(true);
  });

  test('both dates of birth are the same day, one a date cell and one a serial', async () => {
    const imported = await openSample();
    const [first, second] = ['DateofBirth', 'DateofBirth (2)'].map(
      name => columnOf(imported, name) as { values: Float64Array },
    );
    expect(second.values).toEqual(first.values);
    expect(reportOf(imported, 'DateofBirth').kindEvidence).toContain('cells hold dates');
    expect(reportOf(imported, 'DateofBirth (2)').kindEvidence).toContain('read as Excel day numbers');
  });

  test('roles: nothing that names or marks a person is compared', async () => {
    const imported = await openSample();
    expect(named(imported, 'identifier')).toEqual(['CustomerID', 'PrevAssessmentID']);
    expect(named(imported, 'protected')).toEqual(['DateofBirth', 'Gender', 'Nationality', 'PlaceofBirth']);
    expect(named(imported, 'ignore')).toEqual([
      'SegmentID',
      'FocusTypeID',
      'ModelID',
      'AssessmentType',
      'DateofBirth (2)',
    ]);
    expect(reportOf(imported, 'DateofBirth (2)').roleReason).toBe('the same values as DateofBirth');
    expect(named(imported, 'flag')).toEqual(['Is PEP', 'High Net Worth House-wife', 'CTRMatch', 'PreviouslyReported']);
    expect(named(imported, 'date')).toEqual(['CustomerSince', 'IncorporatedSince']);
    expect(columnOf(imported, 'SubscribedChannels').kind).toBe('set');
  });
});
