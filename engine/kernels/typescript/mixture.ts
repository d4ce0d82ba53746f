import { ALL_PRODUCTS, BATCH_ROWS, SQUARES, sumsLength } from '../MixtureCalls.ts';
import type { MixtureLogits, MixtureNormalise, MixtureSums } from '../MixtureCalls.ts';
import { exponential, naturalLog } from './exponential.ts';

export function mixtureLogits(call: MixtureLogits): void {
  const { nColumns, nClusters, factors, factorStride, space, logits } = call;
  for (let batch = 0; batch < call.nBatches; batch++) {
    for (let c = call.from; c < call.to; c++) {
      deviate(call, batch, c);
      const factor = c * factorStride;
      const out = (batch * nClusters + c) * BATCH_ROWS;
      for (let row = 0; row < BATCH_ROWS; row++) {
        let squares = 0;
        for (let j = 0; j < nColumns; j++) {
          let y = 0;
          if (call.isDiagonal) y = space[j * BATCH_ROWS + row] * factors[factor + j];
          else for (let i = 0; i <= j; i++) y += space[i * BATCH_ROWS + row] * factors[factor + j * nColumns + i];
          squares += y * y;
        }
        logits[out + row] = call.constants[c] - 0.5 * squares;
      }
    }
  }
}

/** Puts the deviations of a batch from the mean of a component into the work space. */
function deviate({ batches, means, space, nColumns }: MixtureLogits | MixtureSums, batch: number, c: number): void {
  const at = batch * nColumns * BATCH_ROWS;
  for (let j = 0; j < nColumns; j++) {
    const mean = means[c * nColumns + j];
    for (let i = j * BATCH_ROWS; i < (j + 1) * BATCH_ROWS; i++) space[i] = batches[at + i] - mean;
  }
}

export function mixtureNormalise({ logits, weights, nBatches, nClusters }: MixtureNormalise): number {
  let total = 0;
  for (let batch = 0; batch < nBatches; batch++) {
    const tops = [0, 0];
    const wholes = [1, 1];
    for (let row = 0; row < BATCH_ROWS; row++) {
      const first = batch * nClusters * BATCH_ROWS + row;
      const last = first + nClusters * BATCH_ROWS;
      let top = -Infinity;
      for (let at = first; at < last; at += BATCH_ROWS) top = logits[at] > top ? logits[at] : top;
      let sum = 0;
      for (let at = first; at < last; at += BATCH_ROWS) {
        const share = exponential(logits[at] - top);
        logits[at] = share;
        sum += share;
      }
      const weight = weights[batch * BATCH_ROWS + row];
      const factor = weight / sum;
      for (let at = first; at < last; at += BATCH_ROWS) logits[at] *= factor;
      tops[row & 1] += weight === 0 ? 0 : top;
      wholes[row & 1] *= weight === 0 ? 1 : sum;
    }
    total += tops[0] + tops[1] + (naturalLog(wholes[0]) + naturalLog(wholes[1]));
  }
  return total;
}

export function mixtureSums(call: MixtureSums): void {
  const { nColumns, products, responsibilities, space, sums } = call;
  const length = sumsLength(nColumns, products);
  const weighted = space.subarray(nColumns * BATCH_ROWS);
  for (let batch = 0; batch < call.nBatches; batch++) {
    for (let c = call.from; c < call.to; c++) {
      const from = (batch * call.nClusters + c) * BATCH_ROWS;
      deviate(call, batch, c);
      for (let i = 0; i < nColumns * BATCH_ROWS; i++)
        weighted[i] = space[i] * responsibilities[from + (i % BATCH_ROWS)];
      let at = c * length;
      sums[at] += lanes(BATCH_ROWS, row => responsibilities[from + row]);
      at += 2;
      for (let j = 0; j < nColumns; j++) sums[at + j] += lanes(BATCH_ROWS, row => weighted[j * BATCH_ROWS + row]);
      at += nColumns;
      if (products === SQUARES) for (let j = 0; j < nColumns; j++) sums[at + j] += product(weighted, space, j, j);
      if (products !== ALL_PRODUCTS) continue;
      for (let i = 0; i < nColumns; i++)
        for (let j = 0; j <= (i | 1); j++) sums[at + i * nColumns + j] += product(weighted, space, i, j);
    }
  }
}

function product(a: Float64Array, b: Float64Array, i: number, j: number): number {
  return lanes(BATCH_ROWS, row => a[i * BATCH_ROWS + row] * b[j * BATCH_ROWS + row]);
}

/** Even and odd rows are added up on their own. */
function lanes(nRows: number, value: (row: number) => number): number {
  let even = 0;
  let odd = 0;
  for (let row = 0; row < nRows; row += 2) {
    even += value(row);
    odd += value(row + 1);
  }
  return even + odd;
}
