import { ENTRY_ROW, MOST_TOGETHER, type GatherRows, type GradientHistogram, type StepGradients } from '../TreeCalls.ts';
import { exponential } from './exponential.ts';

/** Adding it rounds to a whole number, half to even. */
const ROUNDER = 6755399441055744;
/** Of each bin: gradients, hessians, rows. */
const SLOT = 3;

export function stepGradients(call: StepGradients): void {
  const { raw, y, weights, gradientScale, hessianScale, from, to, pairs } = call;
  for (let row = from; row < to; row++) {
    const power = exponential(-Math.abs(raw[row]));
    const small = power / (1 + power);
    const large = 1 / (1 + power);
    const share = raw[row] < 0 ? small : large;
    const weight = weights.length > 0 ? weights[row] : 1;
    pairs[2 * row] = (share - y[row]) * weight * gradientScale + ROUNDER - ROUNDER;
    pairs[2 * row + 1] = small * large * weight * hessianScale + ROUNDER - ROUNDER;
  }
}

export function copyEntries(entries: Int32Array, from: number, to: number, out: Int32Array, outFrom: number): void {
  out.set(entries.subarray(from, to), outFrom);
}

export function gatherRows(call: GatherRows): void {
  const { entries, from, to, pairs, bins, stride, starts, outPairs, outBins, capacity, outFrom } = call;
  for (let i = from; i < to; i++) {
    const row = entries[i] & ENTRY_ROW;
    const into = outFrom + i - from;
    outPairs[2 * into] = pairs[2 * row];
    outPairs[2 * into + 1] = pairs[2 * row + 1];
    for (let group = 0; group < starts.length; group++) {
      const first = row * stride + starts[group];
      const out = (group * capacity + into) * MOST_TOGETHER;
      for (let k = 0; k < MOST_TOGETHER; k++) outBins[out + k] = bins[first + k];
    }
  }
}

export function gradientHistogram(call: GradientHistogram): void {
  const { entries, from, to, pairs, bins, stride, nFeatures, histogram } = call;
  histogram.fill(0);
  for (let i = from; i < to; i++) {
    const row = entries.length > 0 ? entries[i] & ENTRY_ROW : i;
    for (let k = 0; k < nFeatures; k++) {
      const slot = (k * 256 + bins[row * stride + k]) * SLOT;
      histogram[slot] += pairs[2 * row];
      histogram[slot + 1] += pairs[2 * row + 1];
      histogram[slot + 2] += 1;
    }
  }
}

export function sumHistogram(histogram: Float64Array, _countShift: number, node: Float64Array): void {
  node.fill(0, 0, SLOT);
  for (let at = 0; at < 256 * SLOT; at++) node[at % SLOT] += histogram[at];
}

export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] -= child[i];
}

export function addToRows(entries: Int32Array, from: number, to: number, step: number, raw: Float64Array): void {
  for (let i = from; i < to; i++) raw[entries[i] & ENTRY_ROW] += step;
}
