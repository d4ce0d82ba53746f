import type { AlsGram, AlsRows, AlsTurn } from '../AlsCalls.ts';

/** The squared residual below which a row is solved. */
const SOLVED = 1e-20;

export function alsGram({ source, sums, rowStart, rowEnd, width }: AlsGram): void {
  for (let row = rowStart * width; row < rowEnd * width; row += width)
    for (let a = 0; a < width; a++)
      for (let b = a & ~1; b < width; b++) sums[a * width + b] += source[row + a] * source[row + b];
}

export function alsTurn({ matrix, from, to, rowStart, rowEnd, width }: AlsTurn): void {
  for (let row = rowStart * width; row < rowEnd * width; row += width)
    for (let f = 0; f < width; f++) to[row + f] = product(matrix, f * width, from, row, 0, blockOf(f) + 4);
}

export function alsRows(call: AlsRows): void {
  const { offsets, target, width, rowStart, rowEnd } = call;
  for (let row = rowStart; row < rowEnd; row++) {
    if (offsets[row] === offsets[row + 1]) target.fill(0, row * width, (row + 1) * width);
    else solveRow(call, row);
  }
}

function solveRow(call: AlsRows, row: number): void {
  const { target, forth, back, space, width, alpha, steps } = call;
  const x = row * width;
  const [residual, direction, image, z] = [0, width, 2 * width, 3 * width];
  for (let f = 0; f < width; f++) space[z + f] = product(forth, f * width, target, x, blockOf(f), width);
  for (let f = 0; f < width; f++) space[residual + f] = -space[z + f];
  addPairs(call, row, { alpha, wanted: 1, x: z, out: residual });
  for (let f = 0; f < width; f++) space[direction + f] = space[residual + f];
  let squares = dotOf(space, residual, space, residual, width);
  for (let step = 0; step < steps && squares >= SOLVED; step++) {
    if (step === steps - 1) {
      const bend = dotOf(space, direction, space, direction, width) + bendOfPairs(call, row);
      addTimes(space, z, space, direction, squares / bend, width);
      break;
    }
    for (let f = 0; f < width; f++) space[image + f] = space[direction + f];
    if (alpha !== 0) addPairs(call, row, { alpha: -alpha, wanted: 0, x: direction, out: image });
    const length = squares / dotOf(space, direction, space, image, width);
    addTimes(space, z, space, direction, length, width);
    addTimes(space, residual, space, image, -length, width);
    const before = squares;
    squares = dotOf(space, residual, space, residual, width);
    const share = squares / before;
    for (let f = 0; f < width; f++) space[direction + f] = space[residual + f] + share * space[direction + f];
  }
  for (let f = 0; f < width; f++) target[x + f] = product(back, f * width, space, z, blockOf(f), width);
}

/** The first of the four numbers that are found together with number f. */
function blockOf(f: number): number {
  return f & ~3;
}

/** Σ matrix[row + i] · x[at + i] over i in [from, to), in two parts. */
function product(matrix: Float64Array, row: number, x: Float64Array, at: number, from: number, to: number): number {
  let even = 0;
  let odd = 0;
  for (let i = from; i < to; i += 2) {
    even += matrix[row + i] * x[at + i];
    odd += matrix[row + i + 1] * x[at + i + 1];
  }
  return even + odd;
}

interface PairSum {
  readonly alpha: number;
  readonly wanted: number;
  readonly x: number;
  readonly out: number;
}

/** space[out …] += Σ (wanted (1 + α w) − α w (y · x)) y */
function addPairs({ offsets, codes, weights, source, space, width }: AlsRows, row: number, sum: PairSum): void {
  const { alpha, wanted, x, out } = sum;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    const y = codes[i] * width;
    const surer = alpha * weights[i];
    const found = alpha === 0 ? 0 : dotOf(source, y, space, x, width);
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
