import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { exponential, naturalLog } from '../../kernels/typescript/exponential.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureValues, LinearDesign } from './LinearDesign.ts';
import { layFlags, layNumbers, TILE_ROWS } from './tiles.ts';

/**
 * What one chunk adds up: loss, then the gradient by parameter (intercept, numbers, flags), then, where wanted, the second derivatives: the sums and
 * products of the dense part as `addScatter` lays them out, flags by dense parameters, flags by flags (lower triangle).
 */
export interface PassShape {
  /** Intercept and numbers. */
  readonly nDense: number;
  /** nDense rounded up to an even number. */
  readonly width: number;
  readonly nFlags: number;
  /** Features that flags come from. */
  readonly nFlagged: number;
  readonly nParameters: number;
  readonly hessianStart: number;
  readonly crossStart: number;
  readonly flagStart: number;
  readonly length: number;
}

export function passShape({ numbers, columns, flags }: LinearDesign, withHessian: boolean): PassShape {
  const nDense = numbers.length + 1;
  const width = 2 * Math.ceil(nDense / 2);
  const nFlags = columns.length - numbers.length;
  const nParameters = columns.length + 1;
  const hessianStart = 1 + nParameters;
  const crossStart = hessianStart + width + width * width;
  const flagStart = crossStart + nFlags * nDense;
  const length = withHessian ? flagStart + nFlags * nFlags : hessianStart;
  return { nDense, width, nFlags, nFlagged: flags.length, nParameters, hessianStart, crossStart, flagStart, length };
}

/** What one thread works in. */
export interface PassSpace {
  /** [tile rows × nDense] */
  readonly rows: Float64Array;
  /** [tile rows × width] */
  readonly space: Float64Array;
}

export interface PassInput extends PassSpace {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly design: LinearDesign;
  readonly values: readonly FeatureValues[];
  readonly y: Uint8Array;
  readonly weights: Float64Array | null;
  /** in [nParameters] intercept first, then by column of the design */
  readonly parameters: Float64Array;
  /** Of so many tiles one is looked at. */
  readonly every: number;
  readonly shape: PassShape;
  readonly withHessian: boolean;
  /** in [nDense] zeros */
  readonly origin: Float64Array;
  /** out [nChunks × length] */
  readonly parts: Float64Array;
}

/** Loss, gradient and second derivatives of the logistic likelihood over rows, without any penalty. */
export function passOver(input: PassInput, context: TaskContext): void {
  const { shape, every } = input;
  const kernels = kernelsFor(input.handle);
  const bench = {
    places: new Int32Array(TILE_ROWS * shape.nFlagged),
    roots: new Float64Array(TILE_ROWS),
    gradient: new Float64Array(shape.nParameters),
  };
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    const part = input.parts.subarray(index * shape.length, (index + 1) * shape.length).fill(0);
    bench.gradient.fill(0);
    for (let row = rowStart; row < rowEnd; row += TILE_ROWS) {
      if (every > 1 && (row / TILE_ROWS) % every !== 0) continue;
      context.throwIfCancelled();
      addTile(input, kernels, bench, { row, end: Math.min(rowEnd, row + TILE_ROWS), part });
    }
    part.set(bench.gradient, 1);
  });
}

interface Bench {
  readonly places: Int32Array;
  /** Roots of the rows' weights in the second derivatives. */
  readonly roots: Float64Array;
  readonly gradient: Float64Array;
}
interface Tile {
  readonly row: number;
  readonly end: number;
  readonly part: Float64Array;
}

function addTile(input: PassInput, kernels: Kernels, bench: Bench, { row, end, part }: Tile): void {
  const { design, values, rows, shape } = input;
  const { nDense } = shape;
  const n = end - row;
  for (let i = 0; i < n; i++) rows[i * nDense] = 1;
  layNumbers(design, values, row, end, rows, nDense, 1);
  if (shape.nFlagged > 0) layFlags(design, values, row, end, bench.places);
  part[0] += addGradient(input, bench, row, n);
  if (!input.withHessian) return;
  for (let i = 0; i < n; i++) {
    const root = bench.roots[i];
    for (let j = i * nDense; j < (i + 1) * nDense; j++) rows[j] *= root;
  }
  const sums = part.subarray(shape.hessianStart, shape.crossStart);
  const { origin, space } = input;
  kernels.addScatter({ rows, origin, space, sums, nRows: n, nColumns: nDense });
  if (shape.nFlagged > 0) addFlagProducts(shape, rows, bench, n, part);
}

/** @returns the loss of the tile */
function addGradient(input: PassInput, bench: Bench, first: number, n: number): number {
  const { rows, parameters, y, weights, shape } = input;
  const { places, roots, gradient } = bench;
  const { nDense, nFlagged } = shape;
  let loss = 0;
  for (let i = 0; i < n; i++) {
    const at = i * nDense;
    let logit = 0;
    for (let j = 0; j < nDense; j++) logit += rows[at + j] * parameters[j];
    for (let f = i * nFlagged; f < (i + 1) * nFlagged; f++) if (places[f] >= 0) logit += parameters[1 + places[f]];
    const weight = weights === null ? 1 : weights[first + i];
    const event = y[first + i];
    const q = exponential(-Math.abs(logit));
    const whole = 1 + q;
    const p = logit >= 0 ? 1 / whole : q / whole;
    loss += weight * ((logit > 0 ? logit : 0) - event * logit + naturalLog(whole));
    roots[i] = Math.sqrt(weight * q) / whole;
    const residual = weight * (p - event);
    for (let j = 0; j < nDense; j++) gradient[j] += residual * rows[at + j];
    for (let f = i * nFlagged; f < (i + 1) * nFlagged; f++) if (places[f] >= 0) gradient[1 + places[f]] += residual;
  }
  return loss;
}

function addFlagProducts(
  shape: PassShape,
  rows: Float64Array,
  { places, roots }: Bench,
  n: number,
  part: Float64Array,
): void {
  const { nDense, nFlagged, nFlags, crossStart, flagStart } = shape;
  // Flags are counted from the first of them; columns of numbers come before.
  const numbers = nDense - 1;
  for (let i = 0; i < n; i++) {
    const root = roots[i];
    for (let f = 0; f < nFlagged; f++) {
      const flag = places[i * nFlagged + f] - numbers;
      if (flag < 0) continue;
      const cross = crossStart + flag * nDense;
      for (let j = 0; j < nDense; j++) part[cross + j] += root * rows[i * nDense + j];
      // Features come in the order of their columns, so that the other flag is never behind this one.
      for (let g = 0; g <= f; g++) {
        const other = places[i * nFlagged + g] - numbers;
        if (other >= 0) part[flagStart + flag * nFlags + other] += root * root;
      }
    }
  }
}
