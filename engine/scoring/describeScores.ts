import { formatCount, formatFixed, formatPercent } from '#shared/format';
import { BAND_RULE } from '#shared/scoring/bands';
import type { ClassifierId, Scoring } from '#shared/scoring/choices';
import type { Evaluation } from '#shared/scoring/evaluation';
import type { ScoringResult } from '#shared/scoring/result';
import type { Imported } from '../import/Imported.ts';
import { withSeed, type Run } from '../jobs/Run.ts';
import { bandsOf, bandSummaries, shareOfEvents } from './bandSummaries.ts';
import { challenge } from './challenge/challenge.ts';
import { evaluateModel, testedRows } from './evaluateModel.ts';
import { recommendModel } from './evaluate/recommend.ts';
import { swapSet } from './evaluate/swapSet.ts';
import { explainScores } from './explainScores.ts';
import { fairness } from './fairness/fairness.ts';
import { takeFeatures } from './features.ts';
import { statements } from './statements/statements.ts';
import { testedScores, type ModelScorers, type Scored, type ScoringBase } from './Scored.ts';
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
  const evaluations: Evaluation[] = [];
  const answers = base.models.map(model => testedScores(base, model));
  for (const model of base.models) evaluations.push(await evaluateModel(base, model, scoring.threshold, run));
  const recommended = recommendModel(
    base.models.map(({ id, title }, i) => ({ id, title, evaluation: evaluations[i], p: answers[i] })),
    base.y,
  );
  const id = chosenId(base, scoring, recommended.id);
  const chosen = base.models.findIndex(model => model.id === id);
  const { p } = base.models[chosen];
  const tested = answers[chosen];
  const { at } = evaluations[chosen];
  const share = shareOfEvents(base.target);
  const isSameModel = before?.result.chosen === id;
  const x = takeFeatures(base.plan, imported.table);
  const bands = bandsOf(p, share);
  const rows = testedRows(base.y, tested);
  const parts = isSameModel
    ? {
        explanation: before.result.explanation,
        challenge: before.result.challenge,
        statements: before.result.statements,
      }
    : {
        explanation: await explainScores({ base, x, scorers: (await scorers())[chosen] }, run),
        challenge: await challenge({ x, y: base.y, p: tested, threshold: at.threshold }, run),
        statements: before?.result.statements ?? (await statements({ imported, base }, run)),
      };
  const result: ScoringResult = {
    target: base.target,
    nCustomers: x.nRows,
    nLearned: base.nLearned,
    features: base.plan.features.map(({ name, column, kind, transform, levels }) => ({
      name,
      column,
      kind,
      transform,
      nLevels: levels.length,
    })),
    leftOut: [...base.leftOut],
    leaks: [...base.leaks],
    ...validationOf(scoring, evaluations[chosen], rows.length),
    models: base.models.map((model, i) => ({
      id: model.id,
      title: model.title,
      options: { ...model.options },
      evaluation: evaluations[i],
      notes: [...model.notes],
    })),
    recommended: recommended.id,
    recommendation: recommended.reason,
    chosen: id,
    threshold: scoring.threshold,
    at,
    swapSets: base.models.flatMap((other, i) =>
      i === chosen
        ? []
        : [
            swapSet(
              { id, title: base.models[chosen].title, p: tested, threshold: at.threshold },
              { id: other.id, title: other.title, p: answers[i], threshold: evaluations[i].at.threshold },
              base.y,
            ),
          ],
    ),
    bands: bandSummaries(p, base.y, bands, share),
    bandRule: BAND_RULE,
    ...parts,
    fairness: await fairness({ imported, y: base.y, p: tested, threshold: at.threshold, x }, run),
    headline: headlineOf(base, id, evaluations[chosen]),
    notes: [...base.notes],
  };
  return { ...base, chosen, bands, result };
}

function chosenId({ models }: ScoringBase, { chosen }: Scoring, recommended: ClassifierId): ClassifierId {
  return chosen !== null && models.some(({ id }) => id === chosen) ? chosen : recommended;
}

function validationOf(scoring: Scoring, evaluation: Evaluation, nTested: number) {
  const { kind, repeats } = scoring.validation;
  const nFolds = kind === 'outOfTime' ? 1 : evaluation.folds.rocAuc.length / repeats;
  return {
    validation: { kind, nFolds, repeats, text: validationWords(scoring.validation, nFolds, nTested) },
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
