import type { Customer } from './customer.ts';

export type SampleCell = string | number;
export interface SampleColumn {
  readonly header: string;
  readonly cell: (customer: Customer) => SampleCell;
  /** General when absent: days then stand as bare serials. */
  readonly format?: 'date' | 'amount';
  /** Share of customers for whom nobody filled it in. */
  readonly gaps?: number;
  /** Written by hand: double spaces, blanks at the end, upper and lower case mixed. */
  readonly isUntidy?: boolean;
  /** The export repeats that column. */
  readonly copyOf?: SampleColumn;
}

const NULL = 'NULL';
const yesNo = (value: boolean) => (value ? 'Yes' : 'No');

const customerId: SampleColumn = { header: 'CustomerID', cell: c => c.id };
const occupation: SampleColumn = { header: 'Source of Income', cell: c => c.occupation, gaps: 0.03, isUntidy: true };
const born: SampleColumn = { header: 'DateofBirth', cell: c => c.born ?? NULL, format: 'date', gaps: 0.01 };
const gender: SampleColumn = { header: 'Gender', cell: c => c.gender ?? NULL, gaps: 0.015, isUntidy: true };
const isPep: SampleColumn = { header: 'Is PEP', cell: c => yesNo(c.isPep), isUntidy: true };
const expectedVolume: SampleColumn = {
  header: 'Expected Transaction Volume',
  cell: c => c.expectedVolume,
  format: 'amount',
  gaps: 0.04,
};
export const accountType: SampleColumn = { header: 'Subscribed Account Type', cell: c => c.account, isUntidy: true };
export const channels: SampleColumn = { header: 'SubscribedChannels', cell: c => c.channels.join('; '), gaps: 0.02 };
const province: SampleColumn = { header: 'Province', cell: c => c.province, gaps: 0.01, isUntidy: true };
const since: SampleColumn = { header: 'CustomerSince', cell: c => c.since, format: 'date' };
const actualVolume: SampleColumn = { header: 'ActualVolume', cell: c => c.actualVolume, format: 'amount' };
const averageBalance: SampleColumn = {
  header: 'AvgBalance',
  cell: c => c.averageBalance,
  format: 'amount',
  gaps: 0.05,
};
const alerts: SampleColumn = { header: 'NumAlerts', cell: c => c.alerts };
const cash: SampleColumn = { header: 'CashUsage', cell: c => c.cash };

/** A RiskSummary sheet as the bank's system exports it: some headings by their short name, some by their long one. */
export const FULL_COLUMNS: readonly SampleColumn[] = [
  customerId,
  { header: 'SegmentID', cell: () => NULL },
  { header: 'FocusTypeID', cell: () => 1 },
  occupation,
  born,
  gender,
  isPep,
  { header: 'High Net Worth House-wife', cell: c => (c.isHighNetWorthHousewife ? 1 : 0) },
  expectedVolume,
  accountType,
  { header: 'FinancingType', cell: c => c.financing, isUntidy: true },
  channels,
  { header: 'Nationality', cell: c => c.nationality, isUntidy: true },
  { header: 'PlaceofBirth', cell: c => (c.isCompany ? NULL : c.placeOfBirth), gaps: 0.04 },
  { header: 'Residence', cell: c => c.residence },
  province,
  { header: 'City', cell: c => c.city, gaps: 0.02, isUntidy: true },
  since,
  { header: 'Industry', cell: c => c.industry, gaps: 0.02, isUntidy: true },
  { header: 'IncorporatedSince', cell: c => c.incorporated ?? NULL },
  actualVolume,
  averageBalance,
  alerts,
  { header: 'NonFacetoFaceUsage', cell: c => c.nonFaceToFace },
  { header: 'fundRemitUsage', cell: c => c.remittances },
  { header: 'onlineFTusage', cell: c => c.online, gaps: 0.03 },
  cash,
  { header: 'CTRMatch', cell: c => (c.isCtrMatch ? 'Y' : 'N') },
  { header: 'PreviouslyReported', cell: c => yesNo(c.wasReported) },
  { header: 'ModelID', cell: () => 3 },
  { header: 'AssessmentType', cell: () => 'Periodic Review' },
  { header: 'PrevAssessmentID', cell: () => NULL },
  { header: 'AccountCategory', cell: c => c.category, isUntidy: true },
  { header: born.header, cell: born.cell, copyOf: born },
];

/** Fourteen of them, for measuring speed on long sheets. */
export const COMPACT_COLUMNS: readonly SampleColumn[] = [
  customerId,
  occupation,
  born,
  gender,
  isPep,
  expectedVolume,
  accountType,
  channels,
  province,
  since,
  actualVolume,
  averageBalance,
  alerts,
  cash,
];
