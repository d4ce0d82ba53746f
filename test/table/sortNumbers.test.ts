import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '#engine/random';
import { sortedPresent, sortedRows } from '#engine/table/sortNumbers';

const MANY = 10_000;
const KINDS = {
  amounts: (random: () => number) => Math.round(1e7 * (random() - 0.3)) / 100,
  days: (random: () => number) => Math.floor(20_000 * random()),
  'few levels, with gaps': (random: () => number) => (random() < 0.2 ? NaN : Math.floor(3 * random())),
  'both zeros': (random: () => number) => (random() < 0.5 ? 0 : -0),
  'all magnitudes': (random: () => number) =>
    (random() < 0.5 ? -1 : 1) * (random() < 0.02 ? Infinity : 2 ** (2000 * random() - 1050)),
  'all the same': () => 7,
};
const bitsOf = (values: Float64Array) => [...new BigUint64Array(Float64Array.from(values).buffer)];
const plainOrder = (keys: Float64Array, rows: Int32Array, isDescending: boolean) =>
  Array.from(rows).sort((a, b) => {
    const [x, y] = [keys[a], keys[b]];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return x === y ? 0 : x < y === isDescending ? 1 : -1;
  });

describe('sorting numbers', () => {
  it.each(Object.entries(KINDS))('%s: bit for bit as the sort that is built in', (name, make) => {
    const random = stream(3, name);
    const values = Float64Array.from({ length: MANY }, () => make(() => random.uniform()));
    const expected = values.filter(value => !Number.isNaN(value)).sort();
    expect(bitsOf(sortedPresent(values))).toEqual(bitsOf(expected));
  });

  it.each(Object.entries(KINDS))('%s: rows keep their order among equals, missing ones are last', (name, make) => {
    const random = stream(4, name);
    const keys = Float64Array.from({ length: MANY }, () => make(() => random.uniform()));
    const rows = Int32Array.from({ length: MANY }, (_none, i) => i).filter(row => row % 3 !== 0);
    for (const isDescending of [false, true])
      expect([...sortedRows(keys, rows, isDescending)]).toEqual(plainOrder(keys, rows, isDescending));
  });

  it('few of any kind', () => {
    fc.assert(
      fc.property(fc.float64Array(), fc.boolean(), (keys, isDescending) => {
        const rows = Int32Array.from(keys, (_key, i) => i);
        expect([...sortedRows(keys, rows, isDescending)]).toEqual(plainOrder(keys, rows, isDescending));
        expect([...sortedPresent(keys)]).toEqual([...keys.filter(key => !Number.isNaN(key)).sort()]);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
