import type { ScoringSetup } from '#shared/contract/score';
import { formatThings } from '#shared/format';
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

/** Columns in use first, in their order, then those left out. */
export function featureRows(
  { features, leftOut, leaks }: ScoringSetup,
  { exclude }: Scoring,
  isProtected: ReadonlySet<string>,
): FeatureRow[] {
  const leaking = new Set(leaks.filter(({ action }) => action === 'leftOut').map(({ column }) => column));
  const byColumn = new Map<string, FeatureSummary[]>();
  for (const feature of features) byColumn.set(feature.column, [...(byColumn.get(feature.column) ?? []), feature]);
  const used = Array.from(byColumn, ([column, own]): FeatureRow => ({
    column,
    isUsed: true,
    isProtected: false,
    isLeak: false,
    canChange: true,
    seenAs: seenAs(own),
    number: own.length === 1 && own[0].kind === 'number' ? own[0].name : null,
    reason: '',
  }));
  const others = leftOut.map(({ column, reason }): FeatureRow => {
    const isLeak = leaking.has(column);
    return {
      column,
      isUsed: false,
      isProtected: isProtected.has(column),
      isLeak,
      canChange: !isProtected.has(column) && (isLeak || exclude.includes(column)),
      seenAs: '',
      number: null,
      reason,
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
