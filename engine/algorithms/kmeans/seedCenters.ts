import type { Kernels } from '../../kernels/Kernels.ts';
import type { RandomStream } from '../../random.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { KMeansData } from './KMeansData.ts';
import { plusPlus, type SeedSpace, type TryRow } from './plusPlus.ts';

export type Init = 'kmeans++' | 'random';

/** First centres, as the rows they are taken from. @param data  a copy that is moved already */
export function seedRows(
  data: KMeansData,
  nClusters: number,
  init: Init,
  random: RandomStream,
  kernels: Kernels,
  space: SeedSpace,
  context: TaskContext,
): number[] {
  if (init === 'random') return [...random.sample(data.nRows, nClusters)];
  const { rows, nRows, nColumns } = data;
  const tryRow: TryRow = (row, closest, next) => kernels.tryCandidate(rows, nRows, nColumns, row, closest, next);
  return plusPlus(nRows, nClusters, tryRow, random, space, context);
}
