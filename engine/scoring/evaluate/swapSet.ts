import { formatCount, formatFixed, formatNumber, formatThings } from '#shared/format';
import type { Measure, SwapSet } from '#shared/scoring/evaluation';
import { upperGamma } from '../../explain/chiSquare.ts';
import type { Run } from '../../jobs/Run.ts';
import { pairedDelong } from '../../metrics/classification/pairedDelong.ts';
import { pickValues } from '../pickValues.ts';

export interface ModelScores {
  readonly title: string;
  /** [n], NaN is not scored. */
  readonly p: Float64Array;
  /** Customers at or above it are taken for events. */
  readonly threshold: number;
}

/**
 * Who would be treated otherwise by one model than by another, each at its own threshold, and whether their ROC-AUC differ. Only customers with a known
 * outcome that both have scored are looked at.
 * @param y [n], 1 is the event, 0 another outcome, anything else unknown
 * @throws Cancelled
 */
export async function swapSet(y: Uint8Array, model: ModelScores, against: ModelScores, run: Run): Promise<SwapSet> {
  const rows = scoredByBoth(y, model.p, against.p);
  const cells = { inOnly: cell(), outOnly: cell(), both: cell(), neither: cell() };
  for (const row of rows) {
    const [isIn, isOther] = [model.p[row] >= model.threshold, against.p[row] >= against.threshold];
    const at = isIn ? (isOther ? cells.both : cells.inOnly) : isOther ? cells.outOnly : cells.neither;
    at.n++;
    at.events += y[row];
  }
  const { aucDifference, pValue } = await compareAucs(y, model.p, against.p, run);
  const parts = { model: model.title, against: against.title, ...cells, aucDifference, pValue };
  return { ...parts, sentence: swapSentence(parts) };
}

/**
 * The paired test of two scores on the customers that both have scored; two-sided.
 * @returns a p-value of 1 where the scores rank alike, NaN where it cannot be told
 * Source: DeLong et al. (1988), doi:10.2307/2531595.
 */
export async function compareAucs(
  y: Uint8Array,
  a: Float64Array,
  b: Float64Array,
  run: Run,
): Promise<{ aucDifference: Measure; pValue: number }> {
  const rows = scoredByBoth(y, a, b);
  const pick = (p: Float64Array) => pickValues(p, rows, new Float64Array(rows.length));
  const outcomes = pickValues(y, rows, new Uint8Array(rows.length));
  const { difference, variance } = await pairedDelong(outcomes, pick(a), pick(b), run);
  if (variance === 0) return { aucDifference: difference, pValue: difference.value === 0 ? 1 : NaN };
  const pValue = Number.isNaN(variance) ? NaN : upperGamma(0.5, difference.value ** 2 / variance / 2);
  return { aucDifference: difference, pValue };
}

function scoredByBoth(y: Uint8Array, a: Float64Array, b: Float64Array): Int32Array {
  const rows = new Int32Array(y.length);
  let n = 0;
  for (let row = 0; row < y.length; row++)
    if (y[row] <= 1 && !Number.isNaN(a[row]) && !Number.isNaN(b[row])) rows[n++] = row;
  return rows.slice(0, n);
}

function cell(): { n: number; events: number } {
  return { n: 0, events: 0 };
}

function swapSentence(parts: Omit<SwapSet, 'sentence'>): string {
  const { model, against, inOnly, outOnly } = parts;
  const withEvents = ({ n, events }: { n: number; events: number }) =>
    `${formatThings(n, 'customer')} (${formatCount(events)} with the event)`;
  const swapped =
    inOnly.n + outOnly.n === 0
      ? `${model} and ${against} choose the same customers at their thresholds.`
      : `At their thresholds only ${model} chooses ${withEvents(inOnly)}, and only ${against} ${withEvents(outOnly)}.`;
  return `${swapped} ${aucSentence(parts)}`;
}

function aucSentence({ model, against, aucDifference, pValue }: Omit<SwapSet, 'sentence'>): string {
  const { value, low, high } = aucDifference;
  if (Number.isNaN(value)) return 'Their ROC-AUC cannot be compared, as all these customers have the same outcome.';
  if (value === 0 && low === high) return 'They rank these customers equally well.';
  const size = `${formatFixed(Math.abs(value), 4)}`;
  const [near, far] = value >= 0 ? [low, high] : [-high, -low];
  const [better, worse] = value >= 0 ? [model, against] : [against, model];
  const interval = `95 % ${formatFixed(near, 4)} to ${formatFixed(far, 4)}`;
  const chance = Number.isNaN(pValue) ? '' : pValue < 0.001 ? ', p < 0.001' : `, p = ${formatNumber(pValue, 2)}`;
  const verdict = near > 0 ? '' : '; this may be chance';
  return `The ROC-AUC of ${better} is ${size} higher than that of ${worse} (${interval}${chance}, n = ${formatCount(aucDifference.n)})${verdict}.`;
}
