import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { stream } from '../../random.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { startFrom } from './LloydState.ts';
import { nearestCenter, runLloyd, type LloydInput } from './lloyd.ts';
import { scaleChunks } from './scaleRows.ts';
import type { SeedSpace } from './plusPlus.ts';
import { seedRows, type Init } from './seedCenters.ts';

export interface RestartInput extends LloydInput {
  readonly seed: number;
  readonly restart: number;
  readonly init: Init;
  readonly space: SeedSpace;
}

/** One whole start: first centres by its own stream, then Lloyd in this thread. */
function restart(input: RestartInput, context: TaskContext): void {
  const { data, state, init, space } = input;
  const random = stream(input.seed, 'kmeans.start', input.restart);
  const seeds = seedRows(data, state.nClusters, init, random, kernelsFor(data.handle), space, context);
  const { rows, nColumns } = data;
  const centers = seeds.flatMap(row => [...rows.subarray(row * nColumns, (row + 1) * nColumns)]);
  startFrom(state, data, centers);
  runLloyd(input, context);
}

export interface PredictInput {
  readonly queue: ChunkQueue;
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly centers: Float64Array;
  readonly nClusters: number;
  /** out [nRows] */
  readonly labels: Int32Array;
}

function predict({ queue, values, nColumns, centers, nClusters, labels }: PredictInput, context: TaskContext): void {
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++)
      labels[row] = nearestCenter(values, row, centers, nClusters, nColumns);
  });
}

export const KMEANS_TASKS = {
  'kmeans.scale': scaleChunks,
  'kmeans.lloyd': runLloyd,
  'kmeans.restart': restart,
  'kmeans.predict': predict,
};
