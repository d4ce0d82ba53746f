import type { Training } from '#engine/algorithms/defineAlgorithm';
import type { Feature } from '#engine/table/FeatureTable';
import { sharedFloat64, sharedInt32, sharedUint8 } from '#engine/table/Matrix';
import { lcgBlobs } from './lcgBlobs.ts';

/** What a golden case was made from; test/golden/make/scoredRows.py is the twin of this file and gives the same bits. */
export interface ScoredShape {
  seed: number;
  nRows: number;
  nNumbers: number;
  nCategories: number;
  nLevels: number;
  gapShare: number;
  steps: number;
}

/** `counts` are whole weights, `weights` any. */
export function scoredRows(shape: ScoredShape): Training & { counts: Float64Array; weights: Float64Array } {
  const { seed, nRows, nNumbers, nCategories, nLevels, gapShare, steps } = shape;
  const blobs = lcgBlobs({ seed, nRows, nColumns: nNumbers, nGroups: 4, spread: 3, gapShare });
  const numbers = Array.from({ length: nNumbers }, () => sharedFloat64(nRows));
  const categories = Array.from({ length: nCategories }, () => sharedInt32(nRows));
  const y = sharedUint8(nRows);
  let state = seed + 1;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let i = 0; i < nRows; i++) {
    let score = -1.5;
    numbers.forEach((column, j) => {
      const value = blobs.values[i * nNumbers + j];
      column[i] = steps > 0 ? Math.floor(value * steps) / steps : value;
      const own = Number.isNaN(value) ? 0 : column[i];
      score += j % 2 === 0 ? (own > 5 ? 0.8 : 0) : -0.05 * own;
    });
    for (const column of categories) {
      const code = Math.floor(uniform() * nLevels);
      column[i] = uniform() < gapShare ? -1 : code;
      score += code % 3 === 0 ? 1 : 0;
    }
    const share = 0.5 + 0.45 * (score / (1 + Math.abs(score)));
    y[i] = uniform() < share ? 1 : 0;
  }
  const counts = sharedFloat64(nRows);
  for (let i = 0; i < nRows; i++) counts[i] = 1 + Math.floor(uniform() * 3);
  const weights = sharedFloat64(nRows);
  for (let i = 0; i < nRows; i++) weights[i] = 0.5 + uniform();
  const levels = Array.from({ length: nLevels }, (_none, level) => `level ${level}`);
  const features: Feature[] = [
    ...numbers.map((values, j): Feature => ({ kind: 'number', name: `c${j}`, values })),
    ...categories.map((codes, j): Feature => ({ kind: 'category', name: `k${j}`, codes, levels })),
  ];
  return { x: { nRows, features }, y, counts, weights };
}
