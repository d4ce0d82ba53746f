import type { Run } from '../jobs/Run.ts';
import { sharedFloat64 } from '../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';
import { byProduct, type ByProduct, type Interactions } from './Interactions.ts';

interface Input {
  readonly all: Interactions;
  readonly holders: ByProduct;
  /** out [nProducts × nProducts] */
  readonly gram: Float64Array;
  readonly queue: ChunkQueue;
}

/** Products of a chunk; their rows of the matrix are one thread's. */
const CHUNK_PRODUCTS = 4;

/**
 * For every two products the sum over their common customers of the product of the two weights: with weights of one, how many have both.
 * @returns [nProducts × nProducts], symmetric
 * Cost: O(Σ products of a customer²) time, O(products²) memory.
 */
export async function gramOf(all: Interactions, run: Run): Promise<Float64Array> {
  const gram = sharedFloat64(all.nProducts * all.nProducts);
  const queue = newChunkQueue(all.nProducts, CHUNK_PRODUCTS);
  await onEveryThread(
    run,
    'recommend.gram',
    { all, holders: byProduct(all), gram, queue },
    'Counting what goes together',
  );
  return gram;
}

export function gramTask({ all, holders, gram, queue }: Input, context: TaskContext): void {
  const { offsets, products, weights, nProducts } = all;
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let p = rowStart; p < rowEnd; p++) {
      const row = p * nProducts;
      for (let at = holders.offsets[p]; at < holders.offsets[p + 1]; at++) {
        const weight = holders.weights[at];
        const c = holders.customers[at];
        for (let i = offsets[c]; i < offsets[c + 1]; i++) gram[row + products[i]] += weight * weights[i];
      }
    }
  });
}
