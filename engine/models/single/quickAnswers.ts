import { BANDS, bandOf } from '#shared/scoring/bands';
import { shareOf } from '../../algorithms/histGradientBoosting.ts';
import type { EnsembleModel } from '../../algorithms/trees/EnsembleModel.ts';
import type { Run } from '../../jobs/Run.ts';
import { applyCalibration, correctPrior } from '../../scoring/calibrate/calibrate.ts';
import { treesOf } from '../../scoring/explain/contributionsOf.ts';
import { explainCustomer } from '../../scoring/explain/reasons.ts';
import { takeFeatures } from '../../scoring/features.ts';
import type { Scorer } from '../../scoring/Scored.ts';
import { answerCustomer, answerEvent, lineOf, type AnswerEvent } from '../answerCustomer.ts';
import { CustomerReader } from '../CustomerReader.ts';
import { inlineRun } from '../inlineRun.ts';
import type { LoadedModel } from '../LoadedModel.ts';
import type { ModelDocument } from '../ModelDocument.ts';
import { readyModel, type ReadyEvent } from '../ReadyModel.ts';
import { LaidTrees, type OwnKernels } from './LaidTrees.ts';
import { ownKernels } from './ownKernels.ts';
import { rowReader } from './rowReader.ts';
import { TreeWalk } from './TreeWalk.ts';

/**
 * Answers about single customers that come one after the other by the thousand: trees are laid out once, for answers and for reasons, and a row is
 * walked without making a table for it. The same bits as `LoadedModel.answer`.
 * @throws Cancelled
 * Cost: once, the memory of the trees and up to 256 MB for reasons; then some tenths of a millisecond for 100 trees, and O(nodes) more for reasons.
 */
export async function quickAnswers(document: ModelDocument, run: Run): Promise<LoadedModel['answer']> {
  const model = readyModel(document);
  const reader = new CustomerReader(model);
  const kernels = await ownKernels();
  const quick = new Map<ReadyEvent, AnswerEvent>();
  for (const event of model.events) {
    const ask = await quickEvent(event, kernels, run);
    if (ask) quick.set(event, ask);
  }
  const ask: AnswerEvent = (event, ...given) => (quick.get(event) ?? answerEvent)(event, ...given);
  const own = inlineRun();
  return async (values, options) => answerCustomer(model, await reader.read(values, own), options, own, ask);
}

/** Null where the event is not scored by trees. */
async function quickEvent(event: ReadyEvent, kernels: OwnKernels, run: Run): Promise<AnswerEvent | null> {
  const { scorer, plan, target, threshold, share, teller } = event;
  const ensemble = treesOf(scorer.model);
  if (!ensemble) return null;
  const walk = new TreeWalk(ensemble);
  const laid = await LaidTrees.of(ensemble, kernels, run);
  const read = rowReader(plan);
  const x = new Float64Array(plan.features.length);
  const isForest = (scorer.model as EnsembleModel).algorithm === 'randomForest';
  const scale = isForest ? 'probability' : 'logOdds';
  return (_event, table, { reasons }, one) => {
    if (reasons && !laid) return answerEvent(event, table, { reasons }, one);
    read(table, x);
    const raw = walk.answer(x);
    const probability = corrected(scorer, isForest ? Math.min(1, Math.max(0, raw)) : shareOf(raw));
    const band = bandOf(probability, share);
    const explained =
      reasons && laid
        ? explainCustomer(teller, takeFeatures(plan, table), { ...laid.contributions(x), scale, eventSign: 1 }, 0, 0)
        : null;
    return {
      target: target.name,
      eventWords: target.eventWords,
      purpose: target.purpose,
      probability,
      band: BANDS[band],
      threshold,
      isEvent: probability >= threshold,
      points: null,
      reasons: explained?.raises.map(({ short }) => short) ?? [],
      creditLine: lineOf(event, table, band),
    };
  };
}

function corrected({ prior, calibration }: Scorer, answer: number): number {
  const raw = Float64Array.of(answer);
  const real = prior ? correctPrior(raw, prior.trained, prior.real) : raw;
  return (calibration ? applyCalibration(calibration, real) : real)[0];
}
