import { AppError } from '#shared/errors';
import type { ColumnKind, ColumnRole } from '#shared/columns';
import type { FeatureSummary } from '#shared/scoring/result';
import type { ModelFeature } from '../algorithms/ClassifierModel.ts';
import type { Column, SetColumn, Table } from '../table/Column.ts';
import type { Feature, FeatureTable } from '../table/FeatureTable.ts';
import { isSharedArray, sharedFloat64, sharedInt32 } from '../table/Matrix.ts';
import { requireColumn } from '../table/selectRows.ts';
import { observedDays, observedWords, type Observed } from './outcomeWindow.ts';

/** One feature of a score and the column that it is read from. */
export interface PlannedFeature extends ModelFeature {
  readonly column: string;
  readonly columnKind: ColumnKind;
  /** Member of a set that the feature says yes or no to. */
  readonly member: string | null;
  /** What the number is, where it is not the value itself: "years at 2024-12-31". */
  readonly transform: string | null;
}
/** How the columns of a customer table become features; plain, so that another file is read the same way. */
export interface FeaturePlan {
  readonly referenceDay: number;
  /** With a window: the day on which each customer is looked at. Dates are measured from it, and later ones were not known then. */
  readonly observed?: Observed;
  readonly features: readonly PlannedFeature[];
}

export function featureSummary({ name, column, kind, transform, levels }: PlannedFeature): FeatureSummary {
  return { name, column, kind, transform, nLevels: levels.length };
}

/** Members of a set that become a feature each, the most frequent first. */
const MOST_MEMBERS = 30;
const DAYS_PER_YEAR = 365.25;
const USED_ROLES: readonly ColumnRole[] = ['feature', 'flag', 'date'];

/**
 * Features of every column that may be one: numbers, yes or no and dates (as years before the reference date) as numbers with gaps, categories by their
 * levels, sets as a yes or no per member. Identifiers, targets, protected columns, ignored ones and free text never come in.
 * @param excluded columns that are left out
 * @param observed from when dates are measured, where it is not the reference date
 */
export function planFeatures(
  { table, roles, referenceDay }: { table: Table; roles: readonly ColumnRole[]; referenceDay: number },
  excluded: ReadonlySet<string>,
  observed?: Observed,
): FeaturePlan {
  const measuredAt = observed ?? (Number.isFinite(referenceDay) ? { day: referenceDay } : null);
  const features = table.columns.flatMap((column, i) =>
    USED_ROLES.includes(roles[i]) && !excluded.has(column.name) ? planColumn(column, measuredAt) : [],
  );
  return { referenceDay, ...(observed ? { observed } : {}), features };
}

function planColumn(column: Column, measuredAt: Observed | null): PlannedFeature[] {
  const { name, kind } = column;
  const base = { name, column: name, columnKind: kind, member: null, transform: null };
  if (kind === 'text') return [];
  if (kind === 'category') return [{ ...base, kind: 'category', levels: [...column.levels] }];
  if (kind === 'set')
    return frequentMembers(column).map(member => ({
      ...base,
      name: `${name}: ${member}`,
      kind: 'number',
      levels: [],
      member,
    }));
  if (kind !== 'date') return [{ ...base, kind: 'number', levels: [] }];
  if (!measuredAt) return [];
  return [{ ...base, kind: 'number', levels: [], transform: `years at ${observedWords(measuredAt)}` }];
}

function frequentMembers({ members, codes }: SetColumn): string[] {
  const counts = new Float64Array(members.length);
  for (const code of codes) counts[code]++;
  const order = Array.from(members.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  return order.slice(0, MOST_MEMBERS).map(code => members[code]);
}

/** Columns that a plan reads: those of the features, and the day of observation where a date is measured from it. */
export function columnsOfPlan({ features, observed }: FeaturePlan): Set<string> {
  const columns = new Set(features.map(({ column }) => column));
  const isDated = features.some(({ columnKind }) => columnKind === 'date');
  if (isDated && observed && 'column' in observed) columns.add(observed.column);
  return columns;
}

/**
 * The features of these customers, as planned on others or on them: a level that was not planned is missing.
 * @throws AppError `data.unknownColumn` for a column that is not there, `recipe.invalid` for one of another kind
 */
export function takeFeatures({ features, referenceDay, observed }: FeaturePlan, table: Table): FeatureTable {
  let looked: Float64Array | null = null;
  const yearsOf = observed
    ? (days: Float64Array) => yearsBefore(days, (looked ??= observedDays(observed, table)))
    : (days: Float64Array) => yearsAt(days, referenceDay);
  return {
    nRows: table.nRows,
    features: features.map(planned => featureOf(planned, requireColumn(table, planned.column), yearsOf)),
  };
}

type YearsOf = (days: Float64Array) => Float64Array;

function yearsAt(days: Float64Array, referenceDay: number): Float64Array {
  const years = sharedFloat64(days.length);
  for (let row = 0; row < years.length; row++) years[row] = (referenceDay - days[row]) / DAYS_PER_YEAR;
  return years;
}

/** What lies after the day of observation was not known on it. */
function yearsBefore(days: Float64Array, observed: Float64Array): Float64Array {
  const years = sharedFloat64(days.length);
  for (let row = 0; row < years.length; row++) {
    const past = observed[row] - days[row];
    years[row] = past > -1 ? Math.max(past, 0) / DAYS_PER_YEAR : NaN;
  }
  return years;
}

function featureOf(planned: PlannedFeature, column: Column, yearsOf: YearsOf): Feature {
  const { name, levels, member } = planned;
  if (planned.kind === 'category' && (column.kind === 'category' || column.kind === 'text')) {
    const position = new Map(levels.map((level, code) => [level, code]));
    const codeOf = column.levels.map(level => position.get(level) ?? -1);
    const codes = sharedInt32(column.codes.length);
    for (let row = 0; row < codes.length; row++) codes[row] = column.codes[row] < 0 ? -1 : codeOf[column.codes[row]];
    return { kind: 'category', name, codes, levels };
  }
  if (planned.kind === 'number') {
    const values = member === null ? numbersOf(column, yearsOf) : membership(column, member);
    if (values) return { kind: 'number', name, values };
  }
  throw new AppError('recipe.invalid', {
    where: planned.column,
    reason: `it holds values of kind ${column.kind}, and ${planned.columnKind} is needed`,
  });
}

function numbersOf(column: Column, yearsOf: YearsOf): Float64Array | null {
  if (column.kind === 'date') return yearsOf(column.values);
  if (column.kind !== 'number' && column.kind !== 'boolean') return null;
  if (column.kind === 'number' && isSharedArray(column.values)) return column.values;
  const values = sharedFloat64(column.values.length);
  if (column.kind === 'boolean')
    for (let row = 0; row < values.length; row++) values[row] = column.values[row] === 2 ? NaN : column.values[row];
  else values.set(column.values);
  return values;
}

function membership(column: Column, member: string): Float64Array | null {
  if (column.kind === 'category') {
    const values = sharedFloat64(column.codes.length);
    const wanted = column.levels.indexOf(member);
    for (let row = 0; row < values.length; row++)
      values[row] = column.codes[row] < 0 ? NaN : Number(column.codes[row] === wanted);
    return values;
  }
  if (column.kind !== 'set') return null;
  const wanted = column.members.indexOf(member);
  const values = sharedFloat64(column.offsets.length - 1);
  for (let row = 0; row < values.length; row++) {
    const [from, to] = [column.offsets[row], column.offsets[row + 1]];
    values[row] = from === to ? NaN : Number(column.codes.subarray(from, to).includes(wanted));
  }
  return values;
}
