import { describe, expect, it } from 'vitest';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import { LISTED } from '#engine/kernels/typescript/assignRows';
import { newPackedLeads } from '#engine/kernels/typescript/packedLeads';
import { stream } from '#engine/random';
import { marginBase, marginSlope } from '#engine/algorithms/kmeans/margins';
import { historyLength, rememberCenters, SLOTS, type Limits } from '#engine/algorithms/kmeans/limits';
import { packCenters } from '#engine/algorithms/kmeans/packCenters';
import { CHUNK_ROWS } from '#engine/workers/Pool';
import { kernelTwins } from './kernelTwins.ts';

const BYTES = 4_000_000;

/** Runs the same work on both twins and returns what each left behind, as plain arrays of bits. */
function onBoth<T>(work: (kernels: Kernels, arena: Arena) => T): T[] {
  return kernelTwins(BYTES).map(({ kernels, arena }) => work(kernels, arena));
}

function filled(target: Float64Array, seed: number, nearTies = false): Float64Array {
  const random = stream(seed, 'kernel test');
  for (let i = 0; i < target.length; i++) target[i] = nearTies ? Math.round(random.normal() * 2) / 2 : random.normal();
  return target;
}

function squaredLengths(rows: Float64Array, nColumns: number, out: Float32Array): Float32Array {
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) sum += rows[row * nColumns + j] ** 2;
    out[row] = sum;
  }
  return out;
}

interface Shape {
  nRows: number;
  nColumns: number;
  nClusters: number;
  ties: boolean;
  /** By how much centres move between two assignments: little leaves most rows closed. */
  move: number;
  /** Whether each pair of centres has limits of its own. */
  isPaired?: boolean;
  /** Whether the first assignment leaves nothing for the second to know. */
  isFar?: boolean;
}

function assignTwice(
  kernels: Kernels,
  arena: Arena,
  { nRows, nColumns, nClusters, ties, move, isPaired, isFar = false }: Shape,
) {
  const stride32 = 4 * Math.ceil(nColumns / 4);
  const exact = filled(arena.float64(nRows * nColumns), 1, ties);
  const rows32 = arena.float32(nRows * stride32).fill(0);
  for (let row = 0; row < nRows; row++)
    for (let j = 0; j < nColumns; j++) rows32[row * stride32 + j] = exact[row * nColumns + j];
  const centers = filled(arena.float64(nClusters * nColumns), 2, ties);
  const packed32 = arena.float32(nClusters * (nColumns + 1));
  const longest = packCenters(centers, nColumns, packed32);
  const paddedRows = 4 * Math.ceil(nRows / 4);
  const pairs = isPaired ? nClusters : 1;
  const known: Limits = {
    nClusters,
    pairs,
    history: new Float64Array(historyLength(nColumns, nClusters, pairs)),
    limits: arena.float32(SLOTS * nClusters * pairs * 4),
  };
  rememberCenters(known, 0, centers, nColumns, LEAST_REACH);
  const call = {
    rows32,
    norms32: squaredLengths(exact, nColumns, arena.float32(nRows)),
    stride32,
    exact,
    centers,
    packed32,
    limits: known.limits,
    labels: arena.int32(paddedRows).fill(-1).fill(0, nRows),
    leads: arena.int32(paddedRows).fill(newPackedLeads().packLeads(Infinity, Infinity), nRows),
    reaches: arena.int32(paddedRows).fill(0, nRows),
    firstCode: 0,
    pairs,
    leastReach: LEAST_REACH,
    sums: arena.float64(nClusters * nColumns).fill(0),
    counts: arena.float64(nClusters).fill(0),
    list: arena.int32(2 * paddedRows + 20),
    work: arena.float32(8 * (stride32 + nClusters) + 48),
    rowStart: 0,
    rowEnd: nRows,
    nColumns,
    nClusters,
    marginSlope: marginSlope(nColumns, nClusters),
    marginBase: marginBase(longest, nColumns, nClusters),
  };
  const first = kernels.assignRows({ ...call, isFirst: true, knowsLeads: false, keepsLeads: !isFar });
  const before = [...call.labels.subarray(0, nRows)];
  for (let i = 0; i < centers.length; i++) centers[i] += move * Math.sin(i);
  rememberCenters(known, 1, centers, nColumns, LEAST_REACH);
  call.firstCode = nClusters * pairs;
  call.marginBase = marginBase(packCenters(centers, nColumns, packed32), nColumns, nClusters);
  const second = kernels.assignRows({ ...call, isFirst: false, knowsLeads: !isFar, keepsLeads: true });
  const after = [...call.labels.subarray(0, nRows)];
  return { exact, centers, first, second, before, after, call };
}

const LEAST_REACH = Math.fround(0.7);
const SHAPES: Shape[] = [
  { nRows: 1, nColumns: 1, nClusters: 1, ties: false, move: 0.05 },
  { nRows: 7, nColumns: 3, nClusters: 2, ties: false, move: 0.05 },
  { nRows: 1003, nColumns: 8, nClusters: 5, ties: false, move: 0.05 },
  { nRows: 1003, nColumns: 8, nClusters: 5, ties: false, move: 0.5 },
  { nRows: 1003, nColumns: 8, nClusters: 5, ties: false, move: 0.05, isPaired: true },
  { nRows: 1001, nColumns: 5, nClusters: 6, ties: true, move: 0.1, isPaired: true },
  { nRows: 1003, nColumns: 8, nClusters: 5, ties: true, move: 0.5, isPaired: true, isFar: true },
  { nRows: 101, nColumns: 3, nClusters: 2, ties: false, move: 0.1, isPaired: true },
  { nRows: 1001, nColumns: 5, nClusters: 12, ties: true, move: 0.05 },
  { nRows: 498, nColumns: 33, nClusters: 7, ties: false, move: 0.05 },
  { nRows: 498, nColumns: 25, nClusters: 9, ties: false, move: 0.05 },
  { nRows: 301, nColumns: 9, nClusters: 17, ties: true, move: 0.05, isFar: true },
  { nRows: 640, nColumns: 2, nClusters: 100, ties: true, move: 0.05 },
];

describe('assignRows', () => {
  it('can name every row of a chunk in the bits it has for it', () => {
    expect(CHUNK_ROWS).toBeLessThanOrEqual(2 ** 14);
  });

  it.each(SHAPES)('both twins leave the same bits: %o', shape => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const { first, second, before, after, call } = assignTwice(kernels, arena, shape);
      const { leads, reaches, sums, counts } = call;
      const known = [leads, reaches, sums, counts].map(values => [...values]);
      return { first, second, before, after, known };
    });
    expect(wasm).toEqual(plain);
    expect(wasm.first).toBe(shape.nRows);
  });

  it.each(SHAPES)('labels are those of plain float64 arithmetic, ties to the lower index: %o', shape => {
    onBoth((kernels, arena) => {
      const { exact, centers, after } = assignTwice(kernels, arena, shape);
      const { nColumns, nClusters } = shape;
      const expected = after.map((_, row) => {
        const distances = Array.from({ length: nClusters }, (__, c) => {
          let sum = 0;
          for (let j = 0; j < nColumns; j++) sum += (exact[row * nColumns + j] - centers[c * nColumns + j]) ** 2;
          return sum;
        });
        return { label: distances.indexOf(Math.min(...distances)), distances };
      });
      for (const [row, label] of after.entries()) {
        const { distances, label: nearest } = expected[row];
        // The order of the additions may decide between centres that are equally near to 16 digits.
        const isTie = Math.abs(distances[label] - distances[nearest]) <= 1e-13 * distances[nearest];
        if (!isTie) expect(label).toBe(nearest);
      }
    });
  });

  it('skips rows whose bound holds and moves sums with the rows that change', () => {
    // Rows 0, 1, 10, 11 and centres 0, 10. Lead of row 0: 100 - 0 = 100; of row 1: 81 - 1 = 80; and so on.
    onBoth((kernels, arena) => {
      const exact = arena.float64(4);
      exact.set([0, 1, 10, 11]);
      const rows32 = arena.float32(16).fill(0);
      for (let i = 0; i < 4; i++) rows32[i * 4] = exact[i];
      const centers = arena.float64(2);
      const packed32 = arena.float32(4);
      centers.set([0, 10]);
      const call = {
        rows32,
        norms32: squaredLengths(exact, 1, arena.float32(4)),
        stride32: 4,
        exact,
        centers,
        packed32,
        nColumns: 1,
        nClusters: 2,
        rowStart: 0,
        rowEnd: 4,
        limits: arena.float32(8).fill(0),
        labels: arena.int32(4).fill(-1),
        leads: arena.int32(4),
        reaches: arena.int32(4),
        firstCode: 0,
        pairs: 1,
        leastReach: 0,
        sums: arena.float64(2).fill(0),
        counts: arena.float64(2).fill(0),
        list: arena.int32(28),
        work: arena.float32(96),
        marginSlope: marginSlope(1, 2),
        marginBase: marginBase(packCenters(centers, 1, packed32), 1, 2),
      };
      expect(kernels.assignRows({ ...call, isFirst: true, knowsLeads: false, keepsLeads: true })).toBe(4);
      expect([...call.labels]).toEqual([0, 0, 1, 1]);
      expect([...call.sums]).toEqual([1, 21]);
      expect([...call.counts]).toEqual([2, 2]);
      const packed = newPackedLeads();
      for (const [row, lead] of [100, 80, 100, 120].entries()) {
        // Leads lose a 256th at most by their cut, distances gain as much; the margin is about 0.002 here.
        expect(packed.lead(call.leads[row])).toBeLessThan(lead);
        expect(packed.lead(call.leads[row])).toBeGreaterThan(lead - lead / 128 - 0.003);
        expect(packed.leadOfRest(call.leads[row])).toBeGreaterThan(1e29);
        expect(packed.reach(call.reaches[row])).toBeGreaterThanOrEqual(row % 2);
        expect(packed.reach(call.reaches[row])).toBeLessThan((row % 2) * (1 + 1 / 128) + 0.05);
        expect(packed.code(call.reaches[row])).toBe(row < 2 ? 0 : 1);
      }
      // The centres become -9 and 1: row 1 is now nearest to centre 1, and so is row 0 (9 against 1).
      centers.set([-9, 1]);
      call.marginBase = marginBase(packCenters(centers, 1, packed32), 1, 2);
      // Every lead may have lost 90. Row 1's of 80 is below it; row 0's of 100 is not, so it is not looked at although it should move:
      // limits that are too small are the caller's mistake, and show here that they are what decides.
      call.limits.set([90, -Infinity, 0, 0, 90, -Infinity, 0, 0]);
      expect(kernels.assignRows({ ...call, isFirst: false, knowsLeads: true, keepsLeads: true })).toBe(1);
      expect([...call.list.subarray(0, 1), ...call.list.subarray(LISTED, LISTED + 1)]).toEqual([1, 1]);
      expect([...call.labels]).toEqual([0, 1, 1, 1]);
      expect([...call.sums]).toEqual([0, 22]);
      expect([...call.counts]).toEqual([1, 3]);
    });
  });
});

describe('the other kernels', () => {
  it.each([
    [1, 1],
    [9, 2],
    [33, 5],
    [16, 8],
  ])('both twins leave the same bits on %i rows × %i columns', (nRows, nColumns) => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const exact = filled(arena.float64(nRows * nColumns), 3);
      const stride32 = 4 * Math.ceil(nColumns / 4);
      const rows32 = arena.float32(nRows * stride32).fill(9);
      const origin = filled(arena.float64(nColumns), 4);
      const columnSums = arena.float64(nColumns).fill(0);
      const norms32 = arena.float32(nRows);
      const scaling = { exact, rows32, norms32, stride32, origin, scale: 0.25, rowStart: 0, rowEnd: nRows, nColumns };
      const squares = kernels.scaleRows({ ...scaling, sums: columnSums, squares: 7 });
      const labels = arena.int32(nRows).map((_, i) => i % 2);
      const shared = arena.int32(nRows);
      shared.set(labels);
      const sums = arena.float64(2 * nColumns).fill(0);
      const counts = arena.float64(2).fill(0);
      const centers = filled(arena.float64(2 * nColumns), 5);
      const inertia = kernels.sumAround(exact, centers, shared, 0, nRows, nColumns, sums, counts);
      const closest = arena.float64(nRows).fill(Infinity);
      const total = kernels.tryCandidate(exact, nRows, nColumns, nRows - 1, closest, closest);
      const next = arena.float64(nRows);
      const less = kernels.tryCandidate(exact, nRows, nColumns, 0, closest, next);
      const parts = [exact, rows32, norms32, columnSums, sums, counts, closest, next];
      return [squares, inertia, total, less, ...parts.map(part => [...part])];
    });
    expect(wasm).toEqual(plain);
  });

  it('tryCandidate: squared distances to the candidate, or what was closer', () => {
    onBoth((kernels, arena) => {
      const exact = arena.float64(6);
      exact.set([0, 0, 3, 4, 6, 8]);
      const closest = arena.float64(3);
      closest.set([1, 100, 100]);
      const next = arena.float64(3);
      // To row 1 = (3, 4): 25, 0, 25; the first row stays at 1.
      expect(kernels.tryCandidate(exact, 3, 2, 1, closest, next)).toBe(26);
      expect([...next]).toEqual([1, 0, 25]);
    });
  });

  it.each([0, 2])('sumDistances with %i tables: both twins leave the same bits, sums are right both ways', nTables => {
    const nColumns = 3;
    const [wasm, plain] = onBoth((kernels, arena) => {
      const blocks = filled(arena.float64(4 * 4 * nColumns), 6);
      const weights = arena.float64(16).fill(1);
      weights[7] = 0;
      const starts = arena.int32(3);
      starts.set([0, 2, 4]);
      const sums = arena.float64(32).fill(0);
      const space = arena.float64(8);
      const tables = arena.float64(nTables * 1024);
      for (let i = 0; i < tables.length; i++) tables[i] = (i % 1024) / 7;
      const patterns = arena.int32(16 * nTables);
      for (let i = 0; i < patterns.length; i++) patterns[i] = ((i * 389) % 1024) * 8;
      const call = { blocks, patterns, tables, weights, starts, sums, space, nGroups: 2, nColumns, nTables };
      kernels.sumDistances({ ...call, first: 0, second: 0 });
      kernels.sumDistances({ ...call, first: 0, second: 1 });
      kernels.sumDistances({ ...call, first: 1, second: 1 });
      const at = (slot: number, j: number) => blocks[((slot >> 2) * nColumns + j) * 4 + (slot & 3)];
      const pattern = (slot: number, t: number) => patterns[((slot >> 2) * nTables + t) * 4 + (slot & 3)];
      const apart = (a: number, b: number) => {
        let sum = 0;
        for (let t = 0; t < nTables; t++) sum += tables[t * 1024 + ((pattern(a, t) ^ pattern(b, t)) >> 3)];
        for (let j = 0; j < nColumns; j++) sum += (at(a, j) - at(b, j)) ** 2;
        return Math.sqrt(sum);
      };
      const toAll = (slot: number, others: readonly number[]) =>
        others.reduce((sum, other) => sum + apart(slot, other), 0);
      const first = [0, 1, 2, 3, 4, 5, 6];
      const second = [8, 9, 10, 11, 12, 13, 14, 15];
      for (const slot of [...first, ...second]) {
        expect(sums[slot * 2]).toBeCloseTo(toAll(slot, first), 12);
        expect(sums[slot * 2 + 1]).toBeCloseTo(toAll(slot, second), 12);
      }
      return [...sums];
    });
    expect(wasm).toEqual(plain);
  });

  it.each([
    [1, 1],
    [64, 8],
    [130, 25],
    [200, 14],
    [67, 3],
    [65, 11],
  ])(
    'addScatter: both twins leave the same bits on %i rows × %i columns, and the sums are right',
    (nRows, nColumns) => {
      const width = 2 * Math.ceil(nColumns / 2);
      const [wasm, plain] = onBoth((kernels, arena) => {
        const rows = filled(arena.float64(nRows * nColumns), 8);
        const origin = filled(arena.float64(nColumns), 9);
        const space = arena.float64(64 * width).fill(7);
        const sums = arena.float64(width + width * width).fill(0);
        kernels.addScatter({ rows, origin, space, sums, nRows, nColumns });
        const deviation = (row: number, j: number) => rows[row * nColumns + j] - origin[j];
        for (let i = 0; i < nColumns; i++) {
          for (let j = 0; j <= i; j++) {
            let [sum, product] = [0, 0];
            for (let row = 0; row < nRows; row++) {
              sum += deviation(row, i);
              product += deviation(row, i) * deviation(row, j);
            }
            expect(sums[i]).toBeCloseTo(sum, 10);
            expect(sums[width + i * width + j]).toBeCloseTo(product, 10);
          }
        }
        return [...sums];
      });
      expect(wasm).toEqual(plain);
    },
  );

  it('nanDistances: scaled up from the columns both have; NaN without any', () => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      // Donors (1, 2), (gap, 4), (gap, gap) and padding; the row is (0, 0).
      const blocks = arena.float64(8);
      blocks.set([1, 0, 0, 0, 2, 4, 0, 0]);
      const presence = arena.float64(8);
      presence.set([1, 0, 0, 0, 1, 1, 0, 0]);
      const query = arena.float64(2).fill(0);
      const columns = arena.int32(2);
      columns.set([0, 1]);
      const out = arena.float64(4);
      const shape = { nComplete: 0, nPresent: 2, nBlocks: 1, nColumns: 2 };
      kernels.nanDistances({ blocks, presence, query, columns, ...shape, out });
      // 1 + 4 = 5 over both columns; 16 × 2 / 1 = 32 over one of two; nothing in common.
      expect([...out]).toEqual([5, 32, NaN, NaN]);
      return [...out];
    });
    expect(wasm).toEqual(plain);
  });
});
