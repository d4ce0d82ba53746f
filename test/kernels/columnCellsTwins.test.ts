import { expect, test } from 'vitest';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import { stream } from '#engine/random';
import { kernelTwins } from './kernelTwins.ts';

const N = 1_003;
const N_TEXTS = 40;
const random = stream(3, 'cells');
const below = (n: number) => Math.floor(n * random.uniform());
const pick = <T>(list: readonly T[]): T => list[below(list.length)];

const kinds = Array.from({ length: N }, () => below(6));
const codes = kinds.map(kind => (kind === 2 ? below(N_TEXTS) : -1));
const cells = kinds.map((kind, i) =>
  kind === 2 ? codes[i] : pick([0, 1, -0, 7, -3.5, 1e300, Infinity, -Infinity, NaN, 2 ** 53]),
);
const ofText = Array.from({ length: N_TEXTS }, () => pick([NaN, 0, 1, 4.25, -8]));
const starts = [0];
for (let code = 0; code < N_TEXTS; code++) starts.push(starts[code] + pick([0, 0, 1, 2, 5]));
const members = Array.from({ length: starts[N_TEXTS] }, () => below(9));

/** What the kernels make of the same cells, in two chunks. */
function made(kernels: Kernels, arena: Arena) {
  const ints = (values: readonly number[]) => laid(arena.int32(values.length), values);
  const numbers = (values: readonly number[]) => laid(arena.float64(values.length), values);
  const bytes = (values: readonly number[]) => laid(arena.uint8(values.length), values);
  const given = { kinds: bytes(kinds), cells: numbers(cells), codes: ints(codes) };
  const counts = ints([0, 0, 0, 0, 0, 0]);
  kernels.countKinds(given.kinds, 500, counts);
  kernels.countKinds(given.kinds.subarray(500), N - 500, counts);
  const fraction = kernels.firstFraction(given.kinds, given.cells, N);
  const filled = arena.float64(N);
  const values = { ...given, ofText: numbers(ofText), n: N, numbers: filled };
  const missing = kernels.numbersOfCells(values);
  const truths = {
    ...given,
    ofText: bytes(ofText.map(v => (v === 0 || v === 1 ? v : 2))),
    n: N,
    truths: arena.uint8(N),
  };
  const truthCounts = ints([0, 0, 0]);
  kernels.truthsOfCells({ ...truths, counts: truthCounts });
  const levels = arena.int32(N);
  const levelOf = ints(ofText.map((_value, code) => (code % 7) - 1));
  const withoutLevel = kernels.levelsOfCodes(given.codes, levelOf, N, levels);
  const offsets = laid(arena.int32(N + 1), [11]);
  const laidStarts = ints(starts);
  const withoutMember = kernels.setEnds(given.codes, laidStarts, N, offsets);
  const placed = arena.int32(offsets[N] - 11);
  kernels.placeMembers({ codes: given.codes, starts: laidStarts, members: ints(members), n: N, placed });
  const renumbered = numbers(cells);
  kernels.renumberTexts(given.kinds, renumbered, N, ints(ofText.map((_value, code) => 1_000 + code)));
  return {
    counts: [...counts],
    fraction,
    missing,
    filled: [...filled],
    truths: [...truths.truths],
    truthCounts: [...truthCounts],
    withoutLevel,
    levels: [...levels],
    withoutMember,
    offsets: [...offsets],
    placed: [...placed],
    renumbered: [...renumbered],
  };
}

function laid<T extends Float64Array | Int32Array | Uint8Array>(room: T, values: readonly number[]): T {
  room.set(values);
  return room;
}

test('both twins make the same of cells of every kind, and what is to be made of them', () => {
  const [wasm, typescript] = kernelTwins(400_000).map(({ kernels, arena }) => made(kernels, arena));
  expect(wasm).toStrictEqual(typescript);
  const ofKind = (wanted: number) => kinds.filter(kind => kind === wanted).length;
  expect(wasm.counts).toEqual([0, 1, 2, 3, 4, 5].map(ofKind));
  expect(wasm.fraction).toBe(cells.findIndex((cell, i) => kinds[i] === 1 && cell !== Math.floor(cell)));
  const value = (i: number) => (kinds[i] === 1 ? cells[i] : kinds[i] === 2 ? ofText[codes[i]] : NaN);
  expect(wasm.filled).toEqual(kinds.map((_kind, i) => (Number.isFinite(value(i)) ? value(i) : NaN)));
  expect(wasm.missing).toBe(-wasm.filled.filter(Number.isNaN).length);
  expect(wasm.truthCounts).toEqual([0, 1, 2].map(truth => wasm.truths.filter(other => other === truth).length));
  const membersOf = (code: number) => (code < 0 ? [] : members.slice(starts[code], starts[code + 1]));
  expect(wasm.placed).toEqual(codes.flatMap(membersOf));
  expect(wasm.withoutMember).toBe(codes.filter(code => membersOf(code).length === 0).length);
  expect(wasm.withoutLevel).toBe(wasm.levels.filter(level => level < 0).length);
  expect(wasm.renumbered).toEqual(cells.map((cell, i) => (kinds[i] === 2 ? 1_000 + cell : cell)));
});

test('cells without a number that is not finite are said to be so', () => {
  for (const { kernels, arena } of kernelTwins(4_000)) {
    const given = { kinds: laid(arena.uint8(4), [1, 0, 2, 1]), cells: laid(arena.float64(4), [1, 0, 0, 2.5]) };
    const call = {
      ...given,
      codes: laid(arena.int32(4), [-1, -1, 0, -1]),
      ofText: laid(arena.float64(1), [NaN]),
      n: 4,
    };
    expect(kernels.numbersOfCells({ ...call, numbers: arena.float64(4) })).toBe(2);
    expect(kernels.firstFraction(given.kinds, given.cells, 3)).toBe(3);
  }
});
