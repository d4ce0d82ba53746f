import { describe, expect, test } from 'vitest';
import type { CellGiven } from '../support/rawTable.ts';
import { importRows, reportOf, rolesOf } from '../support/importRows.ts';

const many = (n: number, row: (i: number) => CellGiven[]): CellGiven[][] =>
  Array.from({ length: n }, (_none, i) => row(i));

describe('roles', () => {
  test('a RiskSummary sheet', async () => {
    const header = [
      'CustomerID', 'SegmentID', 'FocusTypeID', 'Source of Income', 'DateofBirth', 'Gender', 'Is PEP', 'HighIncomeHW', 'ExpVolume',
      'AccountType', 'FinancingType', 'SubscribedChannels', 'Nationality', 'PlaceofBirth', 'Residence', 'Province', 'City',
      'CustomerSince', 'Industry', 'IncorporatedSince', 'ActualVolume', 'AvgBalance', 'NumAlerts', 'NonFacetoFaceUsage',
      'fundRemitUsage', 'onlineFTusage', 'CashUsage', 'CTRMatch', 'PreviouslyReported', 'ModelID', 'AssessmentType',
      'PrevAssessmentID', 'AccountCategory', 'DateofBirth',
    ]; // prettier-ignore
    const row = (i: number): CellGiven[] => {
      const either = (odd: CellGiven, even: CellGiven) => (i % 2 ? odd : even);
      return [
        i, 1 + (i % 3), either(2, 1), either('Salaried', 'Trader'), 30_000 + i, either('M', 'F'), either('Y', 'N'), either(1, 0), 100 * i,
        either('Current', 'Savings'), either('Home', 'Car'), either('ATM; Mobile', 'ATM'), either('PK', 'AE'), either('Lahore', 'Dubai'),
        either('Resident', 'Non-resident'), either('Punjab', 'Sindh'), either('Lahore', 'Karachi'), 40_000 + i, either('Textile', 'Food'),
        41_000 + i, 90 * i, 10 * i, i % 4, i % 5, i % 6, i % 7, i % 8, either('Y', 'N'), either('N', 'Y'), either(2, 1), either('A', 'B'),
        'NULL', either('Individual', 'Entity'), 30_000 + i,
      ]; // prettier-ignore
    };
    const imported = await importRows([header, ...many(30, i => row(i + 1))]);
    expect(rolesOf(imported)).toEqual({
      CustomerID: 'identifier',
      SegmentID: 'ignore',
      FocusTypeID: 'ignore',
      'Source of Income': 'feature',
      DateofBirth: 'protected',
      Gender: 'protected',
      'Is PEP': 'flag',
      HighIncomeHW: 'flag',
      ExpVolume: 'feature',
      AccountType: 'feature',
      FinancingType: 'feature',
      SubscribedChannels: 'feature',
      Nationality: 'protected',
      PlaceofBirth: 'protected',
      Residence: 'feature',
      Province: 'feature',
      City: 'feature',
      CustomerSince: 'date',
      Industry: 'feature',
      IncorporatedSince: 'date',
      ActualVolume: 'feature',
      AvgBalance: 'feature',
      NumAlerts: 'feature',
      NonFacetoFaceUsage: 'feature',
      fundRemitUsage: 'feature',
      onlineFTusage: 'feature',
      CashUsage: 'feature',
      CTRMatch: 'flag',
      PreviouslyReported: 'flag',
      ModelID: 'ignore',
      AssessmentType: 'ignore',
      PrevAssessmentID: 'identifier',
      AccountCategory: 'feature',
      'DateofBirth (2)': 'ignore',
    });
  });

  test('what names rows by its values is an identifier and says why', async () => {
    const rows = many(30, i => [
      i + 7,
      90_000_000 + i * 37,
      `K-${i * i}`,
      100 + i * 3,
      `A-${i % 3}`,
      (i * 7919) % 1000,
    ]);
    const imported = await importRows([
      ['Nr', 'Telephone', 'Contract key', 'Turnover', 'Contract code', 'Points'],
      ...rows,
    ]);
    expect(rolesOf(imported)).toEqual({
      Nr: 'identifier',
      Telephone: 'identifier',
      'Contract key': 'identifier',
      Turnover: 'feature',
      'Contract code': 'feature',
      Points: 'feature',
    });
    expect(reportOf(imported, 'Telephone').roleReason).toBe('long whole numbers, different in every row');
    expect(reportOf(imported, 'Telephone').notes).toEqual([
      { code: 'column.identifierLike', args: { column: 'Telephone', distinct: 30, of: 30 } },
    ]);
  });

  test('a running number without a telling name', async () => {
    const imported = await importRows([['Whatever', 'City'], ...many(25, i => [25 - i, i % 2 ? 'x' : 'y'])]);
    expect(reportOf(imported, 'Whatever')).toMatchObject({
      role: 'identifier',
      roleReason: 'a running number: every row has its own',
    });
  });

  test('constant columns and free text are ignored, targets recognised', async () => {
    const rows = many(30, i => [i, 11, `remark ${i} about this one`, i % 2, 'x']);
    const imported = await importRows([['CustomerID', 'Z_Revenue', 'Remark made', 'Exited', 'Surname'], ...rows]);
    expect(rolesOf(imported)).toEqual({
      CustomerID: 'identifier',
      Z_Revenue: 'ignore',
      'Remark made': 'ignore',
      Exited: 'target',
      Surname: 'ignore',
    });
    expect(reportOf(imported, 'Z_Revenue').roleReason).toBe('the same value in every row');
  });

  test('the person decides, and an unknown column is named', async () => {
    const rows = [['CustomerID', 'Age', 'Balance'], ...many(5, i => [i, 20 + i, 10 * i])];
    const imported = await importRows(rows, { columns: { Age: { role: 'feature' }, Balance: { role: 'ignore' } } });
    expect(rolesOf(imported)).toEqual({ CustomerID: 'identifier', Age: 'feature', Balance: 'ignore' });
    expect(reportOf(imported, 'Age').roleReason).toBe('chosen by hand');
    await expect(importRows(rows, { columns: { Salary: { role: 'feature' } } })).rejects.toMatchObject({
      code: 'data.unknownColumn',
      args: { column: 'Salary', columns: 'CustomerID, Age, Balance' },
    });
  });

  test('a column that says which month or quarter a row is of describes no customer; one of months alone, or of a loan, may', async () => {
    const header = ['ID', 'Period', 'Reporting month', 'AsOf', 'Month', 'Loan vintage', 'Quarter score'];
    const row = (i: number): CellGiven[] => [
      `C${i}`, `2024Q${1 + (i % 4)}`, 202_301 + (i % 12), i % 2 ? 'Mar 2024' : 'Jun 2024', i % 2 ? 'mar' : 'jun', `201${i % 9}-Q1`, 202_000 + 7 * i,
    ]; // prettier-ignore
    const roles = rolesOf(await importRows([header, ...many(40, row)]));
    expect(roles).toMatchObject({ Period: 'ignore', 'Reporting month': 'ignore', AsOf: 'ignore' });
    expect(roles).toMatchObject({ Month: 'feature', 'Loan vintage': 'feature', 'Quarter score': 'feature' });
  });
});
