import type { ArenaHandle, Arena } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import {
  BIN_SET_BYTES,
  ENTRY_BITS,
  ENTRY_ROW,
  FOREST_SPACE,
  FOUND,
  OPEN,
  RECORD,
  STATE,
} from '../../kernels/TreeCalls.ts';
import { stream, type RandomStream } from '../../random.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureBins } from './featureBins.ts';
import { TreeDraft, type TreePart } from './TreeDraft.ts';

/** Of a root. */
const NO_PARENT = -1;
/** Questions that a path may have at most. */
export const DEEPEST = 30;
const STACK_LENGTH = (DEEPEST + 2) * OPEN.length;
/** Nodes that the kernel makes before it comes back. */
const RECORDS = 512;
/** Entries that it goes over before it comes back, so that someone may stop it. */
const ENTRIES_AT_ONCE = 500_000;

/** Working space of a thread that grows trees. */
export interface ForestSpace {
  readonly entries: Int32Array;
  readonly spare: Int32Array;
  readonly counts: Uint8Array;
  readonly state: Int32Array;
  readonly order: Int32Array;
  readonly work: Float64Array;
  readonly stack: Float64Array;
  readonly records: Float64Array;
}
export function forestSpaceBytes(nRows: number, nFeatures: number): number {
  const numbers = FOREST_SPACE + STACK_LENGTH + RECORDS * RECORD.length;
  return nRows * 9 + (nFeatures + STATE.length) * 4 + numbers * 8 + 8 * 64;
}
export function newForestSpace(arena: Arena, nRows: number, nFeatures: number): ForestSpace {
  return {
    entries: arena.int32(nRows),
    spare: arena.int32(nRows),
    counts: arena.uint8(nRows),
    state: arena.int32(STATE.length),
    order: arena.int32(nFeatures),
    work: arena.float64(FOREST_SPACE).fill(0),
    stack: arena.float64(STACK_LENGTH),
    records: arena.float64(RECORDS * RECORD.length),
  };
}

export interface GrowForestInput {
  /** Of trees. */
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly seed: number;
  readonly featureBins: readonly FeatureBins[];
  /** [nFeatures × nRows] */
  readonly bins: Uint8Array;
  readonly nRows: number;
  readonly shapes: Int32Array;
  readonly y: Uint8Array;
  /** [nRows], or empty. */
  readonly weights: Float64Array;
  readonly isDrawn: boolean;
  /** Features looked at for a split. */
  readonly nTried: number;
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly levelPenalty: number;
  readonly space: ForestSpace;
}
export interface GrownTree {
  readonly index: number;
  readonly part: TreePart;
}

/** Trees one after the other, each from a stream of its own, until none is left. */
export function growForest(input: GrowForestInput, context: TaskContext): GrownTree[] {
  const grown: GrownTree[] = [];
  const kernels = kernelsFor(input.handle);
  claimChunks(input.queue, context, ({ index }) =>
    grown.push({ index, part: growTree(input, kernels, index, context) }),
  );
  return grown;
}

function growTree(input: GrowForestInput, kernels: Kernels, index: number, context: TaskContext): TreePart {
  const { space, bins, nRows, nTried, shapes, weights, maxDepth, minSamplesLeaf } = input;
  const { entries, spare, order, state, stack, records, work } = space;
  for (let feature = 0; feature < order.length; feature++) order[feature] = feature;
  const byChance = plantRoot(input, kernels, stream(input.seed, 'forest.tree', index));
  const levelPenalty = input.levelPenalty * byChance;
  const tree = new TreeDraft(input.featureBins);
  const call = {
    entries,
    spare,
    bins,
    nRows,
    order,
    nTried,
    shapes,
    weights,
    maxDepth,
    space: work,
    state,
    stack,
    levelPenalty,
  };
  while (state[STATE.nOpen] > 0) {
    context.throwIfCancelled();
    const minRows = minSamplesLeaf;
    const n = kernels.growForest({ ...call, minRows, records, nRecords: RECORDS, nEntries: ENTRIES_AT_ONCE });
    for (let i = 0; i < n; i++) addRecord(tree, records.subarray(i * RECORD.length, (i + 1) * RECORD.length));
  }
  return tree.toPart();
}

/**
 * Draws the rows that a tree learns from.
 * @returns squared weights over weights of what was drawn: the unit of gains by chance, 1 where every row counts once, 2 where they are drawn
 */
function plantRoot(
  { space, y, nRows, isDrawn, weights }: GrowForestInput,
  kernels: Kernels,
  random: RandomStream,
): number {
  const { state, counts, entries, stack } = space;
  for (let i = 0; i < 4; i++) state[i] = random.below(2 ** 32) | (i === 3 ? 1 : 0);
  const drawn = kernels.bagRows({ state, isDrawn, y, nRows, counts, entries });
  let [n, rows, weight, events, squares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < drawn; i++) {
    const entry = entries[i];
    const code = entry >>> ENTRY_BITS;
    const own = weights.length > 0 ? weights[entry & ENTRY_ROW] * (code >>> 1) : code >>> 1;
    // A row without weight is no row.
    if (own === 0) continue;
    entries[n++] = entry;
    rows += code >>> 1;
    weight += own;
    squares += own * own;
    if (code & 1) events += own;
  }
  stack.set([0, n, 0, NO_PARENT, rows, weight, events]);
  state[STATE.nOpen] = 1;
  state[STATE.nNodes] = 0;
  return weight > 0 ? squares / weight : 1;
}

function addRecord(tree: TreeDraft, record: Float64Array): void {
  const [weight, events, parent] = [record[RECORD.weight], record[RECORD.events], record[RECORD.parent]];
  const share = weight > 0 ? Math.min(1, Math.max(0, events / weight)) : 0;
  const node = tree.addLeaf(share, weight);
  if (parent !== NO_PARENT) tree.hang(node, Math.floor(parent / 2), parent % 2 === 1);
  if (record[FOUND.feature] < 0) return;
  tree.ask(node, {
    feature: record[FOUND.feature],
    bin: record[FOUND.bin],
    set: new Uint8Array(record.buffer, record.byteOffset + RECORD.set * 8, BIN_SET_BYTES),
    isMissingLeft: record[FOUND.missingLeft] === 1,
    gain: record[FOUND.score],
  });
}
