import type { Evaluation } from '#shared/scoring/evaluation';
import type { Threshold } from '#shared/scoring/choices';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { averagePrecision } from '../../metrics/classification/averagePrecision.ts';
import { brier } from '../../metrics/classification/brier.ts';
import { brierParts } from '../../metrics/classification/brierParts.ts';
import { calibrationBins, calibrationCurve } from '../../metrics/classification/calibrationCurve.ts';
import { calibrationLine } from '../../metrics/classification/calibrationLine.ts';
import { shareMeasure } from '../../metrics/classification/confusion.ts';
import { precisionRecallCurve, rocCurve } from '../../metrics/classification/curves.ts';
import { clusteredAuc } from '../../metrics/classification/clusteredAuc.ts';
import { gini } from '../../metrics/classification/gini.ts';
import { kolmogorovSmirnov } from '../../metrics/classification/kolmogorovSmirnov.ts';
import { liftTable } from '../../metrics/classification/liftTable.ts';
import { logLoss } from '../../metrics/classification/logLoss.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { scoreGroups, type ScoreGroups } from '../../metrics/classification/scoreGroups.ts';
import { scoreHistogram } from '../../metrics/classification/scoreHistogram.ts';
import { atThreshold } from './atThreshold.ts';
import { chooseThreshold } from './chooseThreshold.ts';
import { crossFitted, foldOutcome } from './crossFitted.ts';
import { eachFold, foldAuc, foldSpread, type FoldedScores } from './eachFold.ts';
import { hosmerLemeshow } from './hosmerLemeshow.ts';
import { selectScored } from './selectScored.ts';

export interface ScoredOutcomes {
  /** [n], 1 is the event, 0 another outcome, anything else unknown. */
  readonly y: Uint8Array;
  /** [n], probability given by a model that had not seen the customer; NaN is not scored. With repeats: of the first (see OutOfFold). */
  readonly p: Float64Array;
  /** [n], fold that each customer was tested in; null where there is one part to test on. */
  readonly foldOf: Uint8Array | Int32Array | null;
  /** [n], rows that belong together have the same number, -1 is on its own; widens the intervals of ROC-AUC and Gini. */
  readonly clusterOf?: Int32Array | null;
  readonly threshold: Threshold;
  /** ROC-AUC of every fold of every repeat, where folds were drawn more than once; taken instead of those by `foldOf`. */
  readonly foldAucs?: readonly number[];
}

/**
 * Every figure of merit of a score, each with n and a 95 % interval. Customers without a score or a known outcome are left out. Where one class has no
 * customers the figures that compare the two are NaN. Where rows belong together only the intervals of ROC-AUC and Gini allow for it.
 * @throws Cancelled
 * Cost: one sort and some twenty passes over the distinct scores; 1,000,000 customers take about a second.
 */
export async function evaluate(given: ScoredOutcomes, run: Run): Promise<Evaluation> {
  const { y, p, foldOf, clusterOf } = selectScored(given.y, given.p, given.foldOf, given.clusterOf);
  const groups = await scoreGroups(y, p, run);
  const { n, nEvents } = groups;
  await pause(run);
  const area = clusterOf ? rocAuc(groups, clusteredAuc(y, groups, clusterOf)) : rocAuc(groups);
  const { at: ksAt, ...ks } = kolmogorovSmirnov(groups);
  const ranks = { rocAuc: area, gini: gini(area), ks, ksAt, prAuc: averagePrecision(groups) };
  await pause(run);
  const losses = { logLoss: logLoss(groups), brier: brier(groups) };
  const calibration = await calibrationOf(groups, run);
  await pause(run);
  const roc = rocCurve(groups);
  await pause(run);
  const precisionRecall = precisionRecallCurve(groups);
  await pause(run);
  const folds = foldOf ? await judgeFolds({ y, foldOf, groups }, given.threshold, run) : null;
  await pause(run);
  return {
    n,
    nEvents,
    prevalence: shareMeasure(nEvents, n),
    ...ranks,
    ...losses,
    brierParts: brierParts(calibrationBins(groups), losses.brier.value),
    calibration,
    roc,
    precisionRecall,
    lift: liftTable(groups),
    at: atThreshold(groups, chooseThreshold(groups, given.threshold), given.threshold, folds?.crossFitted ?? null),
    histogram: scoreHistogram(groups),
    folds: foldSpread(given.foldAucs ?? folds?.rocAucs ?? [area.value], folds?.rocAucs.length ?? 1),
  };
}

async function judgeFolds(scores: FoldedScores, choice: Threshold, run: Run) {
  const rocAucs = [];
  const outcomes = [];
  for await (const parts of eachFold(scores, run)) {
    rocAucs.push(foldAuc(parts));
    outcomes.push(foldOutcome(parts, choice));
  }
  return { rocAucs, crossFitted: crossFitted(outcomes, choice) };
}

async function calibrationOf(groups: ScoreGroups, run: Run): Promise<Evaluation['calibration']> {
  const bins = calibrationBins(groups);
  const expected = bins.reduce((sum, bin) => sum + bin.expected, 0);
  const observed = shareMeasure(groups.nEvents, groups.n);
  const foretold = expected / groups.n;
  return {
    ...(await calibrationLine(groups, run)),
    ratio: {
      value: observed.value / foretold,
      low: observed.low / foretold,
      high: observed.high / foretold,
      n: groups.n,
    },
    test: hosmerLemeshow(bins),
    bins: calibrationCurve(bins),
  };
}
