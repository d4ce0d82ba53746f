import type { RandomStream } from '../../random.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { takeStep, type BatchState, type StepOptions } from './takeStep.ts';

export interface BatchOptions extends StepOptions {
  readonly maxIter: number;
  /** Squared shift of all centres in a step at which they have settled; 0 never looks. */
  readonly tol: number;
  readonly maxNoImprovement: number;
}
export interface Rows {
  readonly values: Float64Array;
  readonly nRows: number;
  readonly nColumns: number;
}

/**
 * Steps with batches drawn at random, with replacement, until the smoothed inertia of the batches has not improved for
 * `maxNoImprovement` of them, the centres have settled, or `maxIter` times as many rows as there are were drawn. As scikit-learn's
 * `MiniBatchKMeans.fit`.
 *
 * @param streamOf  the draws of each step
 * @returns the number of steps
 */
export function runBatches(
  x: Rows,
  state: BatchState,
  options: BatchOptions,
  streamOf: (step: number) => RandomStream,
  context: TaskContext,
): number {
  const { batchSize, maxIter, tol } = options;
  const nSteps = Math.floor((maxIter * x.nRows) / batchSize);
  const watch = new Improvement(x.nRows, options);
  const before = new Float64Array(state.centers.length);
  for (let step = 0; step < nSteps; step++) {
    context.throwIfCancelled();
    const random = streamOf(step);
    before.set(state.centers);
    const batch = rowsOf(
      x,
      Array.from({ length: batchSize }, () => random.below(x.nRows)),
    );
    const inertia = takeStep(batch, state, options, random);
    const shift = tol > 0 ? before.reduce((sum, value, i) => sum + (value - state.centers[i]) ** 2, 0) : Infinity;
    // The first batch only says where the centres started.
    if (step > 0 && (watch.isStuck(inertia / batchSize) || shift <= tol)) return step + 1;
  }
  return nSteps;
}

/** Watches a moving average of the inertia of the batches. */
class Improvement {
  private average = Number.NaN;
  private least = Infinity;
  private steps = 0;
  private readonly share: number;
  private readonly most: number;

  constructor(nRows: number, { batchSize, maxNoImprovement }: BatchOptions) {
    this.share = Math.min(1, (batchSize * 2) / (nRows + 1));
    this.most = maxNoImprovement;
  }

  /** Takes in the mean squared distance of one more batch, and says whether none has improved the average for too long. */
  isStuck(inertia: number): boolean {
    const { share, average } = this;
    this.average = Number.isNaN(average) ? inertia : average * (1 - share) + inertia * share;
    this.steps = this.average < this.least ? 0 : this.steps + 1;
    this.least = Math.min(this.least, this.average);
    return this.steps >= this.most;
  }
}

export function rowsOf({ values, nColumns }: Rows, rows: readonly number[]): Float64Array {
  const gathered = new Float64Array(rows.length * nColumns);
  for (const [i, row] of rows.entries())
    gathered.set(values.subarray(row * nColumns, (row + 1) * nColumns), i * nColumns);
  return gathered;
}
