import { expect, it } from 'vitest';
import { cellText } from '#engine/reports/document';
import { tablesSection } from '#engine/reports/sections/tables';
import type { ReportContext } from '#engine/reports/sections/ReportContext';
import { defaults } from '#shared/option';
import { RFM_OPTIONS, RFM_SEGMENTS, type RfmAccount } from '#shared/rfm';
import type { CombineReport } from '#shared/tables';

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
