import { describe, expect, it } from 'vitest';
import { countMissing, distinctValues } from '#engine/import/roles/distinctValues';
import { stream } from '#engine/random';

const KINDS = {
  'whole numbers close together': (u: number) => Math.floor(5_000 * u),
  'whole numbers far apart': (u: number) => Math.floor(1e12 * u) * 7,
  'amounts that repeat': (u: number) => Math.floor(30_000 * u) / 100,
  'gaps between zeros of both signs': (u: number) => (u < 0.3 ? NaN : u < 0.6 ? -0 : 0),
  'nothing at all': () => NaN,
  'whole numbers that hardly repeat': (u: number) => Math.floor(6_000_000 * u),
  'few, then many': (u: number) => (u < 0.99 ? Math.floor(20 * u) : u * 1e6),
  'negative and with halves': (u: number) => Math.floor(2_000_000 * (u - 0.5)) / 2,
};
const column = (values: Float64Array) => ({ kind: 'number', name: 'x', values }) as const;

describe('different values of a column of numbers', () => {
  it.each(Object.entries(KINDS))('%s: as many as a Set has', (name, make) => {
    const random = stream(9, name);
    for (const length of [0, 1, 300, 150_000]) {
      const values = Float64Array.from({ length }, () => make(random.uniform()));
      const present = [...values].filter(value => !Number.isNaN(value));
      expect(distinctValues(column(values))).toBe(new Set(present).size);
      expect(distinctValues(column(values.slice().sort()))).toBe(new Set(present).size);
      expect(countMissing(column(values))).toBe(length - present.length);
    }
  });
});
