import { describe, expect, it } from 'vitest';
import { cutCells } from '#engine/algorithms/trees/cutCells';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import {
  BIN_SET_BYTES,
  CODE_SIGN,
  CUT,
  CUT_SPACE,
  ENTRY_BITS,
  ENTRY_ROW,
  FOREST_SPACE,
  FOUND,
  histogramLength,
  IS_CATEGORY,
  MOST_TOGETHER,
  NODE,
  ROW_CODES,
  RULES,
  type CutCells,
} from '#engine/kernels/TreeCalls';
import { stream } from '#engine/random';
import { kernelTwins } from './kernelTwins.ts';

const BYTES = 4_000_000;
function onBoth<T>(work: (kernels: Kernels, arena: Arena, kind: 'wasm' | 'typescript') => T): T[] {
  return kernelTwins(BYTES).map(({ name, kernels, arena }) => work(kernels, arena, name as 'wasm' | 'typescript'));
}
const N = 3000;

function drawn(arena: Arena, kernels: Kernels) {
  const random = stream(3, 'tree twins');
  const y = arena.uint8(N);
  for (let row = 0; row < N; row++) y[row] = Number(random.uniform() < 0.2);
  const state = arena.int32(4);
  for (let i = 0; i < 4; i++) state[i] = random.below(2 ** 32) | 1;
  const entries = arena.int32(N);
  const nEntries = kernels.bagRows({ state, isDrawn: true, y, nRows: N, counts: arena.uint8(N), entries });
  return { random, y, entries, nEntries };
}

function cutsIn(arena: Arena, thresholds: Float64Array): CutCells {
  const cuts = cutCells(thresholds);
  const [own, cells] = [arena.float64(cuts.thresholds.length), arena.uint8(cuts.cells.length)];
  own.set(cuts.thresholds);
  cells.set(cuts.cells);
  return { ...cuts, thresholds: own, cells };
}

describe('the kernels of trees', () => {
  it('binValues: as many thresholds as are below, the gap apart', () => {
    onBoth((kernels, arena) => {
      const values = arena.float64(6);
      values.set([0, 1, 1.5, 9, NaN, -3]);
      const thresholds = arena.float64(3);
      thresholds.set([0, 1, 2]);
      const out = arena.uint8(12).fill(0);
      kernels.binValues({ values, nValues: 6, thresholds, out, outStride: 2 });
      expect([...out].filter((_bin, i) => i % 2 === 0)).toEqual([0, 1, 2, 3, 255, 0]);
      kernels.binValues({ values, nValues: 6, thresholds: thresholds.subarray(0, 0), out, outStride: 2 });
      expect([...out].filter((_bin, i) => i % 2 === 0)).toEqual([0, 0, 0, 0, 255, 0]);
    });
  });

  it('binRows: the same bins as signed bytes, and whether there was a gap', () => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const random = stream(5, 'tree twins');
      const values = arena.float64(24);
      for (let i = 0; i < 24; i++) values[i] = random.normal();
      values.set([-Infinity, Infinity, 0.5]);
      const thresholds = arena.float64(3);
      thresholds.set([-0.5, 0, 0.5]);
      const [bins, codes] = [arena.uint8(24), arena.uint8(24 * ROW_CODES).fill(7)];
      const cuts = cutsIn(arena, thresholds);
      expect(kernels.binRows({ values, nValues: 24, cuts, codes: codes.subarray(3) })).toBe(false);
      values[9] = NaN;
      expect(kernels.binRows({ values, nValues: 24, cuts, codes: codes.subarray(5) })).toBe(true);
      kernels.binValues({ values, nValues: 24, thresholds, out: bins, outStride: 1 });
      expect([...bins.subarray(0, 3)]).toEqual([0, 3, 2]);
      for (let row = 0; row < 24; row++) {
        expect(codes[row * ROW_CODES + 5]).toBe(bins[row] ^ 128);
        expect(codes[row * ROW_CODES + 3] === codes[row * ROW_CODES + 5]).toBe(row !== 9);
        expect(codes[row * ROW_CODES + 4]).toBe(7);
      }
      return [...codes];
    });
    expect(wasm).toEqual(plain);
  });

  it.each([
    { name: 'none', cuts: [] },
    { name: 'one', cuts: [0.5] },
    { name: 'two that are all but equal', cuts: [0.5, 0.5 + 2 ** -53] },
    { name: 'as far apart as numbers go', cuts: [-1.7e308, -1, 0, 1, 1.7e308] },
    { name: 'one far from many', cuts: [...Array.from({ length: 253 }, (_none, i) => i / 64), 1e12] },
    { name: 'infinite', cuts: [-Infinity, 0, 1, Infinity] },
  ])('binRows: the bins of binValues, thresholds being $name', ({ cuts }) => {
    onBoth((kernels, arena) => {
      const values = arena.float64(800);
      const random = stream(6, 'tree twins');
      for (let i = 0; i < 800; i++) values[i] = 10 ** (13 * random.uniform() - 8) * (i % 3 ? 1 : -1);
      values.set([-Infinity, Infinity, NaN, 0, -0, 1e308, -1e308, 5e-324]);
      cuts.forEach((cut, i) => values.set([cut, cut + Math.abs(cut) * 2 ** -52], 8 + 2 * i));
      const thresholds = arena.float64(cuts.length);
      thresholds.set(cuts);
      const [bins, codes] = [arena.uint8(800), arena.uint8(800 * ROW_CODES)];
      kernels.binValues({ values, nValues: 800, thresholds, out: bins, outStride: 1 });
      kernels.binRows({ values, nValues: 800, cuts: cutsIn(arena, thresholds), codes });
      const found = Array.from(bins, (_bin, row) => codes[row * ROW_CODES] ^ CODE_SIGN);
      expect(found).toEqual([...bins]);
    });
  });

  it('binValues and binGroups: the same bins in columns of eight rows, and those turned round', () => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const random = stream(4, 'tree twins');
      const values = arena.float64(48);
      for (let i = 0; i < 48; i++) values[i] = i % 7 === 0 ? NaN : random.normal();
      values.set([-Infinity, Infinity, 0.25, -1e300]);
      const thresholds = arena.float64(9);
      thresholds.set([-1.5, -1, -0.5, 0, 0.25, 0.5, 1, 2, 1e300]);
      const bins = arena.uint8(45);
      kernels.binValues({ values, nValues: 45, thresholds, out: bins, outStride: 1 });
      expect([...bins.subarray(0, 4)]).toEqual([0, 9, 4, 0]);
      expect(bins[7]).toBe(255);
      const bytes = arena.uint8(6 * 3 * 16).fill(9);
      const block = new Uint16Array(bytes.buffer, bytes.byteOffset, 6 * 3 * 8);
      kernels.binGroups({ values, nValues: 48, thresholds, block, groupLength: 24, plain: 0, turned: 2 });
      for (let i = 0; i < 45; i++) {
        const at = (i >> 3) * 24 + (i & 7);
        expect(block[at]).toBe(bins[i] << 8);
        expect(block[at + 16]).toBe(((bins[i] + 1) & 255) << 8);
      }
      const own = [...block];
      kernels.binGroups({ values, nValues: 48, thresholds, block, groupLength: 24, plain: -1, turned: 1 });
      expect([...block].filter((_bin, i) => i % 24 < 8)).toEqual(own.filter((_bin, i) => i % 24 < 8));
      return [...block];
    });
    expect(wasm).toEqual(plain);
  });

  it('bagRows: as many draws as rows, the event kept', () => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const { y, entries, nEntries } = drawn(arena, kernels);
      let draws = 0;
      for (let i = 0; i < nEntries; i++) {
        draws += entries[i] >>> (ENTRY_BITS + 1);
        expect((entries[i] >>> ENTRY_BITS) & 1).toBe(y[entries[i] & ENTRY_ROW]);
      }
      expect(draws).toBe(N);
      return [...entries.subarray(0, nEntries)];
    });
    expect(wasm).toEqual(plain);
    // One minus one over e of the rows are drawn.
    expect(wasm.length / N).toBeCloseTo(0.632, 1);
  });

  it('partitionRows: both sides keep their order', () => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const { random, entries, nEntries } = drawn(arena, kernels);
      const column = arena.uint8(4 * N);
      for (let i = 0; i < column.length; i++) column[i] = random.below(256);
      const set = arena.uint8(BIN_SET_BYTES);
      for (let i = 0; i < set.length; i++) set[i] = random.below(256);
      const out = arena.int32(N);
      const call = { entries, from: 5, to: nEntries - 3, column, stride: 4, set, out, outFrom: 2 };
      const nLeft = kernels.partitionRows(call);
      const rows = [...entries.subarray(5, nEntries - 3)];
      const isLeft = (entry: number) => {
        const bin = column[(entry & ENTRY_ROW) * 4];
        return ((set[bin >> 3] >> (bin & 7)) & 1) === 1;
      };
      const wanted = [...rows.filter(isLeft), ...rows.filter(entry => !isLeft(entry))];
      expect(nLeft).toBe(rows.filter(isLeft).length);
      expect([...out.subarray(2, 2 + rows.length)]).toEqual(wanted);
      return [...out.subarray(2, 2 + rows.length)];
    });
    expect(wasm).toEqual(plain);
  });

  it.each([
    [N, false],
    [N, true],
    [40, false],
    [40, true],
  ])('forestSplit: both twins find the same in %i rows, weighted %s', (nRows, isWeighted) => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const { random, entries, nEntries } = drawn(arena, kernels);
      const to = Math.min(nEntries, nRows);
      const bins = arena.uint8(3 * N);
      for (let i = 0; i < bins.length; i++) bins[i] = random.uniform() < 0.1 ? 255 : random.below(30);
      const shapes = arena.int32(3);
      shapes.set([30, 30 + IS_CATEGORY, 30]);
      const weights = arena.float64(isWeighted ? N : 0);
      for (let i = 0; i < weights.length; i++) weights[i] = random.uniform();
      const node = arena.float64(3).fill(0);
      for (let i = 0; i < to; i++) {
        const count = entries[i] >>> (ENTRY_BITS + 1);
        const weight = count * (isWeighted ? weights[entries[i] & ENTRY_ROW] : 1);
        node[0] += count;
        node[1] += weight;
        node[2] += weight * ((entries[i] >>> ENTRY_BITS) & 1);
      }
      const features = arena.int32(1);
      const space = arena.float64(FOREST_SPACE).fill(0);
      const found = arena.float64(FOUND.length).fill(0);
      const set = arena.uint8(BIN_SET_BYTES);
      const each = [0, 1, 2].map(feature => {
        features[0] = feature;
        found[FOUND.score] = -1;
        const call = { entries, from: 0, to, bins, nRows: N, features, nTried: 1, shapes, weights, node };
        kernels.forestSplit({ ...call, minRows: 2, levelPenalty: 0.01, space, found, set });
        return [...found, ...set];
      });
      expect(each.every(([score]) => score > 0)).toBe(true);
      return each;
    });
    expect(wasm).toEqual(plain);
  });

  it('gradients, their histograms and cuts: both twins leave the same bits, and the sums are right', () => {
    const [wasm, plain] = onBoth((kernels, arena, kind) => {
      const { random, y, entries, nEntries } = drawn(arena, kernels);
      for (let i = 0; i < nEntries; i++) entries[i] &= ENTRY_ROW;
      const raw = arena.float64(N);
      for (let row = 0; row < N; row++) raw[row] = 2 * random.normal();
      const pairs = arena.int32(2 * N);
      const scales = { gradientScale: 2 ** 30, hessianScale: 2 ** 32 };
      kernels.stepGradients({ raw, y, weights: arena.float64(0), ...scales, from: 0, to: N, pairs });
      const share = 1 / (1 + Math.exp(-raw[7]));
      expect(pairs[14] / 2 ** 30).toBeCloseTo(share - y[7], 8);
      expect(pairs[15] / 2 ** 32).toBeCloseTo(share * (1 - share), 8);
      const stride = 16;
      const bins = arena.uint8(stride * N + 8);
      for (let i = 0; i < bins.length; i++) bins[i] = random.uniform() < 0.1 ? 255 : random.below(30);
      const [nFeatures, length] = [6, histogramLength(kind)];
      const histogram = arena.float64(nFeatures * length);
      const countShift = 51;
      const own = { entries: entries.subarray(0, nEntries), pairs, bins: bins.subarray(9), stride };
      kernels.gradientHistogram({ ...own, from: 0, to: nEntries, nFeatures, countShift, histogram });
      const copy = arena.int32(nEntries);
      kernels.copyEntries(entries, 0, 5, copy, nEntries - 5);
      kernels.copyEntries(entries, 5, nEntries, copy, 0);
      expect([...copy]).toEqual([...entries.subarray(5, nEntries), ...entries.subarray(0, 5)]);
      // The second of two groups, gathered in two parts.
      const starts = arena.int32(2);
      starts.set([0, 9]);
      const capacity = nEntries + 5;
      const [outPairs, outBins] = [arena.int32(2 * capacity), arena.uint8(2 * capacity * MOST_TOGETHER)];
      const rows = { entries, pairs, bins, stride, starts, outPairs, outBins, capacity };
      kernels.gatherRows({ ...rows, from: 0, to: 100, outFrom: 0 });
      kernels.gatherRows({ ...rows, from: 100, to: nEntries, outFrom: 100 });
      const side = { entries: arena.int32(0), pairs: outPairs, bins: outBins.subarray(capacity * MOST_TOGETHER) };
      const sums = { from: 0, stride: MOST_TOGETHER, nFeatures, countShift };
      const gathered = arena.float64(nFeatures * length);
      kernels.gradientHistogram({ ...side, ...sums, to: nEntries, histogram: gathered });
      expect(new Uint8Array(gathered.slice().buffer)).toEqual(new Uint8Array(histogram.slice().buffer));
      const half = arena.float64(nFeatures * length);
      kernels.gradientHistogram({ ...side, ...sums, to: 100, histogram: half });
      const node = arena.float64(NODE.length);
      kernels.sumHistogram(histogram.subarray(0, length), countShift, node);
      expect(node[NODE.rows]).toBe(nEntries);
      kernels.subtractHistogram(histogram, half);
      kernels.sumHistogram(histogram.subarray(length, 2 * length), countShift, node);
      expect(node[NODE.rows]).toBe(nEntries - 100);
      let gradient = 0;
      for (let i = 100; i < nEntries; i++) gradient += pairs[2 * entries[i]];
      expect(node[NODE.gradient]).toBe(gradient);
      node.set([0.1, -Infinity, Infinity], NODE.value);
      const rules = arena.float64(RULES.length);
      rules.set([0.5, 20, 1e-3, 2 ** -30, 2 ** -32, countShift, 0.1]);
      const space = arena.float64(CUT_SPACE);
      const cut = arena.float64(CUT.length).fill(0);
      const cuts = [0, 1, 2, 3].map(k => {
        const ofFeature = histogram.subarray(k * length, (k + 1) * length);
        const shape = { nBins: 30, hasMissing: k !== 0, isCategory: k === 1, monotone: k === 3 ? -1 : 0 } as const;
        kernels.gradientSplit({ histogram: ofFeature, ...shape, node, rules, space, cut });
        return [...cut];
      });
      expect(cuts.every(([gain]) => gain > 0)).toBe(true);
      kernels.addToRows(entries, 3, 50, 0.25, raw);
      return [...pairs, ...cuts.flat(), ...raw];
    });
    expect(wasm).toEqual(plain);
  });
});
