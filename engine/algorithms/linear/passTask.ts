import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { TILE_ROWS, TILE_STRIDE, type LogisticTile } from '../../kernels/LogisticTile.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureValues, LinearDesign } from './LinearDesign.ts';
import { layFlags } from './tiles.ts';

/**
 * What one chunk adds up: loss, then the gradient by parameter (intercept, numbers, flags), then, where wanted, the second derivatives: the
 * dense part [width × width], flags by dense parameters, flags by flags (lower triangle each).
 */
export interface PassShape {
  /** Intercept and numbers. */
  readonly nDense: number;
  /** nDense rounded up to a multiple of 4. */
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
  const width = 4 * Math.ceil(nDense / 4);
  const nFlags = columns.length - numbers.length;
  const nParameters = columns.length + 1;
  const hessianStart = 1 + nParameters;
  const crossStart = hessianStart + width * width;
  const flagStart = crossStart + nFlags * nDense;
  const length = withHessian ? flagStart + nFlags * nFlags : hessianStart;
  return { nDense, width, nFlags, nFlagged: flags.length, nParameters, hessianStart, crossStart, flagStart, length };
}

/** What one thread works in, in the arena: tile [width × TILE_STRIDE], gradient [nDense], the others [TILE_STRIDE]. */
export interface PassSpace {
  readonly tile: Float64Array;
  readonly logits: Float64Array;
  readonly events: Float64Array;
  readonly rowWeights: Float64Array;
  readonly residuals: Float64Array;
  readonly roots: Float64Array;
  readonly denseGradient: Float64Array;
}

export interface PassInput extends PassSpace {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly design: LinearDesign;
  readonly values: readonly FeatureValues[];
  readonly y: Uint8Array;
  readonly weights: Float64Array | null;
  /** in [nParameters] intercept first, then by column of the design; in the arena, as the next three */
  readonly parameters: Float64Array;
  /** in [nDense] of a column of ones, then of the numbers */
  readonly fills: Float64Array;
  readonly centers: Float64Array;
  readonly factors: Float64Array;
  /** Of so many tiles one is looked at. */
  readonly every: number;
  readonly shape: PassShape;
  readonly withHessian: boolean;
  /** out [nChunks × length] */
  readonly parts: Float64Array;
}

/** Loss, gradient and second derivatives of the logistic likelihood over rows, without any penalty. */
export function passOver(input: PassInput, context: TaskContext): void {
  const { shape, every, denseGradient } = input;
  const kernels = kernelsFor(input.handle);
  const bench: Bench = {
    places: new Int32Array(TILE_ROWS * shape.nFlagged),
    gradient: new Float64Array(shape.nFlags),
    call: {
      ...input,
      weights: input.rowWeights,
      gradient: denseGradient,
      nRows: TILE_ROWS,
      nDense: shape.nDense,
      isWeighted: input.weights !== null,
    },
  };
  input.tile.fill(0);
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    const part = input.parts.subarray(index * shape.length, (index + 1) * shape.length).fill(0);
    bench.gradient.fill(0);
    denseGradient.fill(0);
    for (let row = rowStart; row < rowEnd; row += TILE_ROWS) {
      if (every > 1 && (row / TILE_ROWS) % every !== 0) continue;
      context.throwIfCancelled();
      addTile(input, kernels, bench, { row, end: Math.min(rowEnd, row + TILE_ROWS), part });
    }
    part.set(denseGradient, 1);
    part.set(bench.gradient, 1 + shape.nDense);
  });
}

interface Bench {
  /** Columns of the design that the rows have a 1 in, by feature. */
  readonly places: Int32Array;
  /** By flag. */
  readonly gradient: Float64Array;
  /** What a whole tile asks of the kernel; made once, since there are many. */
  readonly call: LogisticTile;
}
interface Tile {
  readonly row: number;
  readonly end: number;
  readonly part: Float64Array;
}

function addTile(input: PassInput, kernels: Kernels, bench: Bench, { row, end, part }: Tile): void {
  const { shape, tile } = input;
  const { nDense, width } = shape;
  const nRows = layTile(input, row, end);
  if (shape.nFlagged > 0) addFlagLogits(input, bench, row, end);
  part[0] += kernels.logisticTile(nRows === TILE_ROWS ? bench.call : { ...bench.call, nRows });
  if (shape.nFlagged > 0) addFlagGradient(input, bench, end - row);
  if (!input.withHessian) return;
  const sums = part.subarray(shape.hessianStart, shape.crossStart);
  kernels.addProducts({ tile, roots: input.roots, sums, nRows, nDense, width });
  if (shape.nFlagged > 0) addFlagProducts(input, bench, end - row, part);
}

/** @returns the rows, padded to a multiple of 8 with some that weigh nothing */
function layTile(
  { design, values, y, weights, tile, logits, events, rowWeights }: PassInput,
  row: number,
  end: number,
): number {
  const n = end - row;
  const nRows = (n + 7) & ~7;
  tile.fill(1, 0, nRows);
  const { numbers } = design;
  for (let i = 0, at = TILE_STRIDE; i < numbers.length; i++, at += TILE_STRIDE) {
    tile.set(values[numbers[i].feature].subarray(row, end), at);
    if (n < nRows) tile.fill(0, at + n, at + nRows);
  }
  logits.fill(0, 0, nRows);
  for (let i = 0; i < n; i++) events[i] = y[row + i];
  if (weights === null) rowWeights.fill(1, 0, n);
  else rowWeights.set(weights.subarray(row, end));
  rowWeights.fill(0, n, nRows);
  events.fill(0, n, nRows);
  return nRows;
}

function addFlagLogits(
  { design, values, shape, parameters, logits }: PassInput,
  { places }: Bench,
  row: number,
  end: number,
): void {
  const { nFlagged } = shape;
  layFlags(design, values, row, end, places);
  for (let i = 0; i < end - row; i++) {
    let logit = 0;
    for (let f = i * nFlagged; f < (i + 1) * nFlagged; f++) if (places[f] >= 0) logit += parameters[1 + places[f]];
    logits[i] = logit;
  }
}

function addFlagGradient({ shape, residuals }: PassInput, { places, gradient }: Bench, n: number): void {
  const { nFlagged, nDense } = shape;
  // Flags are counted from the first of them; columns of numbers come before.
  const numbers = nDense - 1;
  for (let i = 0; i < n; i++)
    for (let f = i * nFlagged; f < (i + 1) * nFlagged; f++)
      if (places[f] >= 0) gradient[places[f] - numbers] += residuals[i];
}

function addFlagProducts({ shape, tile, roots }: PassInput, { places }: Bench, n: number, part: Float64Array): void {
  const { nDense, nFlagged, nFlags, crossStart, flagStart } = shape;
  const numbers = nDense - 1;
  for (let i = 0; i < n; i++) {
    const root = roots[i];
    for (let f = 0; f < nFlagged; f++) {
      const flag = places[i * nFlagged + f] - numbers;
      if (flag < 0) continue;
      const cross = crossStart + flag * nDense;
      for (let j = 0; j < nDense; j++) part[cross + j] += root * tile[j * TILE_STRIDE + i];
      // Features come in the order of their columns, so that the other flag is never behind this one.
      for (let g = 0; g <= f; g++) {
        const other = places[i * nFlagged + g] - numbers;
        if (other >= 0) part[flagStart + flag * nFlags + other] += root * root;
      }
    }
  }
}
