import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { CUT, CUT_SPACE, histogramLength, NODE, QUAD } from '../../kernels/TreeCalls.ts';
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
    else answers(item);
  };
}

/** The bins of a feature, one every QUAD bytes. */
export function columnOf({ bins, nRows }: BoostState, feature: number): Uint8Array {
  const quad = Math.floor(feature / QUAD);
  return bins.subarray(quad * QUAD * nRows + (feature % QUAD));
}

function partChunk(state: BoostState, kernels: Kernels, item: number): void {
  const { orders, entries, spare, set, chunkLefts } = state;
  const { rowStart, rowEnd } = chunkAt(orders[ORDER.to] - orders[ORDER.from], item);
  const from = orders[ORDER.from] + rowStart;
  const to = orders[ORDER.from] + rowEnd;
  const column = columnOf(state, orders[ORDER.feature]);
  chunkLefts[item] = kernels.partitionRows({ entries, from, to, column, stride: QUAD, set, out: spare, outFrom: from });
}

function settleChunk(state: BoostState, kernels: Kernels, item: number): void {
  const { orders, entries, spare, chunkLefts, chunkPlaces, pairs, ordered } = state;
  const { rowStart, rowEnd } = chunkAt(orders[ORDER.to] - orders[ORDER.from], item);
  const from = orders[ORDER.from] + rowStart;
  const to = orders[ORDER.from] + rowEnd;
  const split = from + chunkLefts[item];
  const [left, right] = [chunkPlaces[2 * item], chunkPlaces[2 * item + 1]];
  entries.set(spare.subarray(from, split), left);
  entries.set(spare.subarray(split, to), right);
  const isLeftSmall = orders[ORDER.smallFrom] === orders[ORDER.from];
  const [first, end, place] = isLeftSmall ? [from, split, left] : [split, to, right];
  kernels.gatherPairs(spare, first, end, pairs, ordered, place - orders[ORDER.smallFrom]);
}

function cutWorker({ state, scales, featureBins, monotone, thread }: StepInput, kernels: Kernels) {
  const { orders, entries, pairs, ordered, bins, nRows, histograms, nFeatures, rules, cuts } = state;
  const nQuads = Math.ceil(nFeatures / QUAD);
  const length = histogramLength(state.handle.kind);
  const space = state.cutSpace.subarray(thread * CUT_SPACE, (thread + 1) * CUT_SPACE);
  const nodes = [0, 1].map(side => state.nodes.subarray(side * NODE.length, (side + 1) * NODE.length));
  const histogramAt = (slot: number, quad: number) => {
    const at = (slot * nQuads + quad) * length;
    return histograms.subarray(at, at + length);
  };
  const cutFeatures = (histogram: Float64Array, quad: number, side: number) => {
    for (let feature = quad * QUAD; feature < Math.min(nFeatures, (quad + 1) * QUAD); feature++) {
      const quarter = length / QUAD;
      const at = (side * nFeatures + feature) * CUT.length;
      const { kind, nBins, hasMissing } = featureBins[feature];
      kernels.gradientSplit({
        histogram: histogram.subarray((feature % QUAD) * quarter, ((feature % QUAD) + 1) * quarter),
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
  return (quad: number) => {
    const small = histogramAt(orders[ORDER.smallSlot], quad);
    if (orders[ORDER.kind] === ROOT_CUTS) return cutFeatures(small, quad, 0);
    const isRoot = orders[ORDER.kind] === ROOT_HISTOGRAM;
    const [from, to] = [orders[ORDER.smallFrom], orders[ORDER.smallTo]];
    const quads = bins.subarray(quad * QUAD * nRows, (quad + 1) * QUAD * nRows);
    const { countShift } = scales;
    // All rows in their own order have their pairs side by side already.
    const own = isRoot && nRows === state.nTrained ? pairs : ordered;
    const sums = { quads, nFeatures: Math.min(QUAD, nFeatures - quad * QUAD), countShift, histogram: small };
    kernels.gradientHistogram({ entries, from, to, pairs: own, pairsFrom: 0, ...sums });
    if (isRoot) return;
    if (orders[ORDER.wantsSmall] === 1) cutFeatures(small, quad, 0);
    const large = histogramAt(orders[ORDER.largeSlot], quad);
    kernels.subtractHistogram(large, small);
    if (orders[ORDER.wantsLarge] === 1) cutFeatures(large, quad, 1);
  };
}
