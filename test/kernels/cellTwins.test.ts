import { expect, test } from 'vitest';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import { stream } from '#engine/random';
import { kernelTwins } from './kernelTwins.ts';

const N = 700;
const KINDS = {
  'whole and near': (u: number) => Math.floor(2_000 * u) - 900,
  'whole and far': (u: number) => Math.floor(1e15 * u) - 5e14,
  halves: (u: number) => Math.floor(900 * u) / 2,
  'zeros of both signs, gaps and what has no end': (u: number) =>
    [0, -0, NaN, 7, Infinity, -Infinity][Math.floor(6 * u)],
  'zeros and gaps': (u: number) => [0, -0, NaN, 3][Math.floor(4 * u)],
  'any size': (u: number) => (u - 0.5) * 10 ** Math.floor(600 * u - 300),
};

/** All that the kernels find in the same values. */
function found(kernels: Kernels, arena: Arena, drawn: Float64Array) {
  const values = arena.float64(N);
  values.set(drawn);
  const bits = [-4_096, 0, 4e14].map(low => {
    const words = arena.int32(256).fill(0);
    return { fresh: kernels.markWhole(values, N, low, 8_192, words), words: [...words] };
  });
  const known = arena.float64(N + 50).fill(0);
  const slots = arena.int32(2_048).fill(0);
  const first = { values, n: 300, known, nKnown: 0, most: 5_000, slots, nSlots: 2_048 };
  const nKnown = kernels.addKnown(first);
  const nAll = kernels.addKnown({ ...first, values: values.subarray(300), n: N - 300, nKnown });
  const ends = arena.int32(9).fill(0);
  kernels.sizePartitions(values, N, 8, ends);
  const sizes = [...ends];
  for (let partition = 1; partition < 9; partition++) ends[partition] += ends[partition - 1];
  const sorted = arena.float64(N);
  kernels.placeInPartitions(values, N, 8, ends, sorted);
  const free = arena.int32(2_048).fill(-1);
  let distinct = 0;
  for (let partition = 0, from = 0; partition < 8; from = ends[partition++])
    distinct += kernels.countPartition(sorted, from, ends[partition], free, 2_048);
  const steps = [values, sorted.slice().sort()].map(given => {
    values.set(given);
    return [kernels.countSteps(values, N, NaN), kernels.countSteps(values, N, 2)];
  });
  return { bits, nKnown, nAll, known: [...known.subarray(0, nAll)], sizes, sorted: [...sorted], distinct, steps };
}

test.each(Object.entries(KINDS))('different numbers are counted the same way by both: %s', (name, make) => {
  const random = stream(11, name);
  const drawn = Float64Array.from({ length: N }, () => make(random.uniform()));
  const [wasm, typescript] = kernelTwins(200_000).map(({ kernels, arena }) => found(kernels, arena, drawn));
  expect(wasm).toStrictEqual(typescript);
  const expected = new Set(drawn.filter(value => !Number.isNaN(value))).size;
  expect([wasm.nAll, wasm.distinct]).toEqual([expected, expected]);
});

test('values are not added to a table that is full', () => {
  for (const { kernels, arena } of kernelTwins(10_000)) {
    const values = arena.float64(4);
    values.set([1, 2, 3, 4]);
    const call = { values, n: 4, known: arena.float64(6), nKnown: 0, slots: arena.int32(16).fill(0), nSlots: 16 };
    expect(kernels.addKnown({ ...call, most: 2 })).toBe(3);
  }
});

test('texts of a column are numbered in order of first appearance by both, over two chunks', () => {
  const random = stream(5, 'texts');
  const drawn = Array.from({ length: 400 }, () => ({
    kind: Math.floor(4 * random.uniform()),
    value: Math.floor(40 * random.uniform() ** 3),
  }));
  const numbered = kernelTwins(100_000).map(({ kernels, arena }) => {
    const [kinds, values, codes] = [arena.uint8(400), arena.float64(400), arena.int32(400)];
    kinds.set(drawn.map(cell => cell.kind));
    values.set(drawn.map(cell => cell.value));
    const [codeOfText, seen, counts] = [arena.int32(40).fill(-1), arena.int32(440).fill(0), arena.int32(440).fill(0)];
    const table = { codeOfText, seen, counts };
    const nFirst = kernels.numberTexts({ kinds, values, n: 150, codes, ...table, nCodes: 0 });
    const rest = { kinds: kinds.subarray(150), values: values.subarray(150), codes: codes.subarray(150) };
    const nCodes = kernels.numberTexts({ ...rest, n: 250, ...table, nCodes: nFirst });
    return { nFirst, nCodes, codes: [...codes], seen: [...seen], counts: [...counts] };
  });
  expect(numbered[0]).toStrictEqual(numbered[1]);
  const [{ codes, seen, counts, nCodes }] = numbered;
  expect(drawn.map(({ kind, value }, i) => (kind === 2 ? seen[codes[i]] === value : codes[i] === -1))).not.toContain(
    false,
  );
  expect(counts.slice(0, nCodes).reduce((a, b) => a + b)).toBe(drawn.filter(cell => cell.kind === 2).length);
});
