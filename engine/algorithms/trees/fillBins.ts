import type { Run } from '../../jobs/Run.ts';
import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { MISSING_BIN } from '../../kernels/TreeCalls.ts';
import type { CategoryFeature, Feature, FeatureTable } from '../../table/FeatureTable.ts';
import { chunkAt, claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureBins } from './featureBins.ts';

/** Working space of one thread that makes bins of numbers. */
export interface BinSpace {
  readonly values: Float64Array;
  readonly thresholds: Float64Array;
}
export const BIN_SPACE_BYTES = (CHUNK_ROWS + 256) * 8 + 128;

export function newBinSpace(arena: Arena): BinSpace {
  return { values: arena.float64(CHUNK_ROWS), thresholds: arena.float64(255) };
}

/** Where the bins of a feature lie. */
export interface BinColumn {
  readonly start: number;
  readonly stride: number;
}

export interface FillBinsInput {
  /** Of features. */
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly features: readonly Feature[];
  readonly featureBins: readonly FeatureBins[];
  readonly columns: readonly BinColumn[];
  readonly nRows: number;
  /** out */
  readonly bins: Uint8Array;
  readonly space: BinSpace;
}

/** The bin of every value of a table into columns of `bins`, one feature after the other. */
export async function fillBins(
  x: FeatureTable,
  into: Pick<FillBinsInput, 'handle' | 'featureBins' | 'columns' | 'bins'>,
  spaces: readonly BinSpace[],
  run: Run,
): Promise<void> {
  const queue = newChunkQueue(x.features.length, 1);
  const forThread = (thread: number): FillBinsInput => ({
    ...into,
    queue,
    features: x.features,
    nRows: x.nRows,
    space: spaces[thread],
  });
  await onEveryThread(run, 'trees.fillBins', forThread(0), undefined, forThread);
}

export function fillColumns(input: FillBinsInput, context: TaskContext): void {
  const { queue, features, featureBins, columns, nRows, bins, space, handle } = input;
  claimChunks(queue, context, ({ index }) => {
    const { start, stride } = columns[index];
    for (let chunk = 0; chunk < countChunks(nRows); chunk++) {
      context.throwIfCancelled();
      const { rowStart, rowEnd } = chunkAt(nRows, chunk);
      const out = bins.subarray(start + rowStart * stride, start + (rowEnd - 1) * stride + 1);
      binRows({ feature: features[index], bins: featureBins[index], rowStart, rowEnd, out, stride, space, handle });
    }
  });
}

interface BinRows {
  readonly feature: Feature;
  readonly bins: FeatureBins;
  readonly rowStart: number;
  /** At most CHUNK_ROWS from `rowStart`. */
  readonly rowEnd: number;
  readonly out: Uint8Array;
  readonly stride: number;
  readonly space: BinSpace;
  readonly handle: ArenaHandle;
}

export function binRows({ feature, bins, rowStart, rowEnd, out, stride, space, handle }: BinRows): void {
  if (feature.kind === 'category' && bins.kind === 'category')
    return binCodes(feature, bins.binOf, rowStart, rowEnd, out, stride);
  if (feature.kind !== 'number' || bins.kind !== 'number')
    throw new Error(`${feature.name} is of another kind than its bins`);
  space.values.set(feature.values.subarray(rowStart, rowEnd));
  space.thresholds.set(bins.thresholds);
  const thresholds = space.thresholds.subarray(0, bins.thresholds.length);
  const nValues = rowEnd - rowStart;
  kernelsFor(handle).binValues({ values: space.values, nValues, thresholds, out, outStride: stride });
}

function binCodes(
  { codes }: CategoryFeature,
  binOf: Uint8Array,
  rowStart: number,
  rowEnd: number,
  out: Uint8Array,
  stride: number,
): void {
  for (let row = rowStart; row < rowEnd; row++) {
    const code = codes[row];
    out[(row - rowStart) * stride] = code >= 0 && code < binOf.length ? binOf[code] : MISSING_BIN;
  }
}
