import { centredScatter } from '../../algorithms/pca/centredScatter.ts';
import { symmetricEigen } from '../../algorithms/pca/symmetricEigen.ts';
import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { RowsGiven } from './NearRows.ts';
import { PICTURE_RADIUS, type PictureInput } from './pictureTask.ts';

/**
 * Rows on their principal axes in whole numbers of 16 bits: the first axes tell most of how far two rows are apart. No two rows are farther apart in it than
 * √(squared distance) × scale + room: turning keeps distances, moving what lies far out onto a ball shortens them, and rounding moves a row by no more than
 * half a step in each axis.
 */
export interface Picture {
  readonly nAxes: number;
  /** [nRows × nAxes] */
  readonly points: Int16Array;
  readonly scale: number;
  readonly room: number;
}

/** Rows farther out than this many times what 99 % of them are within are moved in, so that they do not make the steps wide for all. */
const FAR_OUT = 4;
/** Rows by chunk. */
const CHUNK = 512;

/** Cost: O(rows × columns²) where there are at least twice as many rows as columns, else O(rows × columns). @throws Cancelled */
export async function takePicture(given: RowsGiven, run: Run): Promise<Picture> {
  const { nRows, nColumns, values } = given;
  const nAxes = Math.max(1, nColumns);
  const { mean, axes } = await axesOf(given, run);
  const lengths = lengthsAbout(values, mean, nRows);
  const scale = scaleFor(lengths);
  const points = new Int16Array(new SharedArrayBuffer(nRows * nAxes * 2));
  const input = { queue: newChunkQueue(nRows, CHUNK), values, nColumns, mean, axes, lengths, scale, points, nAxes };
  await onEveryThread<PictureInput>(run, 'resample.picture', input);
  const farthest = lengths.reduce((a, b) => Math.max(a, b), 0) + Math.hypot(...mean);
  return {
    nAxes,
    points,
    scale: scale * stretchOf(axes, nColumns),
    // The second part is for the rounding of the turn itself.
    room: Math.sqrt(nAxes) * (1 + 1e-9) + 0.01 + nAxes * farthest * scale * 2 ** -49,
  };
}

/** Principal axes by rows, longest first; none where there are too few rows for them to be worth it. */
async function axesOf({ nRows, nColumns, values }: RowsGiven, run: Run) {
  const axes = sharedFloat64(nColumns * nColumns);
  if (nColumns < 2 || nRows < 2 * nColumns) return { mean: sharedFloat64(nColumns), axes: null };
  const { mean, scatter } = await centredScatter({ nRows, nColumns, values, columnNames: [] }, run);
  axes.set(symmetricEigen(scatter, nColumns).vectors);
  const shared = sharedFloat64(nColumns);
  shared.set(mean);
  return { mean: shared, axes };
}

function lengthsAbout(values: Float64Array, mean: Float64Array, nRows: number): Float64Array {
  const nColumns = mean.length;
  const lengths = sharedFloat64(nRows);
  for (let row = 0; row < nRows; row++) {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) sum += (values[row * nColumns + j] - mean[j]) ** 2;
    lengths[row] = Math.sqrt(sum);
  }
  return lengths;
}

function scaleFor(lengths: Float64Array): number {
  const sorted = lengths.slice().sort();
  const usual = sorted[Math.floor(0.99 * (sorted.length - 1))];
  const longest = sorted[sorted.length - 1];
  const scale = PICTURE_RADIUS / (usual > 0 ? Math.min(longest, FAR_OUT * usual) : longest);
  return Number.isFinite(scale) ? scale : 1;
}

/** By how much the axes can lengthen a row at most: they are as good as orthogonal, but for rounding. */
function stretchOf(axes: Float64Array | null, nColumns: number): number {
  if (!axes) return 1 + 1e-9;
  let most = 0;
  for (let a = 0; a < nColumns; a++) {
    let sum = 0;
    for (let b = 0; b < nColumns; b++) {
      let product = 0;
      for (let j = 0; j < nColumns; j++) product += axes[a * nColumns + j] * axes[b * nColumns + j];
      sum += Math.abs(product);
    }
    most = Math.max(most, sum);
  }
  return Math.sqrt(most) * (1 + 1e-9);
}
