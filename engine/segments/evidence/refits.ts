import { AppError } from '#shared/errors';
import { checkOptions } from '#shared/option';
import type { ClusteringId } from '#shared/recipe';
import type { FeatureInfo } from '#shared/results';
import type { Clustering, ClusterFit } from '../../algorithms/defineAlgorithm.ts';
import { clusteringOf } from '../../algorithms/registry.ts';
import { newRun, type Run } from '../../jobs/Run.ts';
import { sharedInt32, type Matrix } from '../../table/Matrix.ts';
import type { ThreadContext } from '../../workers/Task.ts';

/** A clustering that is fitted again and again on small tables, to see what stands. */
export interface Refitting {
  readonly algorithm: Pick<Clustering, 'id' | 'traits'>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly features: readonly FeatureInfo[];
  /** Starts of each refit, where the clustering has starts; never more than its own. */
  readonly starts?: number;
}
/** What a thread needs to fit it. */
export interface RefitOrder {
  readonly algorithm: ClusteringId;
  readonly options: Readonly<Record<string, unknown>>;
  readonly features: readonly FeatureInfo[];
  readonly starts: number;
  /** [1], shared: fits that are done. */
  readonly done: Int32Array;
}

/** Starts of a refit, where the clustering has starts: a small table is soon at its best. */
export const REFIT_STARTS = 3;
/** Numbers in a table that is refitted, so that wide tables cost no more than tall ones; but never fewer rows than this. */
const MAX_CELLS = 48_000;
const LEAST_ROWS = 400;
const REPORT_EVERY_MS = 100;

/** Rows of a refit: `most`, fewer on wide tables. */
export function refitRows(nColumns: number, most: number): number {
  return Math.min(most, Math.max(LEAST_ROWS, Math.floor(MAX_CELLS / Math.max(1, nColumns))));
}

/** Gives each thread one input after the other, and reports how many of `fits` fits are done. */
export async function refitAll<I extends object, O>(
  task: string,
  inputs: readonly I[],
  { refitting, fits, label }: { refitting: Refitting; fits: number; label: string },
  run: Run,
): Promise<O[]> {
  const { algorithm, options, features, starts = REFIT_STARTS } = refitting;
  const done = sharedInt32(1);
  const order: RefitOrder = { algorithm: algorithm.id, options, features, starts, done };
  const report = () => run.progress(Math.min(fits, Atomics.load(done, 0)), fits, label);
  const timer = setInterval(report, REPORT_EVERY_MS);
  try {
    const orders = inputs.map(input => ({ ...order, ...input }));
    return await run.pool.map<RefitOrder & I, O>(task, orders, run.signal);
  } finally {
    clearInterval(timer);
    report();
  }
}

/** A run of its own in one thread. */
export function threadRun(seed: number, { pool, throwIfCancelled }: ThreadContext): Run {
  return { ...newRun({ seed, pool }), throwIfCancelled };
}

/** @param nClusters null where it is given apart, or the clustering finds it */
export function refitOptions({ algorithm: id, options, starts }: RefitOrder, nClusters: number | null) {
  const asked = checkOptions(clusteringOf(id).options, { ...options, ...(nClusters !== null && { nClusters }) });
  // As many as are left out of the options too: the default of the clustering may be one.
  return 'nInit' in asked ? { ...asked, nInit: Math.min(Number(asked.nInit), starts) } : asked;
}

/**
 * A fit in this thread for each number of clusters, together where the clustering can.
 * @param numbers  null where the clustering finds the number
 * @returns null for each number into which these rows cannot be cut, such as when too few of them differ, or are too few for the shapes of a mixture; the
 * rows of the book could, and the options are those that were checked for them
 */
export async function refitEach(
  x: Matrix,
  order: RefitOrder,
  numbers: readonly (number | null)[],
  run: Run,
): Promise<(ClusterFit | null)[]> {
  const algorithm = clusteringOf(order.algorithm);
  const { features } = order;
  const several = numbers.filter(number => number !== null);
  const together = async () => algorithm.fitEach?.(x, refitOptions(order, null), several, run, features) ?? null;
  const found = several.length > 1 ? await orNull(together) : null;
  if (found) {
    Atomics.add(order.done, 0, numbers.length);
    return found;
  }
  const fits: (ClusterFit | null)[] = [];
  for (const number of numbers) {
    run.throwIfCancelled();
    fits.push(await orNull(() => algorithm.fit(x, refitOptions(order, number), run, features)));
    Atomics.add(order.done, 0, 1);
  }
  return fits;
}

/** Null where these rows cannot be clustered so. */
export async function orNull<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
