import { clusteringOf } from '../../algorithms/registry.ts';
import { adjustedRand } from '../../metrics/adjustedRand.ts';
import { clusterJaccard } from '../../metrics/clusterJaccard.ts';
import type { Matrix } from '../../table/Matrix.ts';
import type { ThreadContext } from '../../workers/Task.ts';
import { pickRows } from '../../algorithms/pickRows.ts';
import { orNull, refitEach, refitOptions, threadRun, type RefitOrder } from './refits.ts';

export interface SpreadsInput {
  readonly x: Matrix;
  readonly seed: number;
  readonly numbers: readonly number[];
}

/** The spread within the clusters for each number of them, the mean of all rows for one; NaN where x cannot be cut so. */
async function spreads(input: SpreadsInput & RefitOrder, context: ThreadContext): Promise<number[]> {
  const { x, numbers, seed } = input;
  const several = numbers.filter(nClusters => nClusters > 1);
  const fits = await refitEach(x, input, several, threadRun(seed, context));
  return numbers.map(nClusters => {
    const fit = nClusters === 1 ? null : fits[several.indexOf(nClusters)];
    if (nClusters === 1) return totalSpread(x);
    return fit && 'inertia' in fit.model ? (fit.model.inertia as number) : Number.NaN;
  });
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
  readonly compared: Int32Array;
  /** Their labels by each clustering, NO_CLUSTER being nClusters. */
  readonly clusterings: readonly { readonly nClusters: number; readonly labels: Int32Array }[];
  /** What the fits on all samples share; null where they are fitted alone. */
  readonly shared: object | null;
}
export interface Agreement {
  readonly rand: number;
  readonly jaccard: Float64Array;
}

/** How far each clustering, fitted again on a sample, labels rows as it did; null where the sample cannot be cut so. */
async function agreements(input: AgreementInput & RefitOrder, context: ThreadContext): Promise<(Agreement | null)[]> {
  const { clusterings, shared } = input;
  const found = shared ? [await labelsShared(shared, input, context)] : await labelsAlone(input, context);
  return clusterings.map(({ nClusters, labels }, c) => {
    const other = found[c];
    return other && { rand: adjustedRand(labels, other), jaccard: clusterJaccard(labels, other, nClusters + 1) };
  });
}

async function labelsAlone(input: AgreementInput & RefitOrder, context: ThreadContext): Promise<(Int32Array | null)[]> {
  const { x, compared, clusterings, seed } = input;
  const algorithm = clusteringOf(input.algorithm);
  const numbers = clusterings.map(({ nClusters }) => (algorithm.traits.findsNumber ? null : nClusters));
  const run = threadRun(seed, context);
  const rows = pickRows(x, compared);
  const found: (Int32Array | null)[] = [];
  for (const fit of await refitEach(pickRows(x, input.sample), input, numbers, run)) {
    context.throwIfCancelled();
    found.push(fit && (await algorithm.predict(fit.model, rows, run)));
  }
  return found;
}

/** Of a clustering that finds the number: there is one. */
async function labelsShared(
  shared: object,
  { sample, compared, ...order }: AgreementInput & RefitOrder,
  context: ThreadContext,
): Promise<Int32Array | null> {
  const { sampleFits } = clusteringOf(order.algorithm);
  const options = refitOptions(order, null);
  const found = await orNull(() => sampleFits!.labels(shared, sample, compared, options, context));
  Atomics.add(order.done, 0, 1);
  return found;
}

export const REFIT_TASKS = { 'refit.spreads': spreads, 'refit.agreements': agreements };
