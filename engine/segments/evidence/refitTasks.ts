import { clusteringOf } from '../../algorithms/registry.ts';
import { adjustedRand } from '../../metrics/adjustedRand.ts';
import { clusterJaccard } from '../../metrics/clusterJaccard.ts';
import type { Matrix } from '../../table/Matrix.ts';
import type { ThreadContext } from '../../workers/Task.ts';
import { pickRows } from '../../algorithms/pickRows.ts';
import { refit, threadRun, type RefitOrder } from './refits.ts';

export interface SpreadsInput {
  readonly x: Matrix;
  readonly seed: number;
  readonly numbers: readonly number[];
}

/** The spread within the clusters for each number of them, the mean of all rows for one; NaN where x cannot be cut so. */
async function spreads(input: SpreadsInput & RefitOrder, context: ThreadContext): Promise<number[]> {
  const { x, numbers, seed } = input;
  const found: number[] = [];
  for (const nClusters of numbers) {
    context.throwIfCancelled();
    const fit = nClusters === 1 ? null : await refit(x, input, nClusters, threadRun(seed, context));
    if (nClusters === 1) found.push(totalSpread(x));
    else found.push(fit && 'inertia' in fit.model ? (fit.model.inertia as number) : Number.NaN);
  }
  return found;
}

/** Sum of the squared distances to the mean of all rows. */
function totalSpread({ values, nRows, nColumns }: Matrix): number {
  let total = 0;
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let at = j; at < values.length; at += nColumns) mean += (values[at] - values[j]) / nRows;
    mean += values[j];
    for (let at = j; at < values.length; at += nColumns) total += (values[at] - mean) ** 2;
  }
  return total;
}

export interface AgreementInput {
  readonly x: Matrix;
  /** Rows of the sample to fit on, with repeats. */
  readonly sample: Int32Array;
  readonly seed: number;
  /** Rows whose labels are compared. */
  readonly compared: Matrix;
  /** Their labels by each clustering, NO_CLUSTER being nClusters. */
  readonly clusterings: readonly { readonly nClusters: number; readonly labels: Int32Array }[];
}
export interface Agreement {
  readonly rand: number;
  readonly jaccard: Float64Array;
}

/** How far each clustering, fitted again on a sample, labels rows as it did; null where the sample cannot be cut so. */
async function agreements(input: AgreementInput & RefitOrder, context: ThreadContext): Promise<(Agreement | null)[]> {
  const { compared, clusterings, seed } = input;
  const algorithm = clusteringOf(input.algorithm);
  const sample = pickRows(input.x, input.sample);
  const found: (Agreement | null)[] = [];
  for (const { nClusters, labels } of clusterings) {
    context.throwIfCancelled();
    const run = threadRun(seed, context);
    const fit = await refit(sample, input, algorithm.traits.findsNumber ? null : nClusters, run);
    const other = fit && (await algorithm.predict(fit.model, compared, run));
    found.push(other && { rand: adjustedRand(labels, other), jaccard: clusterJaccard(labels, other, nClusters + 1) });
  }
  return found;
}

export const REFIT_TASKS = { 'refit.spreads': spreads, 'refit.agreements': agreements };
