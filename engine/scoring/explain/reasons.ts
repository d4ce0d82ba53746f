import { formatPercent } from '#shared/format';
import type { Contribution, CustomerExplanation, Reason } from '#shared/scoring/explanation';
import { capitalized } from '../../explain/columnWords.ts';
import { sortedSpread } from '../../explain/quantile.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import type { PlannedFeature } from '../features.ts';
import type { ScoreContributions } from './Contributions.ts';
import { featureWords, isMissing, isYesNo, valueWords } from './featureWords.ts';

/** Reasons that are given for a high score, and against it. */
const MOST_RAISING = 4;
const MOST_LOWERING = 2;
/** A reason contributes at least this share of what all features of a customer contribute on average. */
const LEAST_SHARE = 0.05;
/** Where a value stands among others is said of numbers with more distinct values than this, and only when it is this far out. */
const MOST_FEW_VALUES = 12;
const FAR_OUT = 0.75;

/** What reasons are told by: the features of the model and how their values spread over the book. */
export interface ReasonTeller {
  readonly planned: readonly PlannedFeature[];
  /** Known values of each feature, ascending; null where a place among others says nothing. */
  readonly sorted: readonly (Float64Array | null)[];
  /** A contribution below this is no reason. */
  readonly least: number;
}

/**
 * @param x     the book that customers are compared with
 * @param least a contribution below this is no reason (see leastReason)
 * @param protectedColumns columns that must never be a reason
 * @throws Error when a feature was made from a protected column: such a model must not be there
 */
export function reasonTeller(
  planned: readonly PlannedFeature[],
  x: FeatureTable,
  least: number,
  protectedColumns: ReadonlySet<string>,
): ReasonTeller {
  const forbidden = planned.find(({ column }) => protectedColumns.has(column));
  if (forbidden) throw new Error(`the protected column ${forbidden.column} is a feature of the model`);
  const sorted = x.features.map((feature, j) => {
    if (feature.kind !== 'number' || isYesNo(planned[j])) return null;
    const values = sortedSpread(feature.values);
    return hasFewValues(values) ? null : values;
  });
  return { planned, sorted, least };
}

/** One twentieth of what all features of a customer contribute on average; above 0, so that nothing is no reason. */
export function leastReason({ values, nRows }: ScoreContributions): number {
  const total = values.reduce((sum, value) => sum + Math.abs(value), 0);
  return Math.max(Number.MIN_VALUE, (LEAST_SHARE * total) / Math.max(1, nRows));
}

function hasFewValues(sorted: Float64Array): boolean {
  let distinct = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length && distinct <= MOST_FEW_VALUES; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  return distinct <= MOST_FEW_VALUES;
}

/**
 * Why one customer has the score it has: all contributions, and the few that are reasons, one per column, in words with the customer's own value.
 * @param row of the table that `x` was taken from, which is what `x` and `contributions` have at `at`
 */
export function explainCustomer(
  teller: ReasonTeller,
  x: FeatureTable,
  contributions: ScoreContributions,
  at: number,
  row: number,
): CustomerExplanation {
  const { values, nFeatures, eventSign, scale } = contributions;
  const own = values.subarray(at * nFeatures, (at + 1) * nFeatures).map(value => eventSign * value);
  const order = Array.from(own.keys()).sort((a, b) => Math.abs(own[b]) - Math.abs(own[a]) || a - b);
  const baseline = eventSign * contributions.baseline;
  const tell = (raises: boolean, most: number) => {
    const columns = new Set<string>();
    const isReason = (j: number) =>
      (raises ? own[j] : -own[j]) >= teller.least && !columns.has(teller.planned[j].column);
    const reasons: Reason[] = [];
    for (const j of order) {
      if (reasons.length === most) break;
      if (!isReason(j)) continue;
      columns.add(teller.planned[j].column);
      reasons.push(reasonOf(teller, x, at, j, own[j]));
    }
    return reasons;
  };
  return {
    row,
    scale,
    baseline,
    score: own.reduce((sum, value) => sum + value, baseline),
    contributions: order.map((j): Contribution => {
      const { name, column } = teller.planned[j];
      return { feature: name, column, value: valueWords(teller.planned[j], x.features[j], at), size: own[j] };
    }),
    raises: tell(true, MOST_RAISING),
    lowers: tell(false, MOST_LOWERING),
  };
}

function reasonOf(teller: ReasonTeller, x: FeatureTable, at: number, j: number, size: number): Reason {
  const planned = teller.planned[j];
  const short = shortReason(teller, x, at, j);
  const raises = size > 0;
  const text = `${short}: ${raises ? 'raises' : 'lowers'} the score`;
  return { feature: planned.name, column: planned.column, raises, size, text, short };
}

/** "Age is 52, higher than 81 % of customers". */
function shortReason({ planned, sorted }: ReasonTeller, x: FeatureTable, at: number, j: number): string {
  const feature = x.features[j];
  const is = `${capitalized(featureWords(planned[j]))} is ${valueWords(planned[j], feature, at)}`;
  const others = sorted[j];
  if (feature.kind !== 'number' || others === null || isMissing(feature, at)) return is;
  const value = feature.values[at];
  const below = countBelow(others, value, false) / others.length;
  const above = 1 - countBelow(others, value, true) / others.length;
  if (below >= FAR_OUT) return `${is}, higher than ${shareWords(below)} of customers`;
  if (above >= FAR_OUT) return `${is}, lower than ${shareWords(above)} of customers`;
  return is;
}

/** Whole percent, and never all of them by rounding. */
function shareWords(share: number): string {
  return formatPercent(Math.min(share, 0.99), 0);
}

/** How many of the sorted values are below a value, or at or below it. */
function countBelow(sorted: Float64Array, value: number, orAt: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle] < value || (orAt && sorted[middle] === value)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** For one cell of a file: the reasons that raise the score, the strongest first, "R1; R2; R3; R4"; empty when there is none. */
export function reasonsForFile({ raises }: CustomerExplanation): string {
  return raises.map(({ short }) => short).join('; ');
}
