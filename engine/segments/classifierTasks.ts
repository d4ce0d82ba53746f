import { fitGaussianNaiveBayes, GaussianNaiveBayes } from '../algorithms/gaussianNaiveBayes.ts';
import type { Matrix } from '../table/Matrix.ts';
import { CHUNK_ROWS } from '../workers/Pool.ts';
import type { ChunkQueue } from '../workers/claimChunks.ts';
import type { ThreadContext } from '../workers/Task.ts';
import { squaredDistance } from './centreDistances.ts';
import { threadRun } from './evidence/refits.ts';

/** Numbers looked at between two looks at whether someone wants to stop. */
const NUMBERS_PER_LOOK = 20_000_000;

export interface FoldsInput {
  /** The customers looked at. */
  readonly x: Matrix;
  /** [nRows], 0-based segment; shared. */
  readonly labels: Int32Array;
  /** [nRows]; shared. */
  readonly folds: Uint8Array;
  /** Of the folds. */
  readonly queue: ChunkQueue;
  readonly nSegments: number;
  readonly seed: number;
}
/** [nSegments × nSegments], true by placed. */
export interface FoundAgain {
  readonly bayes: Float64Array;
  readonly centroid: Float64Array;
}

/** Learns from the customers of all folds but one and places those of that one, for each fold that no other thread takes. */
async function findAgain(input: FoldsInput, context: ThreadContext): Promise<FoundAgain> {
  const { queue, folds, nSegments } = input;
  const found = {
    bayes: new Float64Array(nSegments * nSegments),
    centroid: new Float64Array(nSegments * nSegments),
  };
  for (let fold = Atomics.add(queue.next, 0, 1); fold < queue.nRows; fold = Atomics.add(queue.next, 0, 1)) {
    context.throwIfCancelled();
    const [rest, tested] = rowsOf(folds, fold);
    if (rest.length > 0) await placeFold({ ...input, ...found, rest, tested }, context);
  }
  return found;
}

async function placeFold(input: Placing & { rest: Int32Array; seed: number }, context: ThreadContext): Promise<void> {
  const { x, labels, nSegments, seed, rest } = input;
  const model = await fitGaussianNaiveBayes(x, labels, nSegments, threadRun(seed, context), rest);
  place(input, new GaussianNaiveBayes(model), context);
}

/** The rows that are not in the fold, and those that are. */
function rowsOf(folds: Uint8Array, fold: number): [Int32Array, Int32Array] {
  let n = 0;
  for (let row = 0; row < folds.length; row++) if (folds[row] === fold) n++;
  const [rest, own] = [new Int32Array(folds.length - n), new Int32Array(n)];
  for (let row = 0, r = 0, o = 0; row < folds.length; row++) {
    if (folds[row] === fold) own[o++] = row;
    else rest[r++] = row;
  }
  return [rest, own];
}

interface Placing extends FoundAgain {
  readonly x: Matrix;
  readonly labels: Int32Array;
  readonly nSegments: number;
  readonly tested: Int32Array;
}

/** Counts are added up, so that it does not matter which thread placed whom. */
function place(
  { x, labels, tested, bayes, centroid }: Placing,
  model: GaussianNaiveBayes,
  context: ThreadContext,
): void {
  const { nClasses, nColumns, theta, classPrior } = model.model;
  const centres = { nClusters: nClasses, nColumns, centers: theta };
  const perLook = Math.max(1, Math.min(CHUNK_ROWS, Math.floor(NUMBERS_PER_LOOK / (nColumns * nClasses))));
  for (let i = 0; i < tested.length; i++) {
    if (i % perLook === perLook - 1) context.throwIfCancelled();
    const row = tested[i];
    bayes[labels[row] * nClasses + model.predict(x.values, row * nColumns)]++;
    let best = -1;
    let least = Infinity;
    for (let k = 0; k < nClasses; k++) {
      const distance = classPrior[k] > 0 ? squaredDistance(x.values, row, centres, k) : Infinity;
      if (distance < least) {
        best = k;
        least = distance;
      }
    }
    if (best >= 0) centroid[labels[row] * nClasses + best]++;
  }
}

export const CLASSIFIER_TASKS = { 'segments.findAgain': findAgain };
