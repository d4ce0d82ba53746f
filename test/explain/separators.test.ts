import { describe, expect, it } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { effectWords } from '#shared/text/effectWords';
import { contrastsByColumn } from '#engine/explain/contrasts';
import { effectInterval, partShareInterval, standardisedDifference } from '#engine/explain/intervals';
import { separatorsOf } from '#engine/explain/separators';
import type { Column } from '#engine/table/Column';
import { categories, flags, numbers } from '../segments/support/tables.ts';

const range = <T>(n: number, value: (i: number) => T) => Array.from({ length: n }, (_none, i) => value(i));

function pairsOf(columns: readonly Column[], labels: readonly number[], roles: readonly ColumnRole[] = []) {
  const nSegments = Math.max(...labels) + 1;
  const input = {
    table: { nRows: labels.length, columns },
    roles: columns.map((_column, i) => roles[i] ?? 'feature'),
    referenceDay: Number.NaN,
    labels: Int32Array.from(labels),
    nSegments,
  };
  const sizes = range(nSegments, s => labels.filter(label => label === s).length);
  return separatorsOf([...contrastsByColumn(input)].flat(), sizes);
}

it('two segments are not told apart by what two of nine customers say', () => {
  const labels = range(18, i => Math.floor(i / 9));
  const sparse = numbers('Age', [...range(9, i => 20 + (i % 3)), 64, 65, ...range(7, () => null)]);
  expect(pairsOf([sparse], labels)[0].separators).toEqual([]);
});

describe('intervals of effects', () => {
  it('of two groups by hand', () => {
    // 1, 2, 3 against 4, 6: sds 1 and √2, pooled √((2·1 + 1·2)/3) = √(4/3); d = (2 − 5)/1.154701 = −2.598076;
    // se = √(5/6 + 6.75/10) = 1.228142
    const found = standardisedDifference({ n: 3, mean: 2, sd: 1 }, { n: 2, mean: 5, sd: Math.SQRT2 });
    expect(found.effect).toBeCloseTo(-2.598076, 6);
    expect(found.low).toBeCloseTo(-2.598076 - 1.959964 * 1.228142, 5);
    expect(found.high).toBeCloseTo(-2.598076 + 1.959964 * 1.228142, 5);
  });

  it('of a part against the book that holds it by hand', () => {
    // Book 1, 2, 3, 8, 10: mean 4.8, sd √(62.8/4) = 3.962323; part 1, 2, 3; rest 8, 10: mean 9, variance 2.
    // (2/5)² · (1/3 + 2/2) / 15.7 = 0.0135881; effect −0.706656, its square / 10 = 0.0499363; se 0.252039
    const part = { n: 3, mean: 2, sd: 1 };
    const found = effectInterval(part, { n: 5, mean: 4.8, sd: Math.sqrt(62.8 / 4) });
    expect(found.low).toBeCloseTo(-0.706656 - 1.959964 * 0.252039, 5);
    expect(found.high).toBeCloseTo(-0.706656 + 1.959964 * 0.252039, 5);
    // The whole book against itself.
    expect(effectInterval({ n: 5, mean: 4.8, sd: 3 }, { n: 5, mean: 4.8, sd: 3 })).toEqual({ low: 0, high: 0 });
    // h of 25 of 100 customers: 1.96 · √(1/25 − 1/100)
    expect(partShareInterval(0.5, 25, 100).high).toBeCloseTo(0.5 + 1.959964 * Math.sqrt(0.03), 6);
  });

  it('hold the effect for 95 of 100 samples', () => {
    // 400 books of 60, a third of them 0.8 higher: the true effect is 2/3 · 0.8 over the sd of the mixture √(1 + 2/9 · 0.64).
    const truth = ((2 / 3) * 0.8) / Math.sqrt(1 + (2 / 9) * 0.64);
    let state = 12345;
    const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    let held = 0;
    for (let book = 0; book < 400; book++) {
      const values = range(60, i => normal() + (i < 20 ? 0.8 : 0));
      const moments = (own: number[]) => {
        const mean = own.reduce((sum, v) => sum + v, 0) / own.length;
        return {
          n: own.length,
          mean,
          sd: Math.sqrt(own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (own.length - 1)),
        };
      };
      const { low, high } = effectInterval(moments(values.slice(0, 20)), moments(values));
      if (low <= truth && truth <= high) held++;
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
  });
});

describe('what separates two segments', () => {
  const labels = range(90, i => Math.floor(i / 30));
  const income = numbers(
    'AnnualIncome',
    range(90, i => [20, 80, 81][labels[i]] + (i % 5)),
  );
  const trader = categories(
    'Occupation',
    range(90, i => (labels[i] === 2 || i % 10 === 0 ? 'Trader' : 'Clerk')),
  );
  const noise = numbers(
    'Noise',
    range(90, i => i % 7),
  );

  it('is named, the largest effect first, with an interval', () => {
    const pairs = pairsOf([income, trader, noise], labels);
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(pairs[0].separators.map(({ column }) => column)).toEqual(['AnnualIncome']);
    expect(pairs[0].sentence).toBe('They differ most in average annual income 22 against 82.');
    expect(pairs[2].separators.map(({ column }) => column)).toEqual(['Occupation', 'AnnualIncome']);
    const [first] = pairs[2].separators;
    // 27 of 30 against none of 30 are clerks: |h| = π − 2 asin √0.1 = 2.498092; 1.96 · √(2/30) = 0.506061
    expect(Math.abs(first.effect)).toBeCloseTo(2.498092, 6);
    expect(Math.abs(first.high - first.low) / 2).toBeCloseTo(0.506061, 6);
    expect(first.text).toBe('occupation "Clerk" 90.0 % against 0.0 %');
    expect(effectWords({ effect: -2.498, low: -3.0, high: -1.99 })).toBe('−2.50 (−3.00 to −1.99)');
  });

  it('leaves out protected columns and what may be chance', () => {
    const pairs = pairsOf([income, noise], labels, ['protected']);
    expect(pairs.map(({ separators }) => separators.length)).toEqual([0, 0, 0]);
    expect(pairs[0].sentence).toBe('No column tells these two segments apart clearly.');
  });

  it('takes five customers, constant values, gaps and flags alone', () => {
    const five = pairsOf(
      [
        numbers('x', [1, 1, 1, 9, 9]),
        numbers(
          'gap',
          range(5, () => null),
        ),
      ],
      [0, 0, 0, 1, 1],
    );
    expect(five).toHaveLength(1);
    expect(five[0].separators.every(({ effect, low, high }) => [effect, low, high].every(Number.isFinite))).toBe(true);
    const [pair] = pairsOf(
      [
        flags(
          'isPep',
          range(60, i => i < 30),
        ),
      ],
      range(60, i => (i < 30 ? 0 : 1)),
    );
    expect(pair.sentence).toBe('They differ most in PEP 100.0 % against 0.0 %.');
    expect(pairsOf([numbers('x', [1, 2, 3])], [0, 1, 1])[0].separators).toEqual([]);
  });

  it('is at most five columns', () => {
    const many = range(9, j =>
      numbers(
        `c${j}`,
        range(90, i => labels[i] * 10 + ((i * (j + 3)) % 7)),
      ),
    );
    expect(pairsOf(many, labels)[0].separators).toHaveLength(5);
  });
});
