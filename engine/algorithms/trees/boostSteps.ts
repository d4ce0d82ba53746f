import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { CUT, CUT_SPACE, histogramLength, MOST_TOGETHER, NODE } from '../../kernels/TreeCalls.ts';
import { chunkAt } from '../../workers/claimChunks.ts';
import type { FeatureBins } from './featureBins.ts';
import { ORDER, ROOT_CUTS, ROOT_HISTOGRAM, STEP, type BoostState, type Scales } from './boostState.ts';

export interface StepInput {
  readonly state: BoostState;
  readonly scales: Scales;
  readonly featureBins: readonly FeatureBins[];
  /** [nFeatures] 1 where the answer may only rise with the feature, -1 where it may only fall. */
  readonly monotone: Int8Array;
  readonly thread: number;
}

/** Does one item of the step that is under way. */
export function stepWorker(input: StepInput): (item: number) => void {
  const kernels = kernelsFor(input.state.handle);
  const { state, scales } = input;
  const cuts = cutWorker(input, kernels);
  const gradients = (item: number) => {
    const { raw, y, weights, pairs, nRows } = state;
    const { rowStart: from, rowEnd: to } = chunkAt(nRows, item);
    const { gradientScale, hessianScale } = scales;
    kernels.stepGradients({ raw, y, weights, gradientScale, hessianScale, from, to, pairs });
  };
  const answers = (item: number) => {
    const { pieces, pieceAnswers, entries, raw } = state;
    kernels.addToRows(entries, pieces[2 * item], pieces[2 * item + 1], pieceAnswers[item], raw);
  };
  return item => {
    const step = state.orders[ORDER.step];
    if (step === STEP.gradients) gradients(item);
    else if (step === STEP.part) partChunk(state, kernels, item);
    else if (step === STEP.settle) settleChunk(state, kernels, item);
    else if (step === STEP.cuts) cuts(item);
    else if (step === STEP.answers) answers(item);
    else turnRows(state, item);
  };
}

/** The bins of a feature. */
export function columnOf({ columns, nRows }: BoostState, feature: number): Uint8Array {
  return columns.subarray(feature * nRows, (feature + 1) * nRows);
}

/** Rows whose bins are turned at a time: what is written of them stays near until all features are. */
const TURNED_ROWS = 256;

function turnRows({ nRows, nFeatures, columns, bins, rowBytes }: BoostState, item: number): void {
  const { rowStart, rowEnd } = chunkAt(nRows, item);
  for (let from = rowStart; from < rowEnd; from += TURNED_ROWS) {
    const to = Math.min(rowEnd, from + TURNED_ROWS);
    for (let feature = 0; feature < nFeatures; feature++)
      for (let row = from; row < to; row++) bins[row * rowBytes + feature] = columns[feature * nRows + row];
  }
}

function partChunk(state: BoostState, kernels: Kernels, item: number): void {
  const { orders, entries, spare, set, chunkLefts } = state;
  const { rowStart, rowEnd } = chunkAt(orders[ORDER.to] - orders[ORDER.from], item);
  const from = orders[ORDER.from] + rowStart;
  const to = orders[ORDER.from] + rowEnd;
  const column = columnOf(state, orders[ORDER.feature]);
  chunkLefts[item] = kernels.partitionRows({ entries, from, to, column, stride: 1, set, out: spare, outFrom: from });
}

function settleChunk(state: BoostState, kernels: Kernels, item: number): void {
  const { orders, entries, spare, chunkLefts, chunkPlaces, pairs, bins, rowBytes, starts } = state;
  const { rowStart, rowEnd } = chunkAt(orders[ORDER.to] - orders[ORDER.from], item);
  const from = orders[ORDER.from] + rowStart;
  const to = orders[ORDER.from] + rowEnd;
  const split = from + chunkLefts[item];
  const [left, right] = [chunkPlaces[2 * item], chunkPlaces[2 * item + 1]];
  kernels.copyEntries(spare, from, split, entries, left);
  kernels.copyEntries(spare, split, to, entries, right);
  const isLeftSmall = orders[ORDER.smallFrom] === orders[ORDER.from];
  const [first, end, place] = isLeftSmall ? [from, split, left] : [split, to, right];
  const { orderedPairs: outPairs, orderedBins: outBins, capacity } = state;
  const outFrom = place - orders[ORDER.smallFrom];
  const rows = { entries: spare, from: first, to: end, pairs, bins, stride: rowBytes, starts };
  if (orders[ORDER.gathers] === 1) kernels.gatherRows({ ...rows, outPairs, outBins, capacity, outFrom });
}

/** No rows by name: all places in order. */
const IN_ORDER = new Int32Array(0);

function cutWorker({ state, scales, featureBins, monotone, thread }: StepInput, kernels: Kernels) {
  const { orders, nRows, nTrained, histograms, nFeatures, rules, cuts } = state;
  const length = histogramLength(state.handle.kind);
  const space = state.cutSpace.subarray(thread * CUT_SPACE, (thread + 1) * CUT_SPACE);
  const nodes = [0, 1].map(side => state.nodes.subarray(side * NODE.length, (side + 1) * NODE.length));
  const histogramAt = (slot: number, group: number) => {
    const at = slot * nFeatures * length;
    return histograms.subarray(at + state.starts[group] * length, at + state.ends[group] * length);
  };
  const cutFeatures = (histogram: Float64Array, group: number, side: number) => {
    for (let feature = state.starts[group]; feature < state.ends[group]; feature++) {
      const from = (feature - state.starts[group]) * length;
      const at = (side * nFeatures + feature) * CUT.length;
      const { kind, nBins, hasMissing } = featureBins[feature];
      kernels.gradientSplit({
        histogram: histogram.subarray(from, from + length),
        nBins,
        hasMissing,
        isCategory: kind === 'category',
        monotone: monotone[feature] as -1 | 0 | 1,
        node: nodes[side],
        rules,
        space,
        cut: cuts.subarray(at, at + CUT.length),
      });
    }
  };
  return (group: number) => {
    const small = histogramAt(orders[ORDER.smallSlot], group);
    if (orders[ORDER.kind] === ROOT_CUTS) return cutFeatures(small, group, 0);
    const groupFeatures = state.ends[group] - state.starts[group];
    const sums = { nFeatures: groupFeatures, countShift: scales.countShift, histogram: small };
    if (orders[ORDER.kind] === ROOT_HISTOGRAM) {
      const bins = state.bins.subarray(state.starts[group]);
      const entries = nTrained === nRows ? IN_ORDER : state.entries;
      const rows = { entries, from: 0, to: nTrained, pairs: state.pairs, bins, stride: state.rowBytes };
      return kernels.gradientHistogram({ ...rows, ...sums });
    }
    const bins = state.orderedBins.subarray(group * state.capacity * MOST_TOGETHER);
    const to = orders[ORDER.smallTo] - orders[ORDER.smallFrom];
    const rows = { entries: IN_ORDER, from: 0, to, pairs: state.orderedPairs, bins, stride: MOST_TOGETHER };
    kernels.gradientHistogram({ ...rows, ...sums });
    if (orders[ORDER.wantsSmall] === 1) cutFeatures(small, group, 0);
    const large = histogramAt(orders[ORDER.largeSlot], group);
    kernels.subtractHistogram(large, small);
    if (orders[ORDER.wantsLarge] === 1) cutFeatures(large, group, 1);
  };
}
