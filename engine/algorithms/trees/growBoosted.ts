import { CUT, NODE, RULES, histogramLength } from '../../kernels/TreeCalls.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import { countChunks } from '../../workers/claimChunks.ts';
import type { Crew } from '../../workers/crew.ts';
import { BOTH_SIDES, ORDER, ROOT_CUTS, ROOT_HISTOGRAM, STEP, type BoostState } from './boostState.ts';
import { columnOf, type StepInput } from './boostSteps.ts';
import { TreeDraft, type TreePart } from './TreeDraft.ts';

export interface GrowthRules {
  readonly learningRate: number;
  readonly maxLeafNodes: number;
  /** 0 is none. */
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
}

/** A node that may still be parted: its rows, its best cut, and where its histograms are. */
interface BoostNode {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly apartFrom: number;
  readonly apartTo: number;
  readonly depth: number;
  readonly value: number;
  readonly gradient: number;
  readonly hessian: number;
  /** Bounds of what its descendants may answer. */
  readonly lower: number;
  readonly upper: number;
  slot: number;
  /** null where it is a leaf for good. */
  cut: Float64Array | null;
  cutFeature: number;
}

/** Work on fewer rows than this times features is not worth a helper. */
const WORTH_SHARING = 40_000;

/** Grows one tree after the other on the same state; the leader's part of the work. */
export class BoostedGrower {
  readonly #state: BoostState;
  readonly #input: StepInput;
  readonly #rules: GrowthRules;
  readonly #crew: Crew;
  readonly #kernels: Kernels;
  /** Leaves of the tree that grew last. */
  #leaves: BoostNode[] = [];
  #freeSlots: number[] = [];

  constructor(input: StepInput, rules: GrowthRules, crew: Crew) {
    this.#state = input.state;
    this.#input = input;
    this.#rules = rules;
    this.#crew = crew;
    this.#kernels = kernelsFor(input.state.handle);
  }

  /** The bins of all rows row by row, once. */
  turnRows(): void {
    const { nRows } = this.#state;
    this.#do(STEP.turn, countChunks(nRows), nRows > 2 * CHUNK_ROWS);
  }

  /** Gradients of all rows from their log-odds. */
  takeGradients(): void {
    const { nRows } = this.#state;
    this.#do(STEP.gradients, countChunks(nRows), nRows > 2 * CHUNK_ROWS);
  }

  /**
   * Grows a tree on the gradients as they are.
   * @returns null when no cut of all rows is allowed
   */
  grow(): TreePart | null {
    const tree = new TreeDraft(this.#input.featureBins);
    const { maxLeafNodes } = this.#rules;
    const root = this.#plantRoot(tree);
    const done: BoostNode[] = [];
    let open = root.cut ? [root] : [];
    if (open.length === 0) done.push(root);
    while (open.length > 0) {
      const best = open.reduce((a, b) => (gainOf(b) > gainOf(a) ? b : a));
      open = open.filter(other => other !== best);
      const isLast = done.length + open.length + 2 >= maxLeafNodes;
      for (const child of this.#part(tree, best, isLast)) (child.cut ? open : done).push(child);
      if (isLast) {
        done.push(...open);
        open = [];
      }
    }
    this.#leaves = done;
    return this.#finish(tree);
  }

  #finish(tree: TreeDraft): TreePart | null {
    const { entries, weights } = this.#state;
    for (const { node, from, to, value } of this.#leaves) {
      let cover = to - from;
      if (weights.length > 0) {
        cover = 0;
        for (let i = from; i < to; i++) cover += weights[entries[i]];
      }
      tree.setLeaf(node, value * this.#rules.learningRate, cover);
    }
    if (this.#leaves.length < 2) return null;
    tree.averageUp();
    return tree.toPart();
  }

  /** Adds what the leaves of the last tree answer to the log-odds of their rows. */
  addAnswers(): void {
    const { pieces, pieceAnswers, apart, raw, nTrained } = this.#state;
    let n = 0;
    for (const leaf of this.#leaves) {
      const answer = leaf.value * this.#rules.learningRate;
      for (let from = leaf.from; from < leaf.to; from += CHUNK_ROWS) {
        pieces[2 * n] = from;
        pieces[2 * n + 1] = Math.min(leaf.to, from + CHUNK_ROWS);
        pieceAnswers[n++] = answer;
      }
      this.#kernels.addToRows(apart, leaf.apartFrom, leaf.apartTo, answer, raw);
    }
    this.#do(STEP.answers, n, nTrained > 2 * CHUNK_ROWS);
  }

  #do(step: number, nItems: number, isWorthSharing: boolean): void {
    this.#state.orders[ORDER.step] = step;
    if (isWorthSharing && nItems > 1) this.#crew.share(nItems);
    else this.#crew.alone(nItems);
  }

  #plantRoot(tree: TreeDraft): BoostNode {
    const { state } = this.#input;
    const { orders, nodes, nTrained, nRows } = state;
    this.#freeSlots = Array.from({ length: this.#rules.maxLeafNodes }, (_none, slot) => slot).reverse();
    const slot = this.#freeSlots.pop() ?? 0;
    orders[ORDER.smallFrom] = 0;
    orders[ORDER.smallTo] = nTrained;
    orders[ORDER.smallSlot] = slot;
    this.#shareCuts(ROOT_HISTOGRAM, nTrained);
    const length = histogramLength(state.handle.kind);
    const at = slot * state.nFeatures * length;
    const first = state.histograms.subarray(at, at + length);
    this.#kernels.sumHistogram(first, this.#input.scales.countShift, nodes);
    const root: BoostNode = {
      node: tree.addLeaf(0, 0),
      from: 0,
      to: nTrained,
      apartFrom: 0,
      apartTo: nRows - nTrained,
      depth: 0,
      value: 0,
      gradient: nodes[NODE.gradient],
      hessian: nodes[NODE.hessian],
      lower: -Infinity,
      upper: Infinity,
      slot,
      cut: null,
      cutFeature: -1,
    };
    this.#tell(0, root);
    if (this.#canBeParted(root)) {
      this.#shareCuts(ROOT_CUTS, 0);
      this.#takeBest(root, 0);
    }
    return root;
  }

  #shareCuts(kind: number, nRows: number): void {
    const { nFeatures, orders } = this.#state;
    orders[ORDER.kind] = kind;
    this.#do(STEP.cuts, this.#state.starts.length, (nRows + 512) * nFeatures > WORTH_SHARING);
  }

  #tell(side: number, { gradient, hessian, from, to, value, lower, upper }: BoostNode): void {
    this.#state.nodes.set([gradient, hessian, to - from, value, lower, upper], side * NODE.length);
  }

  #canBeParted({ from, to, depth, hessian }: BoostNode): boolean {
    const { maxDepth, minSamplesLeaf } = this.#rules;
    const { rules } = this.#state;
    const isDeep = maxDepth > 0 && depth >= maxDepth;
    if (depth === 0 && hessian * rules[RULES.hessianUnit] < rules[RULES.leastHessian]) return false;
    return !isDeep && to - from >= 2 * minSamplesLeaf;
  }

  #takeBest(node: BoostNode, side: number): void {
    const { cuts, nFeatures } = this.#state;
    let best = -1;
    let gain = 0;
    for (let feature = 0; feature < nFeatures; feature++) {
      const own = cuts[(side * nFeatures + feature) * CUT.length + CUT.gain];
      if (own > gain) [best, gain] = [feature, own];
    }
    if (best < 0) return;
    const at = (side * nFeatures + best) * CUT.length;
    node.cut = cuts.slice(at, at + CUT.length);
    node.cutFeature = best;
  }

  /** Parts the rows of a node and finds the best cut of each side; with `isLast` both are leaves. */
  #part(tree: TreeDraft, parent: BoostNode, isLast: boolean): BoostNode[] {
    const cut = parent.cut ?? new Float64Array(CUT.length);
    const { set } = this.#state;
    set.set(new Uint8Array(cut.buffer, cut.byteOffset + CUT.set * 8, set.length));
    tree.ask(parent.node, {
      feature: parent.cutFeature,
      bin: cut[CUT.bin],
      set,
      isMissingLeft: cut[CUT.missingLeft] === 1,
      gain: cut[CUT.gain],
    });
    const middle = parent.from + cut[CUT.rows];
    const [left, right] = this.#children(tree, parent, cut, middle);
    const isLeftSmall = middle - parent.from < parent.to - middle;
    const [small, large] = isLeftSmall ? [left, right] : [right, left];
    const wanted = [small, large].map(child => !isLast && this.#canBeParted(child));
    this.#state.orders[ORDER.gathers] = Number(wanted.includes(true));
    this.#moveRows(parent, middle, small);
    if (wanted.includes(true)) this.#cutBoth(parent, small, large, wanted);
    else this.#freeSlots.push(parent.slot);
    return [left, right];
  }

  #children(tree: TreeDraft, parent: BoostNode, cut: Float64Array, middle: number): [BoostNode, BoostNode] {
    const direction = this.#input.monotone[parent.cutFeature];
    const mid = (cut[CUT.leftValue] + cut[CUT.rightValue]) / 2;
    const apartMiddle = this.#partApart(parent);
    const both = { depth: parent.depth + 1, slot: parent.slot, cut: null, cutFeature: -1 };
    const { lower, upper } = parent;
    const left = {
      ...both,
      node: tree.addLeaf(0, 0),
      from: parent.from,
      to: middle,
      apartFrom: parent.apartFrom,
      apartTo: apartMiddle,
      value: cut[CUT.leftValue],
      gradient: cut[CUT.gradient],
      hessian: cut[CUT.hessian],
      lower: direction < 0 ? mid : lower,
      upper: direction > 0 ? mid : upper,
    };
    const right = {
      ...both,
      node: tree.addLeaf(0, 0),
      from: middle,
      to: parent.to,
      apartFrom: apartMiddle,
      apartTo: parent.apartTo,
      value: cut[CUT.rightValue],
      gradient: parent.gradient - cut[CUT.gradient],
      hessian: parent.hessian - cut[CUT.hessian],
      lower: direction > 0 ? mid : lower,
      upper: direction < 0 ? mid : upper,
    };
    tree.hang(left.node, parent.node, false);
    tree.hang(right.node, parent.node, true);
    return [left, right];
  }

  #cutBoth(parent: BoostNode, small: BoostNode, large: BoostNode, wanted: readonly boolean[]): void {
    const { orders } = this.#state;
    large.slot = parent.slot;
    small.slot = this.#freeSlots.pop() ?? 0;
    orders[ORDER.smallSlot] = small.slot;
    orders[ORDER.largeSlot] = large.slot;
    orders[ORDER.wantsSmall] = Number(wanted[0]);
    orders[ORDER.wantsLarge] = Number(wanted[1]);
    this.#tell(0, small);
    this.#tell(1, large);
    this.#shareCuts(BOTH_SIDES, small.to - small.from);
    if (wanted[0]) this.#takeBest(small, 0);
    if (wanted[1]) this.#takeBest(large, 1);
    for (const child of [small, large]) if (!child.cut) this.#freeSlots.push(child.slot);
  }

  /** The rows of a node side by side: those that go left, then those that go right. */
  #moveRows({ from, to, cutFeature }: BoostNode, middle: number, small: BoostNode): void {
    const { orders, chunkLefts, chunkPlaces } = this.#state;
    const nChunks = countChunks(to - from);
    orders[ORDER.from] = from;
    orders[ORDER.to] = to;
    orders[ORDER.feature] = cutFeature;
    orders[ORDER.smallFrom] = small.from;
    orders[ORDER.smallTo] = small.to;
    this.#do(STEP.part, nChunks, true);
    let [left, right] = [from, middle];
    for (let chunk = 0; chunk < nChunks; chunk++) {
      chunkPlaces[2 * chunk] = left;
      chunkPlaces[2 * chunk + 1] = right;
      const rows = Math.min(to - from, (chunk + 1) * CHUNK_ROWS) - chunk * CHUNK_ROWS;
      left += chunkLefts[chunk];
      right += rows - chunkLefts[chunk];
    }
    this.#do(STEP.settle, nChunks, true);
  }

  #partApart({ apartFrom: from, apartTo: to, cutFeature }: BoostNode): number {
    if (from === to) return from;
    const { apart, apartSpare, set } = this.#state;
    const column = columnOf(this.#state, cutFeature);
    const call = { entries: apart, from, to, column, stride: 1, set, out: apartSpare, outFrom: from };
    const nLeft = this.#kernels.partitionRows(call);
    apart.set(apartSpare.subarray(from, to), from);
    return from + nLeft;
  }
}

function gainOf({ cut }: BoostNode): number {
  return cut ? cut[CUT.gain] : 0;
}
