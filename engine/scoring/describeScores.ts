import { formatCount, formatFixed, formatPercent } from '#shared/format';
import { BAND_RULE } from '#shared/scoring/bands';
import type { ClassifierId, Scoring, Validation } from '#shared/scoring/choices';
import type { Evaluation, SwapSet } from '#shared/scoring/evaluation';
import type { ModelResult, ScoringResult } from '#shared/scoring/result';
import type { Imported } from '../import/Imported.ts';
import { withSeed, type Run } from '../jobs/Run.ts';
import { bandsOf, bandSummaries, shareOfEvents } from './bandSummaries.ts';
import { challengeOf, fairnessOf, statementsOf } from './describeParts.ts';
import { explainScores } from './explainScores.ts';
import { recommendModel, type Candidate } from './evaluate/recommendModel.ts';
import { swapSet } from './evaluate/swapSet.ts';
import { evaluateModel, outcomesOf } from './evaluateModel.ts';
import { foldKeys } from './foldKeys.ts';
import { featureSummary, takeFeatures } from './features.ts';
import { testedScores, type ModelScorers, type ModelScores, type Scored, type ScoringBase } from './Scored.ts';
import { calibrationWords, resamplingWords, searchWords, validationWords } from './validationWords.ts';

export interface Describing {
  readonly imported: Imported;
  readonly scoring: Scoring;
  readonly seed: number;
}

/**
 * Says what scores mean: figures with intervals, the recommended model and why, reasons, fairness, the independent challenge.
 * @param scorers called where a model has to be asked again
 * @param before an earlier description of the same scores: what does not depend on a threshold is taken from it where the model in use is the same
 * @throws Cancelled
 */
export async function describeScores(
  base: ScoringBase,
  scorers: () => Promise<readonly ModelScorers[]>,
  { imported, scoring, seed }: Describing,
  given: Run,
  before: Scored | null = null,
): Promise<Scored> {
  const run = withSeed(given, seed);
  const judged = await judgeModels(base, { imported, scoring, seed }, run);
  const { id, chosen } = judged;
  const { evaluation, p: tested } = judged.models[chosen];
  const { at } = evaluation;
  const x = takeFeatures(base.plan, imported.table);
  const share = shareOfEvents(base.target);
  const bands = bandsOf(base.models[chosen].p, share);
  const kept = before?.result.chosen === id ? before.result : null;
  const part = { base, model: base.models[chosen], imported, x, tested, threshold: at.threshold };
  const result: ScoringResult = {
    target: base.target,
    nCustomers: x.nRows,
    nLearned: base.nLearned,
    features: base.plan.features.map(featureSummary),
    leftOut: [...base.leftOut],
    leaks: [...base.leaks],
    ...validationOf(scoring, evaluation),
    models: judged.models.map(({ evaluation: figures }, i) => modelResult(base.models[i], figures)),
    recommended: judged.recommended,
    recommendation: judged.reason,
    chosen: id,
    threshold: scoring.threshold,
    at,
    swapSets: await swapSets(judged, outcomesOf(base), run),
    bands: bandSummaries(base.models[chosen].p, base.y, bands, share),
    bandRule: BAND_RULE,
    explanation: kept?.explanation ?? (await explainScores(part, (await scorers())[chosen], run)),
    statements: before?.result.statements ?? (await statementsOf(part, run)),
    fairness: await fairnessOf(part, run),
    challenge: kept ? kept.challenge : await challengeOf(part, run),
    headline: headlineOf(base, id, evaluation),
    notes: [...base.notes],
  };
  return { ...base, chosen, bands, result };
}

/** Rows that were kept together, which makes what is known of them less than their number. */
function groupsOf(imported: Imported, validation: Validation): Int32Array | null {
  if (validation.kind !== 'grouped') return null;
  return foldKeys(
    imported,
    validation,
    Int32Array.from({ length: imported.table.nRows }, (_none, row) => row),
  ).groups;
}

interface Judged {
  readonly models: readonly Candidate[];
  readonly recommended: ClassifierId;
  readonly reason: string;
  readonly id: ClassifierId;
  readonly chosen: number;
}

async function judgeModels(base: ScoringBase, { imported, scoring }: Describing, run: Run): Promise<Judged> {
  const { threshold, validation } = scoring;
  const clusterOf = groupsOf(imported, validation);
  const models: Candidate[] = [];
  for (const model of base.models) {
    run.progress(models.length, base.models.length, 'Judging models');
    const evaluation = await evaluateModel(base, model, { threshold, clusterOf }, run);
    models.push({ id: model.id, title: model.title, evaluation, p: testedScores(base, model) });
  }
  const found = await recommendModel(outcomesOf(base), models, run);
  const recommended = found?.id ?? models[0].id;
  const wanted = models.findIndex(({ id }) => id === scoring.chosen);
  const chosen = wanted < 0 ? models.findIndex(({ id }) => id === recommended) : wanted;
  return { models, recommended, reason: found?.reason ?? '', id: models[chosen].id, chosen };
}

/** The model in use against each of the others, each at its own threshold. */
async function swapSets({ models, chosen }: Judged, y: Uint8Array, run: Run): Promise<SwapSet[]> {
  const sides = models.map(({ title, p, evaluation }) => ({ title, p, threshold: evaluation.at.threshold }));
  const sets: SwapSet[] = [];
  for (const [i, other] of sides.entries()) if (i !== chosen) sets.push(await swapSet(y, sides[chosen], other, run));
  return sets;
}

function modelResult({ id, title, options, notes }: ModelScores, evaluation: Evaluation): ModelResult {
  return { id, title, options: { ...options }, evaluation, notes: [...notes] };
}

function validationOf(scoring: Scoring, evaluation: Evaluation) {
  const { kind, repeats } = scoring.validation;
  const nFolds = kind === 'outOfTime' ? 1 : evaluation.folds.rocAuc.length / repeats;
  return {
    validation: { kind, nFolds, repeats, text: validationWords(scoring.validation, nFolds, evaluation.n) },
    resampling: { kind: scoring.resampling, text: resamplingWords(scoring.resampling) },
    calibration: { kind: scoring.calibration, text: calibrationWords(scoring.calibration) },
    search: searchWords(scoring.searchTrials),
  };
}

function headlineOf({ target, models }: ScoringBase, id: ClassifierId, { rocAuc, lift, n }: Evaluation): string {
  const title = models.find(model => model.id === id)!.title;
  const auc = `${formatFixed(rocAuc.value, 3)} (95 % interval ${formatFixed(rocAuc.low, 3)} to ${formatFixed(rocAuc.high, 3)}, n = ${formatCount(n)})`;
  const [top] = lift;
  return `${title} ranks customers by whether ${target.eventWords} with ROC-AUC ${auc}; of the tenth with the highest scores ${formatPercent(top.rate.value)} had it, ${formatFixed(top.lift, 1)} times the share of all.`;
}
