import { formatFixed, formatPercent, joinWords } from '#shared/format';
import type { ClassifierId } from '#shared/scoring/choices';
import type { Evaluation, Measure } from '#shared/scoring/evaluation';
import type { Run } from '../../jobs/Run.ts';
import { compareAucs } from './swapSet.ts';

/** From what can be read line by line to what cannot. */
export const SIMPLEST_FIRST: readonly ClassifierId[] = [
  'scorecard',
  'logisticRegression',
  'gaussianNaiveBayes',
  'histGradientBoosting',
  'randomForest',
];

export interface Candidate {
  readonly id: ClassifierId;
  readonly title: string;
  readonly evaluation: Evaluation;
  /** [n], probability by a model that had not seen the customer; NaN is not scored. */
  readonly p: Float64Array;
}
export interface Recommended {
  readonly id: ClassifierId;
  /** Evidence and doubt, in words. */
  readonly reason: string;
  /** Whether its ROC-AUC is above that of tossing a coin, by its interval. */
  readonly beatsChance: boolean;
}

/**
 * The model to take: the simplest of those whose ROC-AUC cannot be told from the highest by the paired DeLong test (its 95 % interval of the difference
 * holds 0); the highest where none is. A model that is not above chance is never taken for its simplicity while the highest is.
 * @param y [n], 1 is the event, 0 another outcome, anything else unknown
 * @returns null without candidates
 * @throws Cancelled
 * Cost: one paired test for each model that is simpler than the best. Source: DeLong et al. (1988), doi:10.2307/2531595.
 */
export async function recommendModel(
  y: Uint8Array,
  candidates: readonly Candidate[],
  run: Run,
): Promise<Recommended | null> {
  const ranked = candidates
    .filter(({ evaluation }) => !Number.isNaN(evaluation.rocAuc.value))
    .sort((a, b) => b.evaluation.rocAuc.value - a.evaluation.rocAuc.value || rank(a) - rank(b));
  if (ranked.length === 0) return withoutArea(candidates);
  const [best] = ranked;
  if (!beatsChance(best))
    return { id: simplest(ranked).id, beatsChance: false, reason: chanceReason(best, simplest(ranked)) };
  const lower: Lower[] = [];
  const simpler = ranked.filter(one => rank(one) < rank(best) && beatsChance(one)).sort((a, b) => rank(a) - rank(b));
  for (const one of simpler) {
    const { aucDifference } = await compareAucs(y, best.p, one.p, run);
    if (aucDifference.low <= 0)
      return { id: one.id, beatsChance: true, reason: simplerReason(one, best, aucDifference) };
    lower.push({ title: one.title, by: aucDifference });
  }
  return { id: best.id, beatsChance: true, reason: bestReason(best, ranked, lower) };
}

/** A simpler model and by how much the best is above it. */
interface Lower {
  readonly title: string;
  readonly by: Measure;
}

function rank({ id }: Candidate): number {
  return SIMPLEST_FIRST.indexOf(id);
}

function simplest(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((found, one) => (rank(one) < rank(found) ? one : found));
}

function beatsChance({ evaluation }: Candidate): boolean {
  return evaluation.rocAuc.low > 0.5;
}

function withoutArea(candidates: readonly Candidate[]): Recommended | null {
  if (candidates.length === 0) return null;
  const { id, title } = simplest(candidates);
  const reason = `All tested customers have the same outcome, so no model can be judged; ${title} is shown because it is the simplest.`;
  return { id, beatsChance: false, reason };
}

function areaWords({ value, low, high }: Measure): string {
  return `${formatFixed(value, 3)} (95 % ${formatFixed(low, 3)} to ${formatFixed(high, 3)})`;
}

function chanceReason(best: Candidate, shown: Candidate): string {
  return `No model tells customers with the event from the others better than chance: the highest ROC-AUC is ${areaWords(best.evaluation.rocAuc)} by ${best.title}, and its interval holds 0.5. ${shown.title} is shown because it is the simplest; do not act on its scores.${fewEvents(best)}`;
}

function simplerReason(one: Candidate, best: Candidate, { value, low, high }: Measure): string {
  const lead =
    value === 0
      ? `${best.title} has the same ROC-AUC`
      : `${best.title} is ${formatFixed(value, 4)} higher (95 % ${formatFixed(low, 4)} to ${formatFixed(high, 4)} on the same customers), which may be chance`;
  return `${one.title} is recommended: its ROC-AUC is ${areaWords(one.evaluation.rocAuc)}; ${lead}, and ${one.title} is the simpler to explain.${doubts(one)}`;
}

function bestReason(best: Candidate, ranked: readonly Candidate[], lower: readonly Lower[]): string {
  const next = ranked.at(1);
  const against = next ? `, against ${areaWords(next.evaluation.rocAuc)} of ${next.title}` : '';
  const beaten =
    lower.length === 0
      ? ''
      : ` The simpler ${joinWords(lower.map(({ title }) => title))} ${lower.length === 1 ? 'is' : 'are'} lower by more than chance explains.`;
  const near = lower.find(({ by }) => by.value < SMALL_DIFFERENCE);
  const close = near
    ? ` ${near.title} lacks only ${formatFixed(near.by.value, 4)} (95 % ${formatFixed(near.by.low, 4)} to ${formatFixed(near.by.high, 4)}) and is the simpler to explain, if that matters more.`
    : '';
  return `${best.title} is recommended: it has the highest ROC-AUC, ${areaWords(best.evaluation.rocAuc)}${against}.${beaten}${close}${doubts(best)}`;
}

/** A difference of ROC-AUC that hardly changes whom a bank acts on. */
const SMALL_DIFFERENCE = 0.01;

/** What a reader should hold against the figures. */
function doubts(one: Candidate): string {
  const { calibration } = one.evaluation;
  const { slope, ratio } = calibration;
  const isOff = slope.low > 1 || slope.high < 1 || ratio.low > 1 || ratio.high < 1;
  const off = isOff
    ? ` Its probabilities need correcting: ${formatPercent(ratio.value, 0)} of the events foretold happened, and the calibration slope is ${formatFixed(slope.value, 2)}.`
    : '';
  return off + fewEvents(one);
}

const FEW_EVENTS = 100;

function fewEvents({ evaluation }: Candidate): string {
  const { n, nEvents } = evaluation;
  const fewest = Math.min(nEvents, n - nEvents);
  if (fewest >= FEW_EVENTS) return '';
  return ` Only ${fewest} customers ${nEvents <= n - nEvents ? 'had' : 'were without'} the event, fewer than the ${FEW_EVENTS} that a validation should rest on, so another sample may decide otherwise.`;
}
