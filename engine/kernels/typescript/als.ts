import type { AlsGram, AlsRows } from '../AlsCalls.ts';

/** The squared residual below which a row is solved. */
const SOLVED = 1e-20;

export function alsGram({ source, sums, rowStart, rowEnd, width }: AlsGram): void {
  for (let row = rowStart * width; row < rowEnd * width; row += width)
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) sums[a * width + b] += source[row + a] * source[row + b];
}

export function alsRows(call: AlsRows): void {
  const { offsets, target, width, rowStart, rowEnd } = call;
  for (let row = rowStart; row < rowEnd; row++) {
    if (offsets[row] === offsets[row + 1]) target.fill(0, row * width, (row + 1) * width);
    else solveRow(call, row);
  }
}

function solveRow(call: AlsRows, row: number): void {
  const { target, space, width, alpha, steps } = call;
  const x = row * width;
  const [residual, direction, image] = [0, width, 2 * width];
  gramTimes(call, target, x);
  for (let f = 0; f < width; f++) space[residual + f] = -space[image + f];
  addPairs(call, row, { alpha, wanted: 1, from: target, x, out: residual });
  for (let f = 0; f < width; f++) space[direction + f] = space[residual + f];
  let squares = dotOf(space, residual, space, residual, width);
  for (let step = 0; step < steps && squares >= SOLVED; step++) {
    gramTimes(call, space, direction);
    if (step === steps - 1) {
      const bend = dotOf(space, direction, space, image, width) + bendOfPairs(call, row);
      addTimes(target, x, space, direction, squares / bend, width);
      break;
    }
    if (alpha !== 0) addPairs(call, row, { alpha: -alpha, wanted: 0, from: space, x: direction, out: image });
    const length = squares / dotOf(space, direction, space, image, width);
    addTimes(target, x, space, direction, length, width);
    addTimes(space, residual, space, image, -length, width);
    const before = squares;
    squares = dotOf(space, residual, space, residual, width);
    const share = squares / before;
    for (let f = 0; f < width; f++) space[direction + f] = space[residual + f] + share * space[direction + f];
  }
}

/** space[2 × width …] = gram x */
function gramTimes({ gram, space, width }: AlsRows, from: Float64Array, x: number): void {
  const image = 2 * width;
  for (let f = 0; f < width; f++) {
    let even = 0;
    let odd = 0;
    for (let i = 0; i < width; i += 2) {
      even += gram[f * width + i] * from[x + i];
      odd += gram[f * width + i + 1] * from[x + i + 1];
    }
    space[image + f] = even + odd;
  }
}

interface PairSum {
  readonly alpha: number;
  readonly wanted: number;
  readonly from: Float64Array;
  readonly x: number;
  readonly out: number;
}

/** space[out …] += Σ (wanted (1 + α w) − α w (y · x)) y */
function addPairs({ offsets, codes, weights, source, space, width }: AlsRows, row: number, sum: PairSum): void {
  const { alpha, wanted, from, x, out } = sum;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    const y = codes[i] * width;
    const surer = alpha * weights[i];
    const found = alpha === 0 ? 0 : dotOf(source, y, from, x, width);
    addTimes(space, out, source, y, wanted * (1 + surer) - surer * found, width);
  }
}

/** Σ α w (y · direction)² */
function bendOfPairs({ offsets, codes, weights, source, space, width, alpha }: AlsRows, row: number): number {
  let sum = 0;
  if (alpha === 0) return sum;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    const found = dotOf(source, codes[i] * width, space, width, width);
    sum += alpha * weights[i] * found * found;
  }
  return sum;
}

function addTimes(a: Float64Array, at: number, b: Float64Array, from: number, factor: number, n: number): void {
  for (let i = 0; i < n; i++) a[at + i] += factor * b[from + i];
}

function dotOf(a: Float64Array, at: number, b: Float64Array, from: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < n; i += 4) {
    s0 += a[at + i] * b[from + i];
    s1 += a[at + i + 1] * b[from + i + 1];
    s2 += a[at + i + 2] * b[from + i + 2];
    s3 += a[at + i + 3] * b[from + i + 3];
  }
  return s0 + s2 + (s1 + s3);
}
