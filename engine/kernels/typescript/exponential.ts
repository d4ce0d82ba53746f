/**
 * e to the power of x and the natural logarithm from correctly rounded operations alone, so that every machine finds the same bits; the
 * relative error of both is below 1e-15.
 */
const LOG2_E = 1.4426950408889634;
// ln 2 in two parts: the first has so few digits that its product with a whole number is exact.
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
/** Adding it rounds to a whole number, half to even. */
const ROUNDER = 6755399441055744;
/** Below it the answer is 0. */
export const LEAST_EXPONENT = -700;
const SQRT2 = 1.4142135623730951;

const LEAST_POWER = 1020;
const POWERS = Float64Array.from({ length: LEAST_POWER + 1 }, (_, i) => 2 ** (i - LEAST_POWER));

/**
 * @param x  at most 0
 *
 * Cody & Waite's reduction to |r| ≤ ½ ln 2, and Taylor's series to r¹³. The twin of `exponential` in ../assembly.
 */
export function exponential(x: number): number {
  if (x < LEAST_EXPONENT) return 0;
  const n = x * LOG2_E + ROUNDER - ROUNDER;
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  let p = 1 / 6227020800;
  p = p * r + 1 / 479001600;
  p = p * r + 1 / 39916800;
  p = p * r + 1 / 3628800;
  p = p * r + 1 / 362880;
  p = p * r + 1 / 40320;
  p = p * r + 1 / 5040;
  p = p * r + 1 / 720;
  p = p * r + 1 / 120;
  p = p * r + 1 / 24;
  p = p * r + 1 / 6;
  p = p * r + 0.5;
  p = p * r + 1;
  p = p * r + 1;
  return p * POWERS[n + LEAST_POWER];
}

const word = new DataView(new ArrayBuffer(8));

/**
 * @param x  above 0, finite, and not below 2⁻¹⁰²²
 *
 * The series of fdlibm's `log` in s = f / (2 + f), with x = 2ᵏ (1 + f). The twin of `naturalLog` in ../assembly.
 */
export function naturalLog(x: number): number {
  word.setFloat64(0, x);
  const high = word.getInt32(0);
  let k = (high >> 20) - 1023;
  word.setInt32(0, (high & 0x000fffff) | 0x3ff00000);
  let m = word.getFloat64(0);
  if (m > SQRT2) {
    m = m / 2;
    k = k + 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + (even + odd)) + k * LN2_LOW) - f);
}
