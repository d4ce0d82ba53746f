import { note, type Note } from '#shared/notes';
import { flag, int, number } from '#shared/option';
import type { Run } from '../jobs/Run.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import { sharedFloat64, sharedUint8 } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { ClassifierModel, ModelFeature } from './ClassifierModel.ts';
import { defineClassifier, type Training } from './defineAlgorithm.ts';
import { modelFeatures, sharedValues, toShared } from './linear/featureValues.ts';
import { probabilityOf } from './linear/answerTask.ts';
import type { PointsInput, PointsLookup } from './scorecard/answerTask.ts';
import type { BinInput } from './scorecard/binTask.ts';
import { classTexts } from './scorecard/classTexts.ts';
import { fitWeights, type EvidenceWeights } from './scorecard/fitWeights.ts';
import type { BinChoices, ClassCounts, FeatureClasses } from './scorecard/ScoreClasses.ts';

/** One line of the points table. */
export interface ScoredClass extends ClassCounts {
  readonly text: string;
  readonly points: number;
}
/** A feature of the card. */
export interface ScoredFeature {
  /** Index into the model's features. */
  readonly feature: number;
  readonly found: FeatureClasses;
  /** Of its weight of evidence in the log-odds of the event: below 0. */
  readonly coefficient: number;
  /** Points where a value says nothing: a gap where training had none, a level without training rows. */
  readonly neutralPoints: number;
  readonly table: readonly ScoredClass[];
}
export interface ScorecardModel extends ClassifierModel {
  readonly algorithm: 'scorecard';
  readonly card: readonly ScoredFeature[];
  /** Every feature that was looked at: its information value, and whether it is on the card or why not. */
  readonly candidates: readonly { readonly feature: number; readonly iv: number; readonly use: CandidateUse }[];
  /** Points that everyone has: the whole score where no feature is on the card, else 0. */
  readonly basePoints: number;
  readonly scale: { readonly pdo: number; readonly baseScore: number; readonly baseOdds: number };
  readonly intercept: number;
}
export type CandidateUse = 'used' | 'weak' | 'tooStrong' | 'beyondMost' | 'turned';

interface Scale {
  readonly pdo: number;
  readonly baseScore: number;
  readonly baseOdds: number;
}

/**
 * A points scorecard. Numbers are cut into classes of as equal counts as repeated values allow, merged until the event rate only rises or only falls, each
 * class has its least share of the rows and so many that `minEvents` events and others are to be expected in it, and there are no more than wanted. Levels
 * of a category are ordered by event rate and merged likewise, those too small for that together; gaps are a class of their own. Weights of evidence are
 * ln(share of others / share of events), 0 for rare levels or gaps that are too few. Features are chosen by information value, a logistic regression weighs
 * their evidence, and those that turn against it are left out. Points of a class are
 * −factor × coefficient × evidence + (offset − factor × intercept) / features, with factor = pdo / ln 2 and offset = baseScore − factor × ln(baseOdds):
 * a score is the sum of the points, higher is better, and the probability of the event follows from it.
 *
 * Cost: a sort of each feature of numbers, then logistic regression on the chosen ones. @throws Cancelled
 * Sources: Siddiqi (2006; 2nd ed. 2017), doi:10.1002/9781119282396; Ayer et al. (1955), doi:10.1214/aoms/1177728423.
 */
export const scorecard = defineClassifier({
  task: 'classification',
  id: 'scorecard',
  title: 'Scorecard',
  help: "Points per class of each feature that add up to a score, as credit committees know it: every customer's score can be added up by hand.",
  sources: ['siddiqi2017', 'ayer1955', 'mccullagh1989'],
  searchWords: ['WoE', 'weight of evidence', 'information value', 'PDO', 'points'],
  options: {
    pdo: number({
      title: 'Points to double the odds',
      help: 'Points that double the odds of not having the event.',
      min: 1,
      max: 1000,
      default: 20,
      searchWords: ['PDO'],
    }),
    baseScore: number({
      title: 'Score at the base odds',
      help: 'Score of a customer with the odds below.',
      min: -10_000,
      max: 10_000,
      default: 600,
      searchWords: ['offset'],
    }),
    baseOdds: number({
      title: 'Base odds',
      help: 'Customers without the event for one with it, at the score above.',
      min: 1e-3,
      max: 1e6,
      default: 50,
    }),
    wholePoints: flag({
      title: 'Whole points',
      help: 'Rounds the points of every class, so that scores can be added up by hand.',
      default: true,
    }),
    minIv: number({
      title: 'Least information value',
      help: 'Features that tell less about the event are left out.',
      min: 0,
      max: 10,
      default: 0.02,
      searchWords: ['IV'],
    }),
    maxIv: number({
      title: 'Greatest information value',
      help: 'Features that tell more are left out: they are most often known only after the event.',
      min: 0,
      max: 100,
      default: 10,
    }),
    maxFeatures: int({
      title: 'Most features',
      help: 'Features on the card at most, the most telling ones.',
      min: 1,
      max: 200,
      default: 20,
    }),
    fineClasses: int({
      title: 'Fine classes',
      help: 'Classes that numbers are cut into before they are merged.',
      min: 2,
      max: 200,
      default: 20,
    }),
    maxClasses: int({
      title: 'Most classes',
      help: 'Classes of a feature at most, gaps and rare levels beside.',
      min: 2,
      max: 50,
      default: 8,
    }),
    minShare: number({
      title: 'Least share of a class',
      help: 'A class has at least this share of the customers.',
      min: 0,
      max: 0.5,
      default: 0.05,
    }),
    minEvents: int({
      title: 'Least events of a class',
      help: 'A class is so large that at the share of the whole book it would have so many customers with the event and so many without.',
      min: 1,
      max: 100_000,
      default: 10,
    }),
  },
  minRows: () => 2,
  traits: { missingNative: true, monotone: true },
  async fit(training, options, run) {
    const classes = await binAll(training, options, run);
    const uses = chooseByIv(classes, options);
    const chosen = uses
      .flatMap((use, feature) => (use === 'used' ? [feature] : []))
      .sort((a, b) => classes[b].iv - classes[a].iv || a - b);
    const weights = await fitWeights(training, classes, chosen, run);
    for (const feature of weights.turned) uses[feature] = 'turned';
    const features = modelFeatures(training.x);
    const { pdo, baseScore, baseOdds } = options;
    const model: ScorecardModel = {
      algorithm: 'scorecard',
      version: 1,
      features,
      ...pointsTable(features, classes, weights, options),
      candidates: classes.map(({ iv }, feature) => ({ feature, iv, use: uses[feature] })),
      scale: { pdo, baseScore, baseOdds },
      intercept: weights.intercept,
    };
    const { minIv, maxIv } = options;
    const notes: Note[] = model.card.length > 0 ? [] : [note('scorecard.noFeature', { minIv, maxIv })];
    return { model, notes };
  },
  async predict(model: ScorecardModel, x, run) {
    const scores = await scorePoints(model, x, run);
    const { factor, offset } = factorOf(model.scale);
    for (let row = 0; row < scores.length; row++) scores[row] = probabilityOf((offset - scores[row]) / factor);
    return scores;
  },
});

/** [nRows] sum of the points of each customer. @param x the features of the model, in its order @throws Cancelled */
export async function scorePoints(model: ScorecardModel, x: FeatureTable, run: Run): Promise<Float64Array> {
  const values = sharedValues(x);
  const lookups = model.card.map(({ feature, found, table, neutralPoints }): PointsLookup => ({
    values: values[feature],
    found,
    points: Float64Array.from(table, ({ points }) => points),
    neutralPoints,
  }));
  const out = sharedFloat64(x.nRows);
  const input: PointsInput = { queue: newChunkQueue(x.nRows), lookups, basePoints: model.basePoints, out };
  await onEveryThread(run, 'scorecard.points', input);
  return out;
}

/** Points per unit of log-odds, and where they begin. */
export function factorOf({ pdo, baseScore, baseOdds }: Scale): { factor: number; offset: number } {
  const factor = pdo / Math.LN2;
  return { factor, offset: baseScore - factor * Math.log(baseOdds) };
}

async function binAll({ x, y, weights, monotone }: Training, choices: BinChoices, run: Run): Promise<FeatureClasses[]> {
  const values = sharedValues(x);
  const sharedY = sharedUint8(y.length);
  sharedY.set(y);
  const sharedWeights = weights === null ? null : toShared(weights);
  const { fineClasses, maxClasses, minShare, minEvents } = choices;
  const inputs = x.features.map((feature, i): BinInput => ({
    values: values[i],
    nLevels: feature.kind === 'category' ? feature.levels.length : 0,
    y: sharedY,
    weights: sharedWeights,
    choices: { fineClasses, maxClasses, minShare, minEvents },
    sign: monotone?.[feature.name] ?? null,
  }));
  run.progress(0, 2, 'Finding classes');
  return run.pool.map('scorecard.bin', inputs, run.signal);
}

function chooseByIv(
  classes: readonly FeatureClasses[],
  { minIv, maxIv, maxFeatures }: { minIv: number; maxIv: number; maxFeatures: number },
): CandidateUse[] {
  const uses = classes.map(({ iv }): CandidateUse =>
    iv > maxIv ? 'tooStrong' : iv >= minIv && iv > 0 ? 'used' : 'weak',
  );
  const used = uses.flatMap((use, feature) => (use === 'used' ? [feature] : []));
  used.sort((a, b) => classes[b].iv - classes[a].iv || a - b);
  for (const feature of used.slice(maxFeatures)) uses[feature] = 'beyondMost';
  return uses;
}

function pointsTable(
  features: readonly ModelFeature[],
  classes: readonly FeatureClasses[],
  { intercept, coefficients, features: used }: EvidenceWeights,
  options: Scale & { readonly wholePoints: boolean },
): { card: ScoredFeature[]; basePoints: number } {
  const { factor, offset } = factorOf(options);
  const rounded = (points: number) => (options.wholePoints ? Math.round(points) + 0 : points);
  const start = offset - factor * intercept;
  if (used.length === 0) return { card: [], basePoints: start };
  const share = start / used.length;
  const card = used.map((feature, i): ScoredFeature => {
    const found = classes[feature];
    const texts = classTexts(features[feature], found);
    const table = found.classes.map((counts, k): ScoredClass => ({
      ...counts,
      text: texts[k],
      points: rounded(share - factor * coefficients[i] * counts.woe),
    }));
    return { feature, found, coefficient: coefficients[i], neutralPoints: rounded(share), table };
  });
  return { card, basePoints: 0 };
}
