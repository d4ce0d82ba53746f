import { formatFixed, formatThings } from '#shared/format';
import type { Monitoring } from '#shared/monitor/choices';
import type { ScoreReference } from '#shared/monitor/reference';
import type { MeasuredPerformance } from '#shared/monitor/result';
import { defaultScoring } from '#shared/scoring/choices';
import type { Measure } from '#shared/scoring/evaluation';
import type { Run } from '../jobs/Run.ts';
import { evaluate } from '../scoring/evaluate/evaluate.ts';
import { chanceOf } from './chances.ts';
import { difference } from './changes.ts';
import { lightOf, worst } from './lights.ts';
import { performanceOf } from './scoreReference.ts';

/** With fewer of either outcome nothing is measured. */
export const FEWEST_OF_EACH = 10;

/**
 * Figures of merit of a score on the later file, beside those of development.
 * @param p [n], scores
 * @param y [n], 1 event, 0 none, anything else not known
 * @returns a sentence where too few outcomes are known
 * @throws Cancelled
 */
export async function measurePerformance(
  reference: ScoreReference,
  p: Float64Array,
  y: Uint8Array,
  rule: Monitoring,
  run: Run,
): Promise<MeasuredPerformance | string> {
  const [events, others] = [countOf(y, 1), countOf(y, 0)];
  if (events + others === 0) return 'No outcomes are known yet, so nothing can be measured.';
  if (Math.min(events, others) < FEWEST_OF_EACH)
    return `Outcomes of ${formatThings(events + others, 'customer')} are known, ${formatThings(events, 'event')} among them: too few to measure, ${FEWEST_OF_EACH} of each are needed.`;
  const threshold = { ...defaultScoring().threshold, by: 'given' as const, value: reference.threshold };
  const evaluation = await evaluate({ y, p, foldOf: null, threshold }, run);
  const performance = performanceOf(evaluation);
  const before = reference.performance;
  const aucChange = performance.rocAuc && before.rocAuc && difference(performance.rocAuc, before.rocAuc);
  const found = [
    aucJudgement(aucChange, performance.rocAuc, rule),
    calibrationJudgement(performance.calibrationRatio, rule),
  ];
  return {
    performance,
    aucChange,
    calibration: evaluation.calibration.bins,
    light: worst(found.map(({ light }) => light)),
    sentences: found.map(({ sentence }) => sentence),
  };
}

function countOf(y: Uint8Array, outcome: number): number {
  let n = 0;
  for (const value of y) if (value === outcome) n++;
  return n;
}

const three = (value: number) => formatFixed(value, 3);
const interval = ({ low, high }: Measure) => `95 % ${three(low)} to ${three(high)}`;

function aucJudgement(change: Measure | null, now: Measure | null, rule: Monitoring) {
  if (!change || !now) return { light: 'green' as const, sentence: 'How well the score ranks cannot be compared.' };
  const level = `ROC-AUC ${three(now.value)} (${interval(now)})`;
  const isClear = chanceOf(change, 0) < rule.significance;
  if (!isClear || change.value > 0) {
    const how = isClear ? 'ranks better than' : 'ranks about as well as';
    return { light: 'green' as const, sentence: `The score ${how} at development: ${level}.` };
  }
  const light = lightOf(-change.value, rule.aucDrop);
  return { light, sentence: `The score ranks worse than at development: ${level}, ${three(-change.value)} lower.` };
}

function calibrationJudgement(ratio: Measure | null, rule: Monitoring) {
  if (!ratio) return { light: 'green' as const, sentence: 'How many events were foretold cannot be compared.' };
  const two = (value: number) => formatFixed(value, 2);
  const words = `${two(ratio.value)} times as many (95 % ${two(ratio.low)} to ${two(ratio.high)})`;
  const logged = { value: Math.log(ratio.value), low: Math.log(ratio.low), high: Math.log(ratio.high) };
  if (!(chanceOf(logged, 0) < rule.significance))
    return { light: 'green' as const, sentence: `About as many events happened as were foretold: ${words}.` };
  const off = Math.max(ratio.value, 1 / ratio.value) - 1;
  const light = lightOf(off, rule.calibration);
  return { light, sentence: `${ratio.value > 1 ? 'More' : 'Fewer'} events happened than were foretold: ${words}.` };
}
