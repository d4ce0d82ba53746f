import { exponential } from '../../kernels/typescript/exponential.ts';

const ROOT_TWO_PI = 2.5066282746310002;
/** Where the continued fraction takes over from the series. */
const FAR = 3;

/**
 * Probability that a standard normal number lies farther from 0 than z, both sides together. @param z NaN gives NaN
 * Source: Abramowitz & Stegun (1964), 26.2.11 and 26.2.14; relative error below 1e-12.
 */
export function twoSidedP(z: number): number {
  const x = Math.abs(z);
  if (!(x >= 0)) return NaN;
  const density = exponential(-0.5 * x * x) / ROOT_TWO_PI;
  if (x > FAR) {
    let fraction = x;
    for (let k = 120; k >= 1; k--) fraction = x + k / fraction;
    return (2 * density) / fraction;
  }
  let term = x;
  let sum = x;
  for (let k = 3; term > 1e-18 * sum; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return Math.max(0, 1 - 2 * density * sum);
}
