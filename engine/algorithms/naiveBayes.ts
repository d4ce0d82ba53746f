import type { Run } from '../jobs/Run.ts';
import { number } from '#shared/option';
import { sharedFloat64, sharedUint8 } from '../table/Matrix.ts';
import { CHUNK_ROWS } from '../workers/Pool.ts';
import { claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';
import type { ClassifierModel } from './ClassifierModel.ts';
import { defineClassifier, type Training } from './defineAlgorithm.ts';
import { GaussianNaiveBayes, type GaussianNaiveBayesModel } from './gaussianNaiveBayes.ts';
import { sharedValues, toShared } from './linear/featureValues.ts';
import { learnDesign } from './linear/learnDesign.ts';
import type { FeatureValues, LinearDesign } from './linear/LinearDesign.ts';
import type { MomentsInput } from './linear/momentsTask.ts';
import { layRows, TILE_ROWS } from './linear/tiles.ts';

export interface NaiveBayesModel extends ClassifierModel {
  readonly algorithm: 'gaussianNaiveBayes';
  readonly design: LinearDesign;
  /** Over the columns of the design; class 1 is the event. */
  readonly classes: GaussianNaiveBayesModel;
}

const N_CLASSES = 2;

/**
 * Gaussian naive Bayes on z-scored numbers and flags: each column, with and without the event, is taken for a normal distribution of its own that knows
 * nothing of the others. The same as scikit-learn's GaussianNB on the same columns, with the same `varSmoothing` and sample weights.
 * Cost: two passes over the rows. @throws Cancelled
 * Source: Domingos & Pazzani (1997), doi:10.1023/A:1007413511361.
 */
export const naiveBayes = defineClassifier({
  task: 'classification',
  id: 'gaussianNaiveBayes',
  title: 'Naive Bayes',
  help: 'Takes every feature for itself: a first answer in no time. Its order of customers is often good, its probabilities are mostly too sure.',
  sources: ['domingos1997'],
  searchWords: ['GaussianNB', 'Bayes'],
  options: {
    varSmoothing: number({
      title: 'Smoothing',
      help: 'Share of the largest variance of a column that is added to all, so that none is nought.',
      min: 0,
      max: 1,
      default: 1e-9,
    }),
    rareShare: number({
      title: 'Rare levels below',
      help: 'Levels of a category with a smaller share of the customers are taken together.',
      min: 0,
      max: 0.5,
      default: 0.005,
    }),
  },
  minRows: () => 2,
  traits: { missingNative: false, monotone: false },
  async fit(training, { varSmoothing, rareShare }, run) {
    const design = await learnDesign(training.x, { rareShare, dropsFrequent: false }, run);
    const classes = await fitClasses(design, training, varSmoothing, run);
    const model: NaiveBayesModel = {
      algorithm: 'gaussianNaiveBayes',
      version: 1,
      features: design.features,
      design,
      classes,
    };
    return { model, notes: [] };
  },
  async predict({ design, classes }: NaiveBayesModel, x, run) {
    const out = sharedFloat64(x.nRows);
    const input: BayesInput = { queue: newChunkQueue(x.nRows), design, classes, values: sharedValues(x), out };
    await onEveryThread(run, 'naiveBayes.answer', input);
    return out;
  },
});

/** Weighted sums of the columns by outcome, about points of each outcome. */
interface Moments {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

async function fitClasses(
  design: LinearDesign,
  training: Training,
  varSmoothing: number,
  run: Run,
): Promise<GaussianNaiveBayesModel> {
  const width = design.columns.length;
  const first = await moments(design, training, new Float64Array(N_CLASSES * width), run);
  const countOf = (i: number) => first.counts[i < width ? 0 : 1];
  const theta = first.sums.map((sum, i) => (countOf(i) > 0 ? sum / countOf(i) : 0));
  const { squares, counts } = await moments(design, training, theta, run);
  const epsilon = varSmoothing * (largestVariance(theta, squares, counts) || 1);
  const variance = squares.map((sum, i) => {
    const smoothed = countOf(i) > 0 ? sum / countOf(i) + epsilon : 1;
    // Without smoothing a column that never varies within an outcome would weigh infinitely much.
    return smoothed > 0 ? smoothed : 1;
  });
  const whole = counts[0] + counts[1];
  return {
    algorithm: 'gaussianNaiveBayes',
    version: 1,
    nClasses: N_CLASSES,
    nColumns: width,
    classPrior: counts.map(count => count / whole),
    theta,
    variance,
  };
}

async function moments(
  design: LinearDesign,
  { x, y, weights }: Training,
  about: Float64Array,
  run: Run,
): Promise<Moments> {
  const width = design.columns.length;
  const length = 2 + 4 * width;
  const sharedY = sharedUint8(y.length);
  sharedY.set(y);
  const parts = sharedFloat64(countChunks(x.nRows) * length);
  const input: MomentsInput = {
    queue: newChunkQueue(x.nRows, CHUNK_ROWS),
    design,
    values: sharedValues(x),
    y: sharedY,
    weights: weights === null ? null : toShared(weights),
    about,
    parts,
  };
  await onEveryThread(run, 'linear.moments', input);
  const total = new Float64Array(length);
  for (let at = 0; at < parts.length; at += length) for (let i = 0; i < length; i++) total[i] += parts[at + i];
  const sumsEnd = 2 + N_CLASSES * width;
  return { counts: total.slice(0, 2), sums: total.slice(2, sumsEnd), squares: total.slice(sumsEnd) };
}

/** The largest variance of a column over all rows, weighted as they are. */
function largestVariance(theta: Float64Array, squares: Float64Array, counts: Float64Array): number {
  const width = theta.length / N_CLASSES;
  const whole = counts[0] + counts[1];
  let largest = 0;
  for (let j = 0; j < width; j++) {
    const apart = theta[width + j] - theta[j];
    const between = (counts[0] * counts[1] * apart * apart) / whole;
    largest = Math.max(largest, (squares[j] + squares[width + j] + between) / whole);
  }
  return largest;
}

interface BayesInput {
  readonly queue: ChunkQueue;
  readonly design: LinearDesign;
  readonly classes: GaussianNaiveBayesModel;
  readonly values: readonly FeatureValues[];
  /** out [nRows] */
  readonly out: Float64Array;
}

function answer({ queue, design, classes, values, out }: BayesInput, context: TaskContext): void {
  const width = design.columns.length;
  const bayes = new GaussianNaiveBayes(classes);
  const tile = new Float64Array(TILE_ROWS * width);
  const into = new Float64Array(N_CLASSES);
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row += TILE_ROWS) {
      context.throwIfCancelled();
      const end = Math.min(rowEnd, row + TILE_ROWS);
      layRows(design, values, row, end, tile);
      for (let i = row; i < end; i++) out[i] = bayes.probabilities(tile, (i - row) * width, into)[1];
    }
  });
}

export const NAIVE_BAYES_TASKS = { 'naiveBayes.answer': answer };
