import { TILE_STRIDE, type AddProducts, type LogisticTile } from '../LogisticTile.ts';
import { exponential, naturalLog } from './exponential.ts';

export function logisticTile(call: LogisticTile): number {
  standardise(call);
  const loss = likelihood(call);
  const { tile, residuals, gradient, nRows, nDense } = call;
  for (let j = 0; j < nDense; j++) {
    const at = j * TILE_STRIDE;
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < nRows; i++) sums[i % 4] += tile[at + i] * residuals[i];
    gradient[j] += sums[0] + sums[1] + (sums[2] + sums[3]);
  }
  return loss;
}

function standardise({ tile, fills, centers, factors, nRows, nDense }: LogisticTile): void {
  for (let j = 0; j < nDense; j++) {
    const at = j * TILE_STRIDE;
    for (let i = at; i < at + nRows; i++) {
      const value = tile[i];
      tile[i] = ((value === value ? value : fills[j]) - centers[j]) * factors[j];
    }
  }
}

function likelihood(call: LogisticTile): number {
  const { tile, parameters, logits, events, weights, residuals, roots, nRows, nDense, isWeighted } = call;
  const sums = [0, 0];
  const products = [1, 1];
  for (let i = 0; i < nRows; i++) {
    let logit = logits[i];
    for (let j = 0; j < nDense; j++) logit += tile[j * TILE_STRIDE + i] * parameters[j];
    const weight = weights[i];
    const q = weight === 0 ? 0 : exponential(-Math.abs(logit));
    const whole = 1 + q;
    const p = (logit >= 0 ? 1 : q) / whole;
    sums[i % 2] += weight * (Math.max(logit, 0) - events[i] * logit);
    if (isWeighted) sums[i % 2] += weight * naturalLog(whole);
    else products[i % 2] *= whole;
    residuals[i] = weight * (p - events[i]);
    roots[i] = Math.sqrt(weight * q) / whole;
  }
  return sums[0] + sums[1] + (naturalLog(products[0]) + naturalLog(products[1]));
}

export function addProducts({ tile, roots, sums, nRows, nDense, width }: AddProducts): void {
  for (let j = 0; j < nDense; j++) for (let i = 0; i < nRows; i++) tile[j * TILE_STRIDE + i] *= roots[i];
  for (let a = 0; a < width; a++) {
    const end = 4 * Math.floor((a & ~1) / 4) + 4;
    for (let b = 0; b < end; b++) {
      let even = 0;
      let odd = 0;
      for (let i = 0; i < nRows; i += 2) {
        even += tile[a * TILE_STRIDE + i] * tile[b * TILE_STRIDE + i];
        odd += tile[a * TILE_STRIDE + i + 1] * tile[b * TILE_STRIDE + i + 1];
      }
      sums[a * width + b] += even + odd;
    }
  }
}
