import { expect, it } from 'vitest';
import { cellText } from '#engine/reports/document';
import { tablesSection } from '#engine/reports/sections/tables';
import type { ReportContext } from '#engine/reports/sections/ReportContext';
import { defaults } from '#shared/option';
import { RFM_OPTIONS, RFM_SEGMENTS, type RfmAccount } from '#shared/rfm';
import { inputHashes } from '#engine/reports/sections/inputHashes';
import { runSheet, segmentsSheet } from '#engine/reports/customers/resultSheets';
import type { ReportInput } from '#engine/reports/ReportInput';
import type { CombineReport, JoinAccount } from '#shared/tables';
import { makeReportInput } from '../support/reportInput.ts';

const RFM: RfmAccount = {
  rows: 12,
  used: 6,
  netted: 1,
  leftOut: {
    missingCustomer: 2,
    unreadableDate: 0,
    unreadableAmount: 0,
    afterReference: 0,
    beforeWindow: 0,
    return: 3,
    zeroPrice: 0,
    repeated: 0,
  },
  customers: 4,
  customersWithoutPurchase: 1,
  purchases: 5,
  monetary: 200,
  firstDay: '2024-01-01',
  lastDay: '2024-02-01',
  referenceDay: '2024-02-02',
  isReferenceGiven: false,
  outcome: null,
  segments: RFM_SEGMENTS.map((segment, i) => ({ segment, customers: i < 4 ? 1 : 0, monetary: i < 4 ? 50 : 0 })),
  options: { ...defaults(RFM_OPTIONS), customer: 'Client', date: 'Day', amount: 'Amount' },
};
const COMBINE: CombineReport = {
  rows: 4,
  steps: [],
  tables: [
    {
      id: 'main',
      name: 'sales.csv',
      sheet: null,
      sha256: 'a'.repeat(64),
      sizeBytes: 1,
      format: 'csv',
      read: 13,
      data: 12,
      rejected: 1,
      empty: 0,
      columns: 3,
      rejectedRows: [],
      rfm: RFM,
      rows: 4,
    },
  ],
};
const contextOf = (combine: CombineReport | null) =>
  ({ input: { import: { combine, nRows: 4 } } }) as unknown as ReportContext;

it('prints the account, the segments and the rule of RFM, and nothing for a file taken as it is', () => {
  expect(tablesSection(contextOf(null))).toBeNull();
  const section = tablesSection(contextOf(COMBINE))!;
  expect(section.headline).toBe(
    'sales.csv became one table of 4 rows and 4 customers. 12 transactions were added up by customer.',
  );
  const tables = section.blocks.flatMap(block => (block.kind === 'table' ? [block.table] : []));
  expect(tables.map(table => table.title)).toEqual([
    'Rows of sales.csv',
    'From transactions to customers',
    'Named RFM segments',
    'The rule: recency score by FM score (the mean of frequency and monetary score, halves rounded up)',
  ]);
  expect(tables[1].rows.map(row => row.map(cellText))).toEqual([
    ['Transactions', '12'],
    ['− without a customer', '2'],
    ['− returns and cancellations', '3'],
    ['− returns, taken off the amount only', '1'],
    ['= rows that count as purchases', '6'],
    ['= customers', '4'],
    ['Customers without a purchase that counts', '1'],
  ]);
  expect(tables[2].rows[0].map(cellText)).toEqual(['Champions', '1', '25.0 %', '50', '25.0 %']);
});

it('names the hash of every file beside the one over all of them', () => {
  const run = { inputSha256: 'f'.repeat(64) };
  const table = COMBINE.tables[0];
  const combine = {
    ...COMBINE,
    tables: [
      table,
      { ...table, id: 'b', name: 'people.csv', sha256: 'b'.repeat(64) },
      // Another sheet of the main file has the hash of that file.
      { ...table, id: 'c', name: 'Sheet2 of sales.csv' },
    ],
  };
  const of = (inputSha256: string, of: CombineReport | null) =>
    inputHashes({ import: { sha256: table.sha256, combine: of }, run: { inputSha256 } } as unknown as ReportInput);
  expect(of(run.inputSha256, combine)).toEqual([
    ['SHA-256 of the file', 'a'.repeat(64)],
    ['SHA-256 of people.csv', 'b'.repeat(64)],
    ['SHA-256 over all files', 'f'.repeat(64)],
  ]);
  expect(of(table.sha256, null)).toEqual([['SHA-256 of the file', 'a'.repeat(64)]]);
});

it('lists the tables in the workbook, with the rows after each and what was done with repeated keys', () => {
  const input = makeReportInput();
  const table = { ...COMBINE.tables[0], rfm: null, read: 10, data: 10, rows: 10, rejected: 0 };
  const join: JoinAccount = {
    how: 'join',
    table: 'b',
    name: 'people.csv',
    key: 'Client',
    tableKey: 'Key',
    rowsBefore: 10,
    rowsAfter: 10,
    matched: 7,
    unmatched: 2,
    missingKey: 1,
    dropped: 0,
    tableRows: 12,
    tableMatched: 7,
    tableUnmatched: 2,
    tableMissingKey: 0,
    repeated: 3,
    repeatedKeys: 2,
    unmatchedKeys: [],
    tableUnmatchedKeys: [],
    duplicates: 'sum',
    columnsAdded: [],
    renamed: [],
  };
  const combine = {
    rows: 10,
    steps: [join],
    tables: [table, { ...table, id: 'b', name: 'people.csv', rows: 12, data: 12 }],
  };
  const rows = [...runSheet({ ...input, import: { ...input.import, combine } }).rows];
  expect(rows).toContainEqual(['Table', 'people.csv', 12]);
  expect(rows).toContainEqual([
    'Rows after it',
    'Client joined with Key: 7 of 10 rows matched, 0 dropped; 3 rows repeat a key, their numbers summed',
    10,
  ]);
});

it('gives segments without a tier no mean risk score', () => {
  const input = makeReportInput();
  const segments = input.segmentation.segments.map((one, i) => ({
    ...one,
    tier: i === 0 ? ('None' as const) : one.tier,
  }));
  const rows = [...segmentsSheet({ ...input, segmentation: { ...input.segmentation, segments } }).rows];
  expect(rows[0][5]).toBeNull();
  expect(rows[1][5]).toBe(segments[1].meanScore);
});
