import { stream } from '../../random.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { MixedRows } from '../mixed/MixedColumns.ts';
import { moveRows, type Solution } from './moveRows.ts';
import { roundOfMoves } from './moveTogether.ts';
import { nearestPrototype, type Prototypes } from './Prototypes.ts';
import { startPrototypes, type Init } from './startPrototypes.ts';

export interface StartInput {
  readonly rows: MixedRows;
  readonly nClusters: number;
  readonly gamma: number;
  readonly maxIter: number;
  readonly init: Init;
  readonly levelStarts: Int32Array;
  readonly seed: number;
  readonly start: number;
  /** Where to begin, when it is not to be drawn. */
  readonly from?: Prototypes;
}

/** One whole start in this thread, with its own draws. */
function start(input: StartInput, context: TaskContext): Solution {
  const { rows, nClusters, init, gamma, levelStarts } = input;
  const random = stream(input.seed, 'kPrototypes.start', input.start);
  const first = input.from ?? startPrototypes(rows, nClusters, init, gamma, random);
  return moveRows(rows, first, levelStarts, input, random, context);
}

export interface AssignInput {
  readonly queue: ChunkQueue;
  readonly rows: MixedRows;
  readonly prototypes: Prototypes;
  readonly gamma: number;
  /** out [nRows] */
  readonly labels: Int32Array;
}

function assign({ queue, rows, prototypes, gamma, labels }: AssignInput, context: TaskContext): void {
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++) labels[row] = nearestPrototype(rows, row, prototypes, gamma).cluster;
  });
}

export const K_PROTOTYPES_TASKS = {
  'kPrototypes.start': start,
  'kPrototypes.round': roundOfMoves,
  'kPrototypes.assign': assign,
};
