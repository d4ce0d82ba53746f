import { describe, expect, it } from 'vitest';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import { LISTED } from '#engine/kernels/typescript/assignRows';
import { newPackedLeads } from '#engine/kernels/typescript/packedLeads';
import { isNarrowedAsRead } from '#engine/algorithms/kmeans/KMeansData';
import { marginBase, marginSlope } from '#engine/algorithms/kmeans/margins';
import { historyLength, rememberCenters, SLOTS, type Limits } from '#engine/algorithms/kmeans/limits';
import { packCenters } from '#engine/algorithms/kmeans/packCenters';
import { CHUNK_ROWS } from '#engine/workers/Pool';
import { filled, onBoth } from './kernelTwins.ts';

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
  /** Whether the rows are moved and scaled each time they are read. */
  isAsGiven?: boolean;
  /** Whether they are narrowed to float32 each time too, and there are none in float32. */
  isNarrowed?: boolean;
}

/** Rows that become `exact` when they are moved and scaled, as they are given or as a copy that has been. */
function movedRows(arena: Arena, nRows: number, nColumns: number, ties: boolean, isAsGiven: boolean) {
  const given = filled(arena.float64(nRows * nColumns), 1, ties);
  const origin = arena.float64(nColumns).map((_none, j) => (ties ? j % 3 : Math.cos(j)));
  const exact = arena.float64(nRows * nColumns);
  for (let at = 0; at < given.length; at++) exact[at] = (given[at] - origin[at % nColumns]) * 0.5;
  const offset = arena.float64(nColumns).fill(0);
  if (isAsGiven) offset.set(origin);
  return { exact, rows: isAsGiven ? given : exact, offset, factor: isAsGiven ? 0.5 : 1 };
}

function assignTwice(
  kernels: Kernels,
  arena: Arena,
  { nRows, nColumns, nClusters, ties, move, isPaired, isFar = false, isAsGiven = false, isNarrowed }: Shape,
) {
  const padded = 4 * Math.ceil(nColumns / 4);
  const stride32 = isNarrowed ? 0 : padded;
  const { exact, ...moved } = movedRows(arena, nRows, nColumns, ties, isAsGiven);
  const rows32 = arena.float32(nRows * stride32).fill(0);
  for (let row = 0; row < nRows; row++)
    for (let j = 0; j < stride32; j++) rows32[row * stride32 + j] = j < nColumns ? exact[row * nColumns + j] : 0;
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
    norms32: squaredLengths(exact, nColumns, arena.float32(isNarrowed ? 0 : nRows)),
    stride32,
    ...moved,
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
    squares: arena.float64(1).fill(0),
    list: arena.int32(2 * paddedRows + 20),
    work: arena.float32(8 * (padded + nClusters) + 48),
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
const WITH_FLOAT32: Shape[] = [
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
  { nRows: 205, nColumns: 4, nClusters: 4, ties: false, move: 0.2 },
  { nRows: 205, nColumns: 6, nClusters: 3, ties: true, move: 0.2 },
  { nRows: 205, nColumns: 7, nClusters: 8, ties: false, move: 0.2, isPaired: true },
  { nRows: 640, nColumns: 2, nClusters: 100, ties: true, move: 0.05 },
  // Of these few rows are open at the second assignment, and only they are looked at.
  { nRows: 1003, nColumns: 8, nClusters: 5, ties: false, move: 0.01 },
  { nRows: 1003, nColumns: 8, nClusters: 5, ties: false, move: 0.01, isPaired: true },
  { nRows: 1001, nColumns: 5, nClusters: 12, ties: true, move: 0.01 },
  { nRows: 1001, nColumns: 5, nClusters: 6, ties: true, move: 0.01, isPaired: true },
  { nRows: 498, nColumns: 25, nClusters: 9, ties: false, move: 0.01 },
  { nRows: 1001, nColumns: 9, nClusters: 17, ties: false, move: 0.003 },
];
const NARROW = WITH_FLOAT32.filter(({ nColumns }) => isNarrowedAsRead(nColumns, false));
const SHAPES = [...WITH_FLOAT32, ...NARROW.map(shape => ({ ...shape, isNarrowed: true }))];

describe('assignRows', () => {
  it('can name every row of a chunk in the bits it has for it', () => {
    expect(CHUNK_ROWS).toBeLessThanOrEqual(2 ** 14);
  });

  it('looks at few rows of some of the shapes, and at all of others', () => {
    const looked = SHAPES.map(shape => {
      const [wasm] = onBoth((kernels, arena) => assignTwice(kernels, arena, shape).call.list[0]);
      return wasm === shape.nRows ? 'all' : wasm > 0 ? 'few' : 'none';
    });
    expect(looked.filter(which => which === 'few').length).toBeGreaterThanOrEqual(6);
    expect(looked.filter(which => which === 'all').length).toBeGreaterThanOrEqual(6);
  });

  it.each(SHAPES)('both twins leave the same bits: %o', shape => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const { first, second, before, after, call } = assignTwice(kernels, arena, shape);
      const { leads, reaches, sums, counts, squares } = call;
      const known = [leads, reaches, sums, counts, squares].map(values => [...values]);
      return { first, second, before, after, known };
    });
    expect(wasm).toEqual(plain);
    expect(wasm.first).toBe(shape.nRows);
  });

  it.each(SHAPES)('rows that are moved when they are read leave the bits of a moved copy: %o', shape => {
    const results = [true, false].flatMap(isAsGiven =>
      onBoth((kernels, arena) => {
        const { first, second, before, after, call } = assignTwice(kernels, arena, { ...shape, isAsGiven });
        return { first, second, before, after, known: [...call.leads, ...call.reaches, ...call.sums, ...call.counts] };
      }),
    );
    for (const other of results.slice(1)) expect(other).toEqual(results[0]);
  });

  it.each(NARROW)('narrowed as they are read, rows have the labels and sums of those in float32: %o', shape => {
    onBoth((kernels, arena) => {
      const [kept, narrowed] = [false, true].map(isNarrowed =>
        assignTwice(kernels, arena, { ...shape, isNarrowed, isAsGiven: true }),
      );
      for (const name of ['first', 'second', 'before', 'after'] as const) expect(narrowed[name]).toEqual(kept[name]);
      expect([...narrowed.call.sums, ...narrowed.call.counts]).toEqual([...kept.call.sums, ...kept.call.counts]);
      const squares = narrowed.exact.reduce((sum, value) => sum + value * value, 0);
      expect(Math.abs(narrowed.call.squares[0] - squares)).toBeLessThanOrEqual(1e-12 * squares);
      expect(kept.call.squares[0]).toBe(0);
    });
  });

  it.each(NARROW)(
    'narrowed as they are read, rows in parts leave the sums of the whole, and the squares of scaled ones: %o',
    shape => {
      onBoth((kernels, arena) => {
        const { call } = assignTwice(kernels, arena, { ...shape, isNarrowed: true, isAsGiven: true });
        const { rows, rows32, norms32, stride32, offset, factor, nColumns, sums, counts, squares } = call;
        const inParts = (from: number[]) => {
          for (const values of [sums, counts, squares]) values.fill(0);
          for (const [i, rowStart] of from.entries()) {
            const part = { ...call, rowStart, rowEnd: from[i + 1] ?? shape.nRows };
            kernels.assignRows({ ...part, isFirst: true, knowsLeads: false, keepsLeads: true });
          }
          return [...call.labels, ...sums, ...counts, ...squares];
        };
        const whole = inParts([0]);
        expect(inParts([0, 4, 76].filter(row => row < shape.nRows))).toEqual(whole);
        const scaling = {
          rows,
          rows32,
          norms32,
          stride32,
          origin: offset,
          scale: factor,
          rowStart: 0,
          rowEnd: shape.nRows,
        };
        const columnSums = arena.float64(nColumns).fill(0);
        expect(kernels.scaleRows({ ...scaling, nColumns, sums: columnSums, squares: 0, isKept: false })).toBe(
          squares[0],
        );
      });
    },
  );

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
    // Rows 0, 1, 10, thirty times 11, and centres 0, 10. Lead of row 0: 100 - 0 = 100; of row 1: 81 - 1 = 80; and so on.
    const nRows = 33;
    onBoth((kernels, arena) => {
      const exact = arena.float64(nRows).fill(11);
      exact.set([0, 1, 10]);
      const rows32 = arena.float32(4 * nRows).fill(0);
      for (let i = 0; i < nRows; i++) rows32[i * 4] = exact[i];
      const centers = arena.float64(2);
      const packed32 = arena.float32(4);
      centers.set([0, 10]);
      const call = {
        rows32,
        norms32: squaredLengths(exact, 1, arena.float32(nRows)),
        stride32: 4,
        rows: exact,
        offset: arena.float64(1).fill(0),
        factor: 1,
        centers,
        packed32,
        nColumns: 1,
        nClusters: 2,
        rowStart: 0,
        rowEnd: nRows,
        limits: arena.float32(8).fill(0),
        labels: arena.int32(36).fill(-1),
        leads: arena.int32(36).fill(newPackedLeads().packLeads(Infinity, Infinity)),
        reaches: arena.int32(36).fill(0),
        firstCode: 0,
        pairs: 1,
        leastReach: 0,
        sums: arena.float64(2).fill(0),
        counts: arena.float64(2).fill(0),
        squares: arena.float64(1).fill(0),
        list: arena.int32(2 * 36 + 20),
        work: arena.float32(96),
        marginSlope: marginSlope(1, 2),
        marginBase: marginBase(packCenters(centers, 1, packed32), 1, 2),
      };
      expect(kernels.assignRows({ ...call, isFirst: true, knowsLeads: false, keepsLeads: true })).toBe(nRows);
      expect([...call.labels.subarray(0, 4)]).toEqual([0, 0, 1, 1]);
      expect([...call.sums]).toEqual([1, 340]);
      expect([...call.counts]).toEqual([2, 31]);
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
      expect([...call.labels.subarray(0, 4)]).toEqual([0, 1, 1, 1]);
      expect([...call.sums]).toEqual([0, 341]);
      expect([...call.counts]).toEqual([1, 32]);
    });
  });
});
