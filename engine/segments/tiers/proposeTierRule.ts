import type { ColumnRole } from '#shared/columns';
import type { TierDriver, TierRule } from '#shared/recipe';
import { quantile, sortedSpread } from '../../explain/quantile.ts';
import { columnConcept } from '../../import/dictionary/conceptOf.ts';
import type { Column, Table } from '../../table/Column.ts';

type Measure = TierDriver['measure'];
interface Proposal {
  readonly concept: string;
  readonly title: string;
  readonly weight: number;
  /** How yes/no columns and words are measured, and how numbers are; null when such a column is not used. */
  readonly words: Measure | null;
  readonly numbers: Measure | null;
  /** For `count`: the value that gives all points; null takes the 90th percentile of the values above 0. */
  readonly full: number | null;
}

/**
 * The risk drivers a bank's book may carry, heaviest first. Weights are a starting point to be edited, not a finding. Ninety days, or three
 * months, past due is when a loan counts as defaulted.
 */
const PROPOSALS: readonly Proposal[] = [
  { concept: 'isPep', title: 'PEP status', weight: 30, words: 'flag', numbers: 'flag', full: 1 },
  {
    concept: 'repaymentStatus',
    title: 'Months behind on payments',
    weight: 30,
    words: null,
    numbers: 'count',
    full: 3,
  },
  { concept: 'daysPastDue', title: 'Days past due', weight: 30, words: null, numbers: 'count', full: 90 },
  { concept: 'accountsInArrears', title: 'Accounts in arrears', weight: 20, words: 'flag', numbers: 'count', full: 1 },
  { concept: 'previouslyReported', title: 'Previously reported', weight: 20, words: 'flag', numbers: 'flag', full: 1 },
  { concept: 'numAlerts', title: 'Alerts', weight: 15, words: 'flag', numbers: 'count', full: 3 },
  { concept: 'delinquencies', title: 'Earlier delinquencies', weight: 15, words: 'flag', numbers: 'count', full: 2 },
  { concept: 'amountOverdue', title: 'Amount overdue', weight: 10, words: null, numbers: 'count', full: null },
  { concept: 'utilisation', title: 'Credit utilisation', weight: 10, words: null, numbers: 'rank', full: 1 },
  { concept: 'ctrMatch', title: 'CTR match', weight: 10, words: 'flag', numbers: 'flag', full: 1 },
  { concept: 'highIncomeHW', title: 'High-income housewife', weight: 10, words: 'flag', numbers: 'flag', full: 1 },
  { concept: 'actualVolume', title: 'Actual volume', weight: 10, words: null, numbers: 'rank', full: 1 },
  { concept: 'adverseMedia', title: 'Adverse media', weight: 10, words: 'flag', numbers: 'count', full: null },
  { concept: 'cashUsage', title: 'Cash use', weight: 5, words: 'flag', numbers: 'count', full: null },
  { concept: 'nonFaceToFace', title: 'Non-face-to-face use', weight: 5, words: 'flag', numbers: 'count', full: null },
  { concept: 'creditInquiries', title: 'Credit inquiries', weight: 5, words: null, numbers: 'count', full: null },
  { concept: 'fundRemit', title: 'Fund remittance', weight: 5, words: 'flag', numbers: 'count', full: null },
];
const RATIO: Omit<TierDriver, 'column' | 'against'> = {
  id: 'volumeRatio',
  title: 'Actual over expected volume',
  measure: 'ratio',
  full: 3,
  weight: 15,
};
/**
 * Weighted points from which a customer is Medium or High: a PEP alone (30) is Medium, with a large volume or any other sign High.
 * As a score never above the caps, so that a file with few drivers can reach them.
 */
const THRESHOLD_POINTS = { medium: 22, high: 37 };
const THRESHOLD_CAPS = { medium: 30, high: 60 };

/**
 * The rule offered for the columns that are there, recognised by the bank's dictionary; no drivers when the file carries none
 * (a volume or a used credit line alone is not a sign of risk).
 */
export function proposeTierRule(table: Table, roles: readonly ColumnRole[]): TierRule {
  const found = new Map<string, Column>();
  table.columns.forEach((column, i) => {
    const concept = columnConcept(column);
    if (concept && isUsable(roles[i]) && !found.has(concept.id)) found.set(concept.id, column);
  });
  const drivers: TierDriver[] = [];
  for (const proposal of PROPOSALS) {
    const column = found.get(proposal.concept);
    const driver = column && proposedDriver(proposal, column);
    if (driver) drivers.push(driver);
  }
  const ratio = ratioDriver(found.get('actualVolume'), found.get('expVolume'));
  if (ratio) drivers.push(ratio);
  drivers.sort((a, b) => b.weight - a.weight);
  return drivers.some(driver => driver.measure !== 'rank') ? withThresholds(drivers) : withThresholds([]);
}

function isUsable(role: ColumnRole): boolean {
  return role === 'feature' || role === 'flag';
}

function proposedDriver(proposal: Proposal, column: Column): TierDriver | null {
  const measure = column.kind === 'number' ? proposal.numbers : column.kind === 'date' ? null : proposal.words;
  if (measure === null || !hasSpread(column)) return null;
  const full = measure === 'count' ? (proposal.full ?? usualHigh(column)) : 1;
  return {
    id: proposal.concept,
    title: proposal.title,
    column: column.name,
    against: null,
    measure,
    full,
    weight: proposal.weight,
  };
}

function ratioDriver(actual: Column | undefined, expected: Column | undefined): TierDriver | null {
  if (actual?.kind !== 'number' || expected?.kind !== 'number') return null;
  if (!hasSpread(actual) || !expected.values.some(value => value > 0)) return null;
  return { ...RATIO, column: actual.name, against: expected.name };
}

function withThresholds(drivers: TierDriver[]): TierRule {
  const weight = drivers.reduce((sum, driver) => sum + driver.weight, 0);
  const from = (tier: 'medium' | 'high') =>
    weight > 0
      ? Math.min(THRESHOLD_CAPS[tier], Math.round((100 * THRESHOLD_POINTS[tier]) / weight))
      : THRESHOLD_CAPS[tier];
  return { drivers, mediumFrom: from('medium'), highFrom: from('high') };
}

/** Whether two customers differ in the column at all. */
function hasSpread(column: Column): boolean {
  if (column.kind === 'number' || column.kind === 'date') {
    const first = column.values.findIndex(value => Number.isFinite(value));
    return first >= 0 && column.values.some(value => Number.isFinite(value) && value !== column.values[first]);
  }
  if (column.kind === 'boolean') return column.values.includes(0) && column.values.includes(1);
  return (column.kind === 'set' ? column.members : column.levels).length > 1;
}

/** The 90th percentile of the values above 0, to two digits; 1 where there is none. */
export function usualHigh(column: Column): number {
  if (column.kind !== 'number') return 1;
  const known = sortedSpread(column.values);
  const positive = known.subarray(known.findIndex(value => value > 0));
  return known[known.length - 1] > 0 ? Number(quantile(positive, 0.9).toPrecision(2)) : 1;
}
