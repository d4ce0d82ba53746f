import { describe, expect, it } from 'vitest';
import { scatterSpaceLength } from '#engine/kernels/ScatterCall';
import { filled, onBoth } from './kernelTwins.ts';

describe('the other kernels', () => {
  it.each([
    [1, 1],
    [9, 2],
    [33, 5],
    [16, 8],
  ])('both twins leave the same bits on %i rows × %i columns', (nRows, nColumns) => {
    const [wasm, plain] = onBoth((kernels, arena) => {
      const given = filled(arena.float64(nRows * nColumns), 3);
      const exact = arena.float64(nRows * nColumns);
      exact.set(given);
      const stride32 = 4 * Math.ceil(nColumns / 4);
      const rows32 = arena.float32(nRows * stride32).fill(9);
      const origin = filled(arena.float64(nColumns), 4);
      const norms32 = arena.float32(nRows);
      const scaling = {
        rows32,
        norms32,
        stride32,
        origin,
        scale: 0.25,
        rowStart: 0,
        rowEnd: nRows,
        nColumns,
        squares: 7,
      };
      const centers = filled(arena.float64(2 * nColumns), 5);
      const labels = arena.int32(nRows);
      for (let row = 0; row < nRows; row++) labels[row] = row % 2;
      // Overwritten, and then read as they are; or left as given, and moved when they are read.
      const [kept, asGiven] = [true, false].map(isKept => {
        const rows = isKept ? exact : given;
        const columnSums = arena.float64(nColumns).fill(0);
        const squares = kernels.scaleRows({ ...scaling, rows, sums: columnSums, isKept });
        const sums = arena.float64(2 * nColumns).fill(0);
        const counts = arena.float64(2).fill(0);
        const offset = isKept ? arena.float64(nColumns).fill(0) : origin;
        const around = { rows, offset, factor: isKept ? 1 : 0.25, rowStart: 0, rowEnd: nRows, nColumns };
        const inertia = kernels.sumAround({ ...around, centers, labels, sums, counts });
        return [squares, inertia, ...[rows32, norms32, columnSums, sums, counts].map(part => [...part])];
      });
      expect(asGiven).toEqual(kept);
      const bare = {
        rows32: arena.float32(0),
        norms32: arena.float32(0),
        stride32: 0,
        sums: arena.float64(nColumns).fill(0),
      };
      const alone = kernels.scaleRows({ ...scaling, ...bare, rows: given, isKept: false });
      expect([alone, [...bare.sums]]).toEqual([kept[0], kept[4]]);
      expect([...given]).toEqual([...filled(new Float64Array(given.length), 3)]);
      const closest = arena.float64(nRows).fill(Infinity);
      const total = kernels.tryCandidate(exact, nRows, nColumns, nRows - 1, closest, closest);
      const next = arena.float64(nRows);
      const less = kernels.tryCandidate(exact, nRows, nColumns, 0, closest, next);
      return [kept, total, less, ...[exact, closest, next].map(part => [...part])];
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
    [31, 2],
    [95, 5],
    [129, 7],
    [33, 4],
  ])(
    'addScatter: both twins leave the same bits on %i rows × %i columns, and the sums are right',
    (nRows, nColumns) => {
      const width = 2 * Math.ceil(nColumns / 2);
      const [wasm, plain] = onBoth((kernels, arena) => {
        const rows = filled(arena.float64(nRows * nColumns), 8);
        const origin = filled(arena.float64(nColumns), 9);
        const space = arena.float64(scatterSpaceLength(nColumns)).fill(7);
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
