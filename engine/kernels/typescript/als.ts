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
  const { offsets, codes, weights, source, target, space, width, alpha, steps } = call;
  const x = row * width;
  const [residual, direction, image] = [0, width, 2 * width];
  imageOf(call, row, target, x);
  for (let f = 0; f < width; f++) space[residual + f] = -space[image + f];
  for (let i = offsets[row]; i < offsets[row + 1]; i++)
    addTimes(space, residual, source, codes[i] * width, 1 + alpha * weights[i], width);
  for (let f = 0; f < width; f++) space[direction + f] = space[residual + f];
  let squares = dotOf(space, residual, space, residual, width);
  for (let step = 0; step < steps && squares >= SOLVED; step++) {
    imageOf(call, row, space, direction);
    const length = squares / dotOf(space, direction, space, image, width);
    addTimes(target, x, space, direction, length, width);
    addTimes(space, residual, space, image, -length, width);
    const before = squares;
    squares = dotOf(space, residual, space, residual, width);
    const share = squares / before;
    for (let f = 0; f < width; f++) space[direction + f] = space[residual + f] + share * space[direction + f];
  }
}

/** space[2 × width …] = (gram + Σ α w y yᵀ) x */
function imageOf(
  { offsets, codes, weights, source, gram, space, width, alpha }: AlsRows,
  row: number,
  from: Float64Array,
  x: number,
) {
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
  if (alpha === 0) return;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    const y = codes[i] * width;
    addTimes(space, image, source, y, alpha * weights[i] * dotOf(source, y, from, x, width), width);
  }
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
