import type { ColumnRole } from '#shared/columns';
import type { TierDriver, TierRule } from '#shared/recipe';
import { quantile, sortedSpread } from '../../explain/quantile.ts';
import { aliasOf, columnConcept } from '../../import/dictionary/conceptOf.ts';
import type { Concept } from '../../import/dictionary/Concept.ts';
import type { Column, Table } from '../../table/Column.ts';
import { PROPOSALS, type Proposal } from './proposals.ts';
import { meansNo } from './noWords.ts';

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
  const found = columnsByConcept(table, roles);
  const drivers: TierDriver[] = [];
  let isSign = false;
  for (const proposal of PROPOSALS) {
    const column = found.get(proposal.concept);
    const driver = column && proposedDriver(proposal, column);
    if (!driver) continue;
    drivers.push(driver);
    if (!proposal.isSupport) isSign = true;
  }
  const ratio = ratioDriver(found.get('actualVolume'), found.get('expVolume'));
  if (ratio) drivers.push(ratio);
  drivers.sort((a, b) => b.weight - a.weight);
  return withThresholds(isSign || ratio ? drivers : []);
}

/** Of columns that mean the same the one whose header the dictionary names first: PAY_0 is the month before PAY_6. */
function columnsByConcept({ columns }: Table, roles: readonly ColumnRole[]): Map<string, Column> {
  const found = new Map<string, { column: Column; place: number }>();
  columns.forEach((column, i) => {
    const concept = columnConcept(column);
    if (!concept || !isUsable(roles[i])) return;
    const place = placeOf(concept, column);
    const other = found.get(concept.id);
    if (!other || place < other.place) found.set(concept.id, { column, place });
  });
  return new Map([...found].map(([id, { column }]) => [id, column]));
}

function placeOf({ aliases }: Concept, { header, name }: Column): number {
  const place = aliases.indexOf(aliasOf(header ?? name));
  return place < 0 ? aliases.length : place;
}

function isUsable(role: ColumnRole): boolean {
  return role === 'feature' || role === 'flag';
}

function proposedDriver(proposal: Proposal, column: Column): TierDriver | null {
  const measure = column.kind === 'number' ? proposal.numbers : column.kind === 'date' ? null : proposal.words;
  if (measure === null || !hasSpread(column) || !isMeasurable(column, measure, proposal)) return null;
  const full = measure === 'count' ? fullOf(proposal, column) : 1;
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

/** Words need one that says no, else everybody would be a yes; counts something to count. */
function isMeasurable(column: Column, measure: TierDriver['measure'], { suits }: Proposal): boolean {
  if (column.kind === 'number')
    return (!suits || suits(column.values)) && (measure !== 'count' || column.values.some(value => value > 0));
  if (column.kind === 'category' || column.kind === 'text') return column.levels.some(meansNo);
  return true;
}

function fullOf({ full }: Proposal, column: Column): number {
  if (full === 'high') return usualHigh(column);
  return full === 'middle' ? amongPositive(column, 0.5) : full;
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
  return amongPositive(column, 0.9);
}

function amongPositive(column: Column, q: number): number {
  if (column.kind !== 'number') return 1;
  const known = sortedSpread(column.values);
  const positive = known.subarray(known.findIndex(value => value > 0));
  return known[known.length - 1] > 0 ? Number(quantile(positive, q).toPrecision(2)) : 1;
}
