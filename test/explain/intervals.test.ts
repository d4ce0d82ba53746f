import { describe, expect, it } from 'vitest';
import { cohenH, meanInterval, medianInterval, studentT975, wilsonInterval } from '#engine/explain/intervals';

describe('Wilson interval', () => {
  it('10 of 50, by hand', () => {
    // z² = 3.841459; centre (0.2 + z²/100) / (1 + z²/50) = 0.23841459 / 1.07682918 = 0.221404;
    // half z·√(0.2·0.8/50 + z²/10000) / 1.07682918 = 1.959964·√(0.0032 + 0.00038415) / 1.07682918 = 0.108966
    const { low, high } = wilsonInterval(10, 50);
    expect(low).toBeCloseTo(0.112437, 5);
    expect(high).toBeCloseTo(0.330369, 5);
  });
  it('stays within 0 and 1 and reaches the ends exactly', () => {
    // 0 of 10: high is z²/(n + z²) = 3.841459 / 13.841459
    expect(wilsonInterval(0, 10).low).toBe(0);
    expect(wilsonInterval(0, 10).high).toBeCloseTo(0.277533, 6);
    expect(wilsonInterval(10, 10).high).toBe(1);
    expect(wilsonInterval(10, 10).low).toBeCloseTo(1 - 0.277533, 6);
    expect(wilsonInterval(0, 0).low).toBeNaN();
  });
});

describe("Cohen's h", () => {
  it('is twice the difference of the arcsines of the roots', () => {
    // asin √0.5 = π/4; asin √0.25 = π/6
    expect(cohenH(0.5, 0.25)).toBeCloseTo(2 * (Math.PI / 4 - Math.PI / 6), 12);
    expect(cohenH(0.25, 0.5)).toBeCloseTo(-Math.PI / 6, 12);
    expect(cohenH(1, 0)).toBeCloseTo(Math.PI, 12);
    expect(cohenH(0.3, 0.3)).toBe(0);
  });
});

describe('intervals of means and medians', () => {
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [10, 2.22814],
    [30, 2.04227],
    [1000, 1.96234],
  ])('Student t with %d degrees of freedom', (degrees, table) => {
    expect(Math.abs(studentT975(degrees) / table - 1)).toBeLessThan(2e-3);
  });

  it('a mean: t times the standard error', () => {
    // n = 4, sd = 2: 3.18 · 2 / √4
    const { low, high } = meanInterval(10, 2, 4, 99);
    expect(high - 10).toBeCloseTo(studentT975(3), 12);
    expect(10 - low).toBeCloseTo(studentT975(3), 12);
  });
  it('one value borrows the spread of the book', () => {
    expect(meanInterval(10, 0, 1, 5).high).toBeCloseTo(10 + 1.959964 * 5, 5);
  });
  it('a median: order statistics', () => {
    // n = 25: 12.5 ± 1.96·5/2 = 7.6 … 17.4, so the values at 7 and 18
    const sorted = Float64Array.from({ length: 25 }, (_none, i) => i * 10);
    expect(medianInterval(sorted)).toEqual({ low: 70, high: 180 });
    expect(medianInterval(Float64Array.of(3))).toEqual({ low: 3, high: 3 });
  });
});
