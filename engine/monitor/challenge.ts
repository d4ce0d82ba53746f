import { AppError } from '#shared/errors';
import { formatFixed, formatThings } from '#shared/format';
import type { LearnFrom, ModelChallenge } from '#shared/monitor/challenge';
import type { ScoreReference } from '#shared/monitor/reference';
import type { ClassifierId, Scoring } from '#shared/scoring/choices';
import type { Evaluation } from '#shared/scoring/evaluation';
import type { Run } from '../jobs/Run.ts';
import { evaluate } from '../scoring/evaluate/evaluate.ts';
import { swapSet } from '../scoring/evaluate/swapSet.ts';
import { fitModel } from '../scoring/fitModels.ts';
import { drawFolds } from '../scoring/folds/drawFolds.ts';
import type { Fold } from '../scoring/folds/Fold.ts';
import { learningRows } from '../scoring/learningRows.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import { sharedFloat64, sharedInt32 } from '../table/Matrix.ts';
import { FEWEST_OF_EACH } from './measurePerformance.ts';
import { performanceOf } from './scoreReference.ts';

export interface ChallengeInput {
  readonly learnFrom: LearnFrom;
  readonly id: ClassifierId;
  readonly options: Readonly<Record<string, unknown>>;
  readonly scoring: Scoring;
  readonly reference: ScoreReference;
  /** Features of both sides with the same levels, and their outcomes: 1 event, 0 none, anything else not known. */
  readonly development: { readonly x: FeatureTable; readonly y: Int8Array };
  readonly later: { readonly x: FeatureTable; readonly y: Uint8Array };
  /** [later], scores of the model in use. */
  readonly p: Float64Array;
  /** [later], row of the same customer at development; -1 where there is none. */
  readonly sameAs: Int32Array;
  readonly label: string;
  readonly file: { readonly name: string; readonly sha256: string };
  /** The later customers are those of development whose outcomes became known since; the model in use scored each by a fit without them. */
  readonly isFeedback?: boolean;
}

const FOLDS = 5;

/**
 * Fits the recipe anew with later customers and judges it and the model in use on the same later customers. The challenger is judged by cross-validation:
 * each later customer by a model that had seen neither them nor their row at development. The model in use was fitted before the later customers came, so
 * that they are held out for it too, but for customers that are in both files.
 * @throws AppError `monitor.fewOutcomes`; Cancelled
 * Cost: six fits.
 */
export async function challenge(input: ChallengeInput, run: Run): Promise<ModelChallenge> {
  const { later, development, learnFrom, reference, p } = input;
  const [events, others] = [1, 0].map(outcome => later.y.filter(value => value === outcome).length);
  if (Math.min(events, others) < FEWEST_OF_EACH)
    throw new AppError('monitor.fewOutcomes', { name: input.file.name, events, others, need: FEWEST_OF_EACH });
  const nDevelopment = learnFrom === 'both' ? development.x.nRows : 0;
  const x = learnFrom === 'both' ? stacked(development.x, later.x) : later.x;
  const y = outcomesOf(learnFrom === 'both' ? development.y : new Int8Array(0), later.y);
  const rows = learningRows(y, input.scoring.mostRows, run);
  const folds = await laterFolds({ ...input, nDevelopment, rows }, run);
  const fitting = { x, y, rows, scoring: input.scoring, folds, scoringFolds: folds };
  const quiet: Run = { ...run, progress: () => undefined };
  const { scores } = await fitModel(input.id, input.options, fitting, quiet, (part, of) =>
    run.progress(part, of, 'Fitting the challenger'),
  );
  const ofChallenger = scores.p.subarray(nDevelopment);
  const { threshold } = input.scoring;
  const given = { ...threshold, by: 'given' as const, value: reference.threshold };
  const judge = (own: Float64Array, choice: Scoring['threshold']) =>
    evaluate({ y: later.y, p: own, foldOf: null, threshold: choice }, run);
  const champion = await judge(p, given);
  const challenger = await judge(ofChallenger, threshold);
  const model = (title: string, own: Float64Array, { at }: Evaluation) => ({ title, p: own, threshold: at.threshold });
  const swap = await swapSet(
    later.y,
    model('the challenger', ofChallenger, challenger),
    model('the model in use', p, champion),
    run,
  );
  const known = rows.filter(row => row < nDevelopment).length;
  const nShared = input.sameAs.filter(row => row >= 0).length;
  const parts = { n: champion.n, nDevelopment: known, nShared, learnFrom };
  return {
    ...parts,
    swap,
    eventWords: reference.target.eventWords,
    model: reference.model.title,
    label: input.label,
    file: input.file,
    nEvents: champion.nEvents,
    champion: performanceOf(champion),
    challenger: performanceOf(challenger),
    isBetter: swap.aucDifference.low > 0,
    sentence: verdict(swap, champion, challenger),
    protocol: input.isFeedback ? feedbackProtocol(parts, folds.length) : protocolWords(parts, folds.length),
  };
}

function outcomesOf(development: Int8Array, later: Uint8Array): Int8Array {
  const y = new Int8Array(new SharedArrayBuffer(development.length + later.length));
  y.set(development);
  for (let i = 0; i < later.length; i++) y[development.length + i] = later[i] <= 1 ? later[i] : -1;
  return y;
}

/** Both tables below each other; their features are the same. */
function stacked(above: FeatureTable, below: FeatureTable): FeatureTable {
  const nRows = above.nRows + below.nRows;
  const features = above.features.map((feature, f) => {
    const other = below.features[f];
    if (feature.kind === 'number' && other.kind === 'number') {
      const values = sharedFloat64(nRows);
      values.set(feature.values);
      values.set(other.values, above.nRows);
      return { ...feature, values };
    }
    if (feature.kind !== 'category' || other.kind !== 'category')
      throw new TypeError(`${feature.name} changed its kind`);
    const codes = sharedInt32(nRows);
    codes.set(feature.codes);
    codes.set(other.codes, above.nRows);
    return { ...feature, codes };
  });
  return { nRows, features };
}

/** Folds of the later customers; development customers are learned from in each, but for those who are tested. */
async function laterFolds(
  { later, sameAs, nDevelopment, rows }: ChallengeInput & { nDevelopment: number; rows: Int32Array },
  run: Run,
): Promise<Fold[]> {
  const validation = { kind: 'stratified' as const, nFolds: FOLDS, repeats: 1, column: null };
  const drawn = await drawFolds({ y: later.y, nRows: later.y.length, groups: null, days: null }, validation, run);
  return drawn.folds.map(fold => {
    const tested = new Set(Array.from(fold.test, row => row + nDevelopment));
    if (nDevelopment > 0) for (const row of fold.test) if (sameAs[row] >= 0) tested.add(sameAs[row]);
    return { ...fold, train: rows.filter(row => !tested.has(row)), test: fold.test.map(row => row + nDevelopment) };
  });
}

function verdict(swap: ModelChallenge['swap'], champion: Evaluation, challenger: Evaluation): string {
  const three = (value: number) => formatFixed(value, 3);
  const areas = `ROC-AUC ${three(challenger.rocAuc.value)} against ${three(champion.rocAuc.value)}`;
  const { low, high } = swap.aucDifference;
  if (low > 0) return `The challenger ranks these customers better than the model in use: ${areas}.`;
  if (high < 0) return `The challenger ranks these customers worse than the model in use: ${areas}. Keep the model.`;
  return `The challenger is not clearly better than the model in use: ${areas}. There is no reason to replace it by how it ranks.`;
}

function feedbackProtocol({ n, nDevelopment }: Pick<ModelChallenge, 'n' | 'nDevelopment'>, nFolds: number): string {
  return `Both are judged by the ${formatThings(n, 'customer')} of this project whose outcomes came in by feedback, each scored by a fit that had not seen them. The challenger is fitted ${formatThings(nFolds, 'time')} by the same recipe from the others with what is known of them now, and ${formatThings(nDevelopment, 'customer')} whose outcomes are as they were. The interval of the difference is DeLong’s for paired scores.`;
}

function protocolWords(
  { n, nDevelopment, nShared, learnFrom }: Pick<ModelChallenge, 'n' | 'nDevelopment' | 'nShared' | 'learnFrom'>,
  nFolds: number,
): string {
  const learned =
    learnFrom === 'both'
      ? `${formatThings(nDevelopment, 'customer')} of development and the other later customers`
      : 'the other later customers';
  const shared =
    nShared > 0
      ? ` ${formatThings(nShared, 'customer')} ${nShared === 1 ? 'is' : 'are'} in both files: the model in use had seen them at development, the challenger judged on them had not.`
      : '';
  return `Both are judged by the same ${formatThings(n, 'later customer')} with a known outcome. The challenger is fitted ${formatThings(nFolds, 'time')} by the same recipe from ${learned}, and each customer is scored by the fit without them. The interval of the difference is DeLong’s for paired scores.${shared}`;
}
