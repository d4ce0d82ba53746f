import { formatPercent } from '#shared/format';
import type { Monitoring } from '#shared/monitor/choices';
import type { NumberDistribution, ScoreReference } from '#shared/monitor/reference';
import type { ScoreDrift } from '#shared/monitor/result';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import { numberBins } from './binCounts.ts';
import { shareChange } from './changes.ts';
import { indexWords } from './columnJudgement.ts';
import { countCells } from './countCells.ts';
import { estimatePerformance } from './estimatePerformance.ts';
import { ksTest } from './ksTest.ts';
import { lightOf } from './lights.ts';
import { measurePerformance } from './measurePerformance.ts';
import { stabilityIndex } from './stabilityIndex.ts';

export interface LaterScores {
  /** [n], probability of the event. */
  readonly p: Float64Array;
  /** [n], 1 event, 0 none, anything else not known. */
  readonly y: Uint8Array;
}

/** The score of one event on the later file against development. @throws Cancelled */
export async function scoreDrift(
  reference: ScoreReference,
  { p, y }: LaterScores,
  rule: Monitoring,
  run: Run,
): Promise<ScoreDrift> {
  await pause(run);
  const { distribution, threshold, performance } = reference;
  const counted = countCells(p, Float64Array.from(distribution.points), run);
  const bins = numberBins(distribution, counted);
  const index = stabilityIndex(
    bins.map(({ before }) => before),
    bins.map(({ now }) => now),
  );
  const isChanged = index !== null && index.pValue < rule.significance;
  const light = isChanged ? lightOf(index.value, rule.psi) : 'green';
  const measured = await measurePerformance(reference, p, y, rule, run);
  const means = distribution.mean === null ? null : { before: distribution.mean, now: counted.mean };
  const parts = { index, means, light };
  return {
    eventWords: reference.target.eventWords,
    model: reference.model.title,
    ks: ksTest(distribution, counted),
    bins,
    aboveThreshold: shareChange(aboveIn(distribution, threshold), { hits: countAbove(p, threshold), n: p.length }),
    development: performance,
    estimated: await estimatePerformance(reference, p, rule, run),
    measured: typeof measured === 'string' ? null : measured,
    notMeasured: typeof measured === 'string' ? measured : null,
    ...parts,
    sentence: scoreSentence(parts),
  };
}

function countAbove(p: Float64Array, threshold: number): number {
  let n = 0;
  for (const score of p) if (score >= threshold) n++;
  return n;
}

/** Customers of development at or above the threshold, as near as the points tell. */
function aboveIn({ points, at, between }: NumberDistribution, threshold: number): { hits: number; n: number } {
  let [hits, n] = [0, 0];
  for (let i = 0; i < points.length; i++) {
    const inside = i > 0 ? between[i] : 0;
    n += inside + at[i];
    if (points[i] >= threshold) hits += at[i];
    if (i > 0) hits += inside * shareAbove(points[i - 1], points[i], threshold);
  }
  return { hits, n };
}

function shareAbove(low: number, high: number, threshold: number): number {
  if (threshold <= low) return 1;
  return threshold >= high ? 0 : (high - threshold) / (high - low);
}

function scoreSentence({ index, means, light }: Pick<ScoreDrift, 'index' | 'means' | 'light'>): string {
  if (!index || !means) return 'The score has the same single value as before.';
  const words = indexWords(index);
  if (light === 'green') return `The scores are spread as at development: ${words}.`;
  const mean = `the mean probability went from ${formatPercent(means.before)} to ${formatPercent(means.now)}`;
  return `The scores have shifted${light === 'red' ? ' much' : ''}: ${words}; ${mean}.`;
}
