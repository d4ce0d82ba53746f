import { availableParallelism } from 'node:os';
import type { Run } from '../../jobs/Run.ts';
import type { KernelKind } from '../../kernels/KernelMemory.ts';
import { sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { countChunks } from '../../workers/claimChunks.ts';
import { IS_SCALED, type KMeansData } from './KMeansData.ts';
import {
  HAS_CONVERGED,
  INERTIA,
  IS_FINISHED,
  IS_MISLED,
  ITERATION,
  newState,
  startFrom,
  stateBytes,
  TO_BEAT,
  type LloydOptions,
  type LloydState,
} from './LloydState.ts';
import { withSpace, type PlacedRows } from './placedRows.ts';
import { scaleRows } from './scaleRows.ts';
import type { Init } from './seedCenters.ts';
import type { RestartInput } from './tasks.ts';

const REPORT_EVERY_MS = 100;
/** Of a thread that waits for others which each have a core: about as long as a chunk takes them, and less than being woken does. */
const LOOKS = 10_000;
/** The share by which inertias that are the same may differ because they were summed in another order. */
const ROUNDING = 1e-11;

export interface Solution {
  readonly centers: Float64Array;
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  readonly kernels: KernelKind;
}

/** Every start from first to last in one thread, as many at once as there are threads. */
export async function fitRestarts(
  x: Matrix,
  options: Omit<LloydOptions, 'startsFar'> & { nInit: number; init: Init },
  run: Run,
  placed?: PlacedRows,
): Promise<Solution[]> {
  const { nInit, nClusters, init } = options;
  const perStart = stateBytes(x.nRows, x.nColumns, nClusters, 1) + 3 * (x.nRows * 8 + 64);
  return withSpace({ x, areMoved: true }, nInit * perStart, run, placed, async (arena, rows) => {
    if (!rows.data.facts[IS_SCALED]) rows.data = await scaleRows(rows.data, run);
    const { data } = rows;
    const inputs = Array.from({ length: nInit }, (_, restart): RestartInput => {
      const state = newState(data, arena, { ...options, startsFar: true }, 1);
      const space = {
        closest: arena.float64(x.nRows),
        kept: arena.float64(x.nRows),
        trial: arena.float64(x.nRows),
      };
      return { data, state, thread: 0, looks: 0, seed: run.seed, restart, init, space };
    });
    const timer = setInterval(() => run.progress(countFinished(inputs), nInit, 'k-means'), REPORT_EVERY_MS);
    try {
      await run.pool.map('kmeans.restart', inputs, run.signal);
    } finally {
      clearInterval(timer);
    }
    run.progress(nInit, nInit, 'k-means');
    return inputs.map(({ state }) => solution(data, state));
  });
}

function countFinished(inputs: readonly RestartInput[]): number {
  return inputs.filter(({ state }) => Atomics.load(state.control, IS_FINISHED) !== 0).length;
}

/**
 * One start after the other, each with all threads on its rows; a later one that comes to rest well above the best so far is given up.
 * `starts` are centres in the units of x. @returns the best
 */
export async function fitFrom(
  x: Matrix,
  starts: readonly Float64Array[],
  options: LloydOptions,
  run: Run,
  placed?: PlacedRows,
): Promise<Solution[]> {
  const nThreads = Math.min(run.pool.threads, countChunks(x.nRows));
  const bytes = stateBytes(x.nRows, x.nColumns, options.nClusters, nThreads);
  return withSpace({ x, areMoved: false }, bytes, run, placed, async (arena, rows) => {
    const space = newState(rows.data, arena, options, nThreads);
    const solutions: Solution[] = [];
    for (const [i, start] of starts.entries()) {
      run.progress(i, starts.length, 'k-means');
      // The labels of an earlier start may be those that are kept.
      const state = i === 0 ? space : { ...space, finalLabels: sharedInt32(x.nRows) };
      state.numbers[TO_BEAT] = toBeat(solutions, rows.data);
      await lloydOnAllThreads(rows.data, state, start, nThreads, run);
      if (state.control[IS_MISLED]) {
        rows.data = await scaleRows(rows.data, run);
        state.numbers[TO_BEAT] = toBeat(solutions, rows.data);
        await lloydOnAllThreads(rows.data, state, start, nThreads, run);
      }
      const found = solution(rows.data, state);
      if (solutions.length === 0 || found.inertia < solutions[0].inertia * (1 - ROUNDING)) solutions[0] = found;
    }
    run.progress(starts.length, starts.length, 'k-means');
    return solutions;
  });
}

function toBeat([best]: readonly Solution[], { scale }: KMeansData): number {
  return best ? best.inertia * scale * scale : Infinity;
}

/** `start` in the units of the source. Rows that are not yet scaled are with the first assignment. */
async function lloydOnAllThreads(
  data: KMeansData,
  state: LloydState,
  start: Float64Array,
  nThreads: number,
  run: Run,
): Promise<void> {
  startFrom(
    state,
    data,
    start.map((value, at) => (value - data.origin[at % data.nColumns]) * data.scale),
  );
  const looks = nThreads <= availableParallelism() ? LOOKS : 0;
  const inputs = Array.from({ length: nThreads }, (_, thread) => ({ data, state, thread, looks }));
  await run.pool.map('kmeans.lloyd', inputs, run.signal);
}

function solution(data: KMeansData, state: LloydState): Solution {
  return {
    centers: new Float64Array(state.finalCenters),
    labels: state.finalLabels,
    inertia: state.numbers[INERTIA],
    iterations: state.control[ITERATION],
    hasConverged: state.control[HAS_CONVERGED] === 1,
    kernels: data.handle.kind,
  };
}
