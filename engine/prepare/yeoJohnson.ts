import { breathe } from '../import/breathe.ts';
import type { Run } from '../jobs/Run.ts';
import { minimizeBounded } from './minimizeBounded.ts';

/**
 * The Yeo-Johnson transform: for x ≥ 0 ((x + 1)^λ − 1) / λ, for x < 0 −((1 − x)^(2 − λ) − 1) / (2 − λ), and logarithms where a power is 0.
 * It rises with x for every λ, and λ = 1 changes nothing.
 * Source: Yeo & Johnson (2000), doi:10.1093/biomet/87.4.954.
 */
export function yeoJohnson(x: number, lambda: number): number {
  return ofLogarithm(signedLog(x), lambda);
}

/** sign(x) · log(1 + |x|), of which the transform is one exponential for any λ. */
function signedLog(x: number): number {
  return x < 0 ? -Math.log1p(-x) : Math.log1p(x);
}

function ofLogarithm(log: number, lambda: number): number {
  if (log >= 0) return Math.abs(lambda) < TINY ? log : Math.expm1(lambda * log) / lambda;
  const power = 2 - lambda;
  return Math.abs(power) < TINY ? log : -Math.expm1(-power * log) / power;
}

const TINY = 2 ** -52;
/** Half of what a double can hold, as powers of e: the variance of what comes out is still a number. */
const LEAST_LOG = (Math.log(2.2250738585072014e-308) - Math.log(2 ** -52)) / 2;
const GREATEST_LOG = (Math.log(Number.MAX_VALUE) + Math.log(2 ** -52)) / 2;
const TOL = 1.48e-8;

/**
 * The λ that makes the values most like a normal distribution (greatest likelihood); 1 where they are all the same.
 *
 * @param values [n], NaN is missing
 * Cost: one exponential per value and step, about 30 steps. The same as scipy's `yeojohnson_normmax` and scikit-learn's PowerTransformer.
 */
export async function bestLambda(values: Float64Array, run: Run): Promise<number> {
  const logs = values.filter(value => !Number.isNaN(value)).map(signedLog);
  if (logs.length < 2 || logs.every(log => log === logs[0])) return 1;
  let sum = 0;
  for (const log of logs) sum += log;
  const unlikely = async (lambda: number) => {
    await breathe(run, logs.length);
    const variance = varianceAt(logs, lambda);
    return variance > 0 && Number.isFinite(variance)
      ? (logs.length / 2) * Math.log(variance) - (lambda - 1) * sum
      : Infinity;
  };
  return minimizeBounded(unlikely, boundsFor(logs), TOL);
}

function varianceAt(logs: Float64Array, lambda: number): number {
  const n = logs.length;
  // Around the first value, so that little is lost where values lie far from 0.
  const origin = ofLogarithm(logs[0], lambda);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const d = ofLogarithm(logs[i], lambda) - origin;
    sum += d;
    squares += d * d;
  }
  return (squares - (sum * sum) / n) / n;
}

/** λ for which values up to 20 times the greatest still have a transform and a variance. */
function boundsFor(logs: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const log of logs) {
    if (log < low) low = log;
    if (log > high) high = log;
  }
  const greatest = Math.log1p(20 * Math.expm1(Math.max(Math.abs(low), Math.abs(high))));
  const [a, b] = [LEAST_LOG / greatest, GREATEST_LOG / greatest];
  if (high < 0) return [2 - b, 2 - a];
  return low < 0 ? [Math.max(2 - b, a), Math.min(2 - a, b)] : [a, b];
}
