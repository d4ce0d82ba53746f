import type { ArenaHandle, Arena } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { BIN_SET_BYTES, ENTRY_BITS, ENTRY_ROW, FOREST_SPACE, FOUND } from '../../kernels/TreeCalls.ts';
import { stream, type RandomStream } from '../../random.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureBins } from './featureBins.ts';
import { TreeDraft, type TreePart } from './TreeDraft.ts';

/** Working space of a thread that grows trees. */
export interface ForestSpace {
  readonly entries: Int32Array;
  readonly spare: Int32Array;
  readonly counts: Uint8Array;
  readonly state: Int32Array;
  readonly order: Int32Array;
  readonly node: Float64Array;
  readonly work: Float64Array;
  readonly found: Float64Array;
  readonly set: Uint8Array;
}
export function forestSpaceBytes(nRows: number, nFeatures: number): number {
  return nRows * 9 + nFeatures * 4 + (FOREST_SPACE + FOUND.length + 3) * 8 + 16 + BIN_SET_BYTES + 9 * 64;
}
export function newForestSpace(arena: Arena, nRows: number, nFeatures: number): ForestSpace {
  return {
    entries: arena.int32(nRows),
    spare: arena.int32(nRows),
    counts: arena.uint8(nRows),
    state: arena.int32(4),
    order: arena.int32(nFeatures),
    node: arena.float64(3),
    work: arena.float64(FOREST_SPACE).fill(0),
    found: arena.float64(FOUND.length),
    set: arena.uint8(BIN_SET_BYTES),
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

interface OpenNode {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly rows: number;
  readonly weight: number;
  readonly events: number;
}

function growTree(input: GrowForestInput, kernels: Kernels, index: number, context: TaskContext): TreePart {
  const { space, maxDepth, minSamplesLeaf } = input;
  const random = stream(input.seed, 'forest.tree', index);
  const root = drawRows(input, kernels, random);
  for (let feature = 0; feature < space.order.length; feature++) space.order[feature] = feature;
  const tree = new TreeDraft(input.featureBins);
  tree.addLeaf(shareOf(root), root.weight);
  const open: OpenNode[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    context.throwIfCancelled();
    const isPure = next.events <= 0 || next.events >= next.weight;
    if (isPure || next.depth >= maxDepth || next.rows < 2 * minSamplesLeaf) continue;
    if (findSplit(input, kernels, random, next)) open.push(...splitNode(input, kernels, tree, next));
  }
  return tree.toPart();
}

function shareOf({ weight, events }: { weight: number; events: number }): number {
  return weight > 0 ? Math.min(1, Math.max(0, events / weight)) : 0;
}

function drawRows(input: GrowForestInput, kernels: Kernels, random: RandomStream): OpenNode {
  const { space, y, nRows, isDrawn, weights } = input;
  const { state, counts, entries } = space;
  for (let i = 0; i < state.length; i++) state[i] = random.below(2 ** 32) | (i === 3 ? 1 : 0);
  const drawn = kernels.bagRows({ state, isDrawn, y, nRows, counts, entries });
  let [n, rows, weight, events] = [0, 0, 0, 0];
  for (let i = 0; i < drawn; i++) {
    const entry = entries[i];
    const code = entry >>> ENTRY_BITS;
    const own = weights.length > 0 ? weights[entry & ENTRY_ROW] * (code >>> 1) : code >>> 1;
    // A row without weight is no row.
    if (own === 0) continue;
    entries[n++] = entry;
    rows += code >>> 1;
    weight += own;
    if (code & 1) events += own;
  }
  return { node: 0, from: 0, to: n, depth: 0, rows, weight, events };
}

/** Looks at features drawn by lot: as many as asked for, and further ones until one can part the rows. */
function findSplit(input: GrowForestInput, kernels: Kernels, random: RandomStream, next: OpenNode): boolean {
  const { space, bins, nRows, shapes, weights, nTried, minSamplesLeaf } = input;
  const { entries, order, node, work, found, set } = space;
  node[0] = next.rows;
  node[1] = next.weight;
  node[2] = next.events;
  found[FOUND.score] = -1;
  const call = { entries, from: next.from, to: next.to, bins, nRows, shapes, weights, node, space: work, found, set };
  for (let seen = 0; seen < order.length;) {
    const wanted = seen === 0 ? nTried : 1;
    for (let i = seen; i < seen + wanted; i++) {
      const other = i + random.below(order.length - i);
      const feature = order[other];
      order[other] = order[i];
      order[i] = feature;
    }
    const features = order.subarray(seen, seen + wanted);
    kernels.forestSplit({ ...call, features, nTried: wanted, minRows: minSamplesLeaf });
    if (found[FOUND.score] >= 0) return true;
    seen += wanted;
  }
  return false;
}

function splitNode(input: GrowForestInput, kernels: Kernels, tree: TreeDraft, next: OpenNode): OpenNode[] {
  const { bins, nRows } = input;
  const { entries, spare, found, set } = input.space;
  const feature = found[FOUND.feature];
  const parent = (next.events * next.events) / next.weight;
  tree.split(next.node, {
    feature,
    bin: found[FOUND.bin],
    set,
    isMissingLeft: found[FOUND.missingLeft] === 1,
    gain: Math.max(0, 2 * (found[FOUND.score] - parent)),
  });
  const column = bins.subarray(feature * nRows, (feature + 1) * nRows);
  const { from, to } = next;
  const nLeft = kernels.partitionRows({ entries, from, to, column, stride: 1, set, out: spare, outFrom: 0 });
  entries.set(spare.subarray(0, to - from), from);
  const left = { rows: found[FOUND.rows], weight: found[FOUND.weight], events: found[FOUND.events] };
  const right = {
    rows: next.rows - left.rows,
    weight: next.weight - left.weight,
    events: next.events - left.events,
  };
  const depth = next.depth + 1;
  return [
    { ...left, node: tree.addLeaf(shareOf(left), left.weight), from, to: from + nLeft, depth },
    { ...right, node: tree.addLeaf(shareOf(right), right.weight), from: from + nLeft, to, depth },
  ];
}
