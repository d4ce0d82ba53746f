import type { ColumnRole } from '#shared/columns';
import type { ScoringSetup } from '#shared/contract/score';
import { formatThings } from '#shared/format';
import type { ColumnReport } from '#shared/results';
import type { Scoring } from '#shared/scoring/choices';
import type { FeatureSummary } from '#shared/scoring/result';

/** One column of the table, as models see it or not. */
export interface FeatureRow {
  readonly column: string;
  readonly isUsed: boolean;
  readonly isProtected: boolean;
  readonly isLeak: boolean;
  /** A person may decide about it. */
  readonly canChange: boolean;
  /** "number", "category of 3 levels". */
  readonly seenAs: string;
  /** The feature whose direction may be chosen: a number that is one feature; null for others. */
  readonly number: string | null;
  readonly reason: string;
}

/** Roles of columns that models may learn from. */
const INPUT_ROLES: readonly ColumnRole[] = ['feature', 'flag', 'date'];

/** Columns in use first, in their order, then those left out; ticked as the form stands, whether or not columns were looked at again since. */
export function featureRows(
  { target, features, leftOut, leaks }: ScoringSetup,
  { exclude, keep }: Scoring,
  columns: readonly Pick<ColumnReport, 'name' | 'kind' | 'role'>[],
): FeatureRow[] {
  const leaking = new Set(leaks.filter(({ severity }) => severity === 'leak').map(({ column }) => column));
  const isUsed = (column: string) => !exclude.includes(column) && (!leaking.has(column) || keep.includes(column));
  const byColumn = new Map<string, FeatureSummary[]>();
  for (const feature of features) byColumn.set(feature.column, [...(byColumn.get(feature.column) ?? []), feature]);
  const used = Array.from(byColumn, ([column, own]): FeatureRow => ({
    column,
    isUsed: isUsed(column),
    isProtected: false,
    isLeak: leaking.has(column),
    canChange: true,
    seenAs: seenAs(own),
    number: own.length === 1 && own[0].kind === 'number' ? own[0].name : null,
    reason: isUsed(column) ? '' : 'left out by hand',
  }));
  const others = leftOut.map(({ column, reason }): FeatureRow => {
    const known = columns.find(({ name }) => name === column);
    const canChange =
      known !== undefined && INPUT_ROLES.includes(known.role) && known.kind !== 'text' && column !== target?.name;
    return {
      column,
      isUsed: canChange && isUsed(column),
      isProtected: known?.role === 'protected',
      isLeak: leaking.has(column),
      canChange,
      seenAs: '',
      number: null,
      reason: canChange && isUsed(column) ? '' : reason,
    };
  });
  return [...used, ...others];
}

function seenAs(features: readonly FeatureSummary[]): string {
  const [first] = features;
  if (features.length > 1) return `${formatThings(features.length, 'yes or no', 'times yes or no')}`;
  if (first.kind === 'category') return `category of ${formatThings(first.nLevels, 'level')}`;
  return first.transform === null ? 'number' : `number: ${first.transform}`;
}
