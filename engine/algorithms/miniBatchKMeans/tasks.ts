import { squaredDistance } from '../../kernels/typescript/squaredDistance.ts';
import { stream, type RandomStream } from '../../random.ts';
import { countChunks, chunkAt } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { nearestCenter } from '../kmeans/lloyd.ts';
import type { Init } from '../kmeans/seedCenters.ts';
import { rowsOf, runBatches, type BatchOptions, type Rows } from './runBatches.ts';
import { startCenters } from './startCenters.ts';
import { takeStep, type BatchState } from './takeStep.ts';

/** Rows that first centres are found on: so many batches, and so many times the clusters where those are more. */
const START_BATCHES = 3;

export interface MiniBatchInput {
  readonly x: Rows;
  readonly nClusters: number;
  readonly options: BatchOptions & { readonly init: Init; readonly nInit: number };
  readonly seed: number;
}
/** What a thread answers: plain arrays of its own. */
export interface MiniBatchOutput extends BatchState {
  readonly nSteps: number;
}

/** A whole fit, from first centres to the end, in one thread: a batch needs the centres of the one before. */
function fit({ x, nClusters, options, seed }: MiniBatchInput, context: TaskContext): MiniBatchOutput {
  const centers = bestStart(x, nClusters, options, seed, context);
  const state = newState(centers, x.nColumns);
  const tol = options.tol > 0 ? options.tol * meanVariance(x, context) : 0;
  const streamOf = (step: number) => stepStream(seed, step);
  const nSteps = runBatches(x, state, { ...options, tol }, streamOf, context);
  return { ...state, nSteps };
}

export function stepStream(seed: number, step: number): RandomStream {
  return stream(seed, 'miniBatchKMeans.step', step);
}

export function newState(centers: Float64Array, nColumns: number): BatchState {
  const nClusters = centers.length / nColumns;
  return { nClusters, nColumns, centers, counts: new Float64Array(nClusters), nSinceReassign: 0 };
}

/** The best of some starts by the inertia of rows drawn to judge them; the first of equals. */
function bestStart(
  x: Rows,
  nClusters: number,
  { batchSize, init, nInit }: MiniBatchInput['options'],
  seed: number,
  context: TaskContext,
): Float64Array {
  const { nColumns } = x;
  const wanted = START_BATCHES * (START_BATCHES * batchSize < nClusters ? nClusters : batchSize);
  const size = Math.min(x.nRows, wanted);
  const draw = (random: RandomStream) =>
    rowsOf(
      x,
      Array.from({ length: size }, () => random.below(x.nRows)),
    );
  const judges = draw(stream(seed, 'miniBatchKMeans.judges'));
  let best: { centers: Float64Array; inertia: number } = { centers: new Float64Array(0), inertia: Infinity };
  for (let i = 0; i < nInit; i++) {
    const random = stream(seed, 'miniBatchKMeans.start', i);
    const sample = size < x.nRows ? draw(random) : x.values;
    const centers = startCenters(sample, nColumns, nClusters, init, random, context);
    const inertia = inertiaAround(judges, centers, nColumns, context);
    if (i === 0 || inertia < best.inertia) best = { centers, inertia };
  }
  return best.centers;
}

function inertiaAround(rows: Float64Array, centers: Float64Array, nColumns: number, context: TaskContext): number {
  const nClusters = centers.length / nColumns;
  let inertia = 0;
  for (let row = 0; row < rows.length / nColumns; row++) {
    if (row % 256 === 0) context.throwIfCancelled();
    const label = nearestCenter(rows, row, centers, nClusters, nColumns);
    inertia += squaredDistance(rows, row * nColumns, centers, label * nColumns, nColumns);
  }
  return inertia;
}

/** Mean over the columns of their variance, in two passes. */
function meanVariance({ values, nRows, nColumns }: Rows, context: TaskContext): number {
  const mean = new Float64Array(nColumns);
  let squares = 0;
  const eachRow = (work: (at: number) => void) => {
    for (let chunk = 0; chunk < countChunks(nRows); chunk++) {
      context.throwIfCancelled();
      const { rowStart, rowEnd } = chunkAt(nRows, chunk);
      for (let row = rowStart; row < rowEnd; row++) work(row * nColumns);
    }
  };
  eachRow(at => {
    for (let j = 0; j < nColumns; j++) mean[j] += (values[at + j] - values[j]) / nRows;
  });
  eachRow(at => {
    for (let j = 0; j < nColumns; j++) squares += (values[at + j] - values[j] - mean[j]) ** 2;
  });
  return squares / nRows / nColumns;
}

export interface StreamInput extends Omit<MiniBatchInput, 'x'> {
  readonly x: Rows;
  /** Where an earlier part of the stream left off; null begins. */
  readonly before: MiniBatchOutput | null;
}

/** Takes rows as they come, in batches of their order; the first batch of all also gives the first centres. */
function follow({ x, nClusters, options, seed, before }: StreamInput, context: TaskContext): MiniBatchOutput {
  const { nColumns, nRows, values } = x;
  const { batchSize, init } = options;
  const batchAt = (from: number) =>
    new Float64Array(values.subarray(from * nColumns, Math.min(nRows, from + batchSize) * nColumns));
  const random = stream(seed, 'miniBatchKMeans.start');
  const state: BatchState = before
    ? { ...before, centers: before.centers.slice(), counts: before.counts.slice() }
    : newState(startCenters(batchAt(0), nColumns, nClusters, init, random, context), nColumns);
  let nSteps = before?.nSteps ?? 0;
  for (let from = 0; from < nRows; from += batchSize) {
    context.throwIfCancelled();
    takeStep(batchAt(from), state, options, stepStream(seed, nSteps++));
  }
  return { ...state, nSteps };
}

export const MINI_BATCH_TASKS = { 'miniBatch.fit': fit, 'miniBatch.follow': follow };
