import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, sharedInt32 } from '../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';
import type { Interactions } from './Interactions.ts';
import type { RecommenderModel } from './RecommenderModel.ts';
import { newScoreSpace, scoreCustomer } from './scoreCustomer.ts';
import { TopList } from './TopList.ts';

/** Customers scored between two looks at whether someone wants to stop. */
const CHUNK_CUSTOMERS = 64;

/** What is kept from whom. */
export interface Blocks {
  /** [nProducts] 1 where nobody is offered it. */
  readonly everywhere: Uint8Array;
  /** Each keeps some products from some customers. */
  readonly rules: readonly { readonly products: Uint8Array; readonly customers: Uint8Array }[];
  readonly excludeOwned: boolean;
}
export interface TopOffers {
  readonly nEach: number;
  /** [rows × nEach], best first; -1 where there is none. */
  readonly products: Int32Array;
  /** [rows × nEach] */
  readonly scores: Float64Array;
}
interface Input {
  readonly model: RecommenderModel;
  readonly known: Interactions;
  readonly blocks: Blocks;
  /** Customers that are asked for; null asks for all. */
  readonly rows: Int32Array | null;
  readonly out: TopOffers;
  readonly queue: ChunkQueue;
}

/**
 * The best products for customers, over all threads.
 * @param known what they have, and what is scored from
 * @throws Cancelled
 */
export async function topOffers(
  { model, known, rows, nEach, blocks }: Omit<Input, 'out' | 'queue'> & { nEach: number },
  run: Run,
  label?: string,
): Promise<TopOffers> {
  const n = rows?.length ?? known.nCustomers;
  const out = { nEach, products: sharedInt32(n * nEach).fill(-1), scores: sharedFloat64(n * nEach) };
  const queue = newChunkQueue(n, CHUNK_CUSTOMERS);
  await onEveryThread(run, 'recommend.top', { model, known, blocks, rows, out, queue }, label);
  return out;
}

export function topOffersTask({ model, known, blocks, rows, out, queue }: Input, context: TaskContext): void {
  const { nProducts } = known;
  const scores = new Float64Array(nProducts);
  const isOpen = new Uint8Array(nProducts);
  const best = new TopList(out.nEach);
  const space = newScoreSpace(model);
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let i = rowStart; i < rowEnd; i++) {
      const customer = rows ? rows[i] : i;
      if (known.offsets[customer] === known.offsets[customer + 1]) continue;
      scoreCustomer(model, known, customer, space, scores);
      openProducts(blocks, known, customer, isOpen);
      best.clear();
      for (let p = 0; p < nProducts; p++) if (isOpen[p] === 1) best.offer(p, scores[p]);
      best.take(out.products, out.scores, i * out.nEach);
    }
  });
}

/** @param isOpen [nProducts], written: 1 where the customer may be offered it */
export function openProducts(blocks: Blocks, known: Interactions, customer: number, isOpen: Uint8Array): void {
  for (let p = 0; p < isOpen.length; p++) isOpen[p] = 1 - blocks.everywhere[p];
  for (const rule of blocks.rules) {
    if (rule.customers[customer] === 0) continue;
    for (let p = 0; p < isOpen.length; p++) if (rule.products[p] === 1) isOpen[p] = 0;
  }
  if (!blocks.excludeOwned) return;
  for (let i = known.offsets[customer]; i < known.offsets[customer + 1]; i++) isOpen[known.products[i]] = 0;
}

export function noBlocks(nProducts: number, excludeOwned = true): Blocks {
  return { everywhere: new Uint8Array(nProducts), rules: [], excludeOwned };
}
