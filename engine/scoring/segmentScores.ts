import { formatCount, formatPercent } from '#shared/format';
import { BANDS } from '#shared/scoring/bands';
import type { SegmentScores } from '#shared/scoring/result';
import { wilsonInterval } from '../explain/intervals.ts';
import { chosenScores, type Scored } from './Scored.ts';

export interface SegmentsOfBook {
  /** [nRows], 0-based segment; below 0 for none. */
  readonly labels: Int32Array;
  readonly segments: readonly { readonly id: number; readonly name: string }[];
  /** What each customer owes or holds, NaN where it is not known. */
  readonly exposure: { readonly column: string; readonly values: Float64Array } | null;
}

/** Which segments the events are expected in, and what that costs. */
export function segmentScores(scored: Scored, { labels, segments, exposure }: SegmentsOfBook): SegmentScores {
  const p = chosenScores(scored);
  const { threshold, at } = scored.result;
  const rows = segments.map(({ id, name }, k) => {
    const bands = BANDS.map(() => 0);
    let [n, sum, known, events, nAbove, net, loss] = [0, 0, 0, 0, 0, 0, 0];
    for (let row = 0; row < p.length; row++) {
      if (labels[row] !== k) continue;
      n++;
      sum += p[row];
      bands[scored.bands[row]]++;
      if (p[row] >= at.threshold) {
        nAbove++;
        net += p[row] * threshold.successRate * threshold.valueSaved - threshold.contactCost;
      }
      if (exposure && exposure.values[row] > 0) loss += p[row] * exposure.values[row];
      if (scored.y[row] < 0) continue;
      known++;
      events += scored.y[row];
    }
    const rate = known > 0 ? { value: events / known, ...wilsonInterval(events, known), n: known } : null;
    return {
      id,
      name,
      n,
      meanScore: n > 0 ? sum / n : Number.NaN,
      expectedEvents: sum,
      events,
      known,
      rate,
      bands,
      nAbove,
      expectedLoss: exposure ? loss : null,
      expectedNet: net,
    };
  });
  return { segments: rows, exposure: exposure?.column ?? null, sentence: sentenceOf(rows, scored) };
}

function sentenceOf(rows: SegmentScores['segments'], { result }: Scored): string {
  const filled = rows.filter(({ n }) => n > 0);
  if (filled.length === 0) return 'No customer is in a segment.';
  const worst = filled.reduce((a, b) => (b.meanScore > a.meanScore ? b : a));
  const total = filled.reduce((sum, { expectedEvents }) => sum + expectedEvents, 0);
  const seen = worst.rate
    ? `; among its ${formatCount(worst.known)} with a known outcome ${formatPercent(worst.rate.value)} had it (95 % interval ${formatPercent(worst.rate.low)} to ${formatPercent(worst.rate.high)})`
    : '';
  return `That ${result.target.eventWords} is most probable in ${worst.name}: ${formatPercent(worst.meanScore)} on average${seen}. It holds ${formatPercent(worst.n / filled.reduce((sum, { n }) => sum + n, 0))} of the customers and ${formatPercent(worst.expectedEvents / total)} of the events that are expected.`;
}
