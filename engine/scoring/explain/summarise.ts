import { formatCount, formatPercent } from '#shared/format';
import type { Measure } from '#shared/scoring/evaluation';
import type { ContributionCloud, FeatureImportance, ModelExplanation } from '#shared/scoring/explanation';
import type { ClassifierModel } from '../../algorithms/ClassifierModel.ts';
import { classifierOfModel } from '../../algorithms/registry.ts';
import { capitalized } from '../../explain/columnWords.ts';
import { rowsToLookAt } from '../../explain/stratifiedFolds.ts';
import type { Run } from '../../jobs/Run.ts';
import { selectFeatureRows, type FeatureTable } from '../../table/FeatureTable.ts';
import type { PlannedFeature } from '../features.ts';
import type { ScoreContributions } from './Contributions.ts';
import { contributionsOf, treesOf } from './contributionsOf.ts';
import { directionOf, positionsOf, type Direction } from './directions.ts';
import { featureWords } from './featureWords.ts';
import { gainImportance, meanSizes, permutationImportance, type HeldOut, type Scorer } from './importance.ts';
import { leastReason } from './reasons.ts';

/** Customers that are explained for the whole model, and customers of each fold whose values are shuffled. */
const MOST_EXPLAINED = 2000;
const MOST_SHUFFLED = 2000;
const REPEATS = 5;
const MOST_CLOUDS = 20;
const MOST_CLOUD_POINTS = 400;
const MOST_SENTENCES = 8;
/** Features with a smaller share of all contributions drive nothing. */
const LEAST_SHARE = 0.01;

/** A model of cross-validation and the rows that it has not seen. */
export interface FoldModel {
  readonly model: ClassifierModel;
  readonly rows: Int32Array;
}
export interface ExplainModel {
  readonly model: ClassifierModel;
  /** The features of the model, in its order; `planned` says what they were made from. */
  readonly x: FeatureTable;
  readonly planned: readonly PlannedFeature[];
  /** [nRows], 1 where the event happened. */
  readonly y: Uint8Array;
  /** Empty when nothing is to be shuffled. */
  readonly foldModels: readonly FoldModel[];
  readonly protectedColumns: ReadonlySet<string>;
}

/** What a model answers, as probability. */
export function scorerOf(model: ClassifierModel): Scorer {
  return (x, run) => classifierOfModel(model).predict(model, x, run);
}

/**
 * What drives a score: contributions of a sample of customers, what the ROC-AUC of each fold's unseen customers loses when a feature is shuffled, and for
 * trees what their questions gained.
 * @throws Cancelled; Error when a feature was made from a protected column
 */
export async function explainModel(given: ExplainModel, run: Run): Promise<ModelExplanation> {
  const { model, x, planned, protectedColumns } = given;
  const forbidden = planned.find(({ column }) => protectedColumns.has(column));
  if (forbidden) throw new Error(`the protected column ${forbidden.column} is a feature of the model`);
  const rows = rowsToLookAt(x.nRows, MOST_EXPLAINED, run.stream('explainModel'));
  const sample = selectFeatureRows(x, rows);
  const contributions = await contributionsOf(model, sample, null, run);
  const drops = await dropsOf(given, run);
  const sizes = meanSizes(contributions);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const trees = treesOf(model);
  const gains = trees ? gainImportance(trees) : null;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const directions = Array.from(sizes, (size, j) => directionOf(planned[j], sample, contributions, j, size));
  const importance = order.map((j): FeatureImportance => {
    const { name, column } = planned[j];
    const share = total > 0 ? sizes[j] / total : 0;
    const direction = directions[j].text;
    return {
      feature: name,
      column,
      meanAbs: sizes[j],
      share,
      direction,
      drop: drops?.[j] ?? null,
      gainShare: gains?.[j] ?? null,
    };
  });
  return {
    scale: contributions.scale,
    baseline: contributions.eventSign * contributions.baseline,
    importance,
    clouds: order.slice(0, MOST_CLOUDS).map(j => cloudOf(planned[j], sample, contributions, j)),
    sentences: sentencesOf(order, planned, importance, directions),
    leastReason: leastReason(contributions),
    n: rows.length,
    of: x.nRows,
    seed: run.seed,
    method: methodOf(given, rows.length, trees !== null),
  };
}

async function dropsOf({ foldModels, x, y }: ExplainModel, run: Run): Promise<Measure[] | null> {
  if (foldModels.length === 0) return null;
  const folds = foldModels.map(({ model, rows }, k): HeldOut => {
    const places = rowsToLookAt(rows.length, MOST_SHUFFLED, run.stream('shuffledRows', k));
    const chosen = places.map(place => rows[place]);
    return { score: scorerOf(model), x: selectFeatureRows(x, chosen), y: Uint8Array.from(chosen, row => y[row]) };
  });
  const drops = await permutationImportance(folds, REPEATS, run);
  return drops.every(({ value }) => Number.isFinite(value)) ? drops : null;
}

function cloudOf(
  { name, column }: PlannedFeature,
  sample: FeatureTable,
  { values, nFeatures, eventSign }: ScoreContributions,
  j: number,
): ContributionCloud {
  const n = Math.min(MOST_CLOUD_POINTS, sample.nRows);
  const rows = Array.from({ length: n }, (_none, i) => Math.floor((i * sample.nRows) / n));
  const positions = positionsOf(sample.features[j]);
  return {
    feature: name,
    column,
    contributions: rows.map(row => eventSign * values[row * nFeatures + j]),
    positions: rows.map(row => positions[row]),
  };
}

function sentencesOf(
  order: readonly number[],
  planned: readonly PlannedFeature[],
  importance: readonly FeatureImportance[],
  directions: readonly Direction[],
): string[] {
  const driving = order.filter((_j, i) => importance[i].share >= LEAST_SHARE).slice(0, MOST_SENTENCES);
  if (driving.length === 0) return ['No feature moves the score: all customers have the same.'];
  return driving.map((j, i) => {
    const head = `${capitalized(featureWords(planned[j]))} (${formatPercent(importance[i].share, 0)} of what moves the score)`;
    return `${head}: ${directions[j].detailed}.`;
  });
}

function methodOf({ x, foldModels }: ExplainModel, n: number, isTrees: boolean): string {
  const sample =
    n < x.nRows
      ? `a sample of ${formatCount(n)} of ${formatCount(x.nRows)} customers`
      : `all ${formatCount(n)} customers`;
  const how = isTrees
    ? 'exact TreeSHAP by the ways through the trees'
    : 'the part of each feature less its mean, features taken for independent';
  const shuffled =
    foldModels.length > 0
      ? ` Shuffled: at most ${formatCount(MOST_SHUFFLED)} unseen customers of each of ${formatCount(foldModels.length)} folds, ${REPEATS} times each.`
      : '';
  return `Contributions of ${sample}: ${how}.${shuffled}`;
}
