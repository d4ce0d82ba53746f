import { AppError } from '#shared/errors';
import { int, type OptionValues } from '#shared/option';
import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, type Matrix } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import { defineDecomposition } from './defineAlgorithm.ts';
import type { PcaModel } from './PcaModel.ts';
import { centredScatter } from './pca/centredScatter.ts';
import { gramAxes } from './pca/gramAxes.ts';
import { krylovAxes } from './pca/krylovAxes.ts';
import { columnMoments, type Axes } from './pca/scatter.ts';
import { symmetricEigen } from './pca/symmetricEigen.ts';

export const pcaOptions = {
  nComponents: int({
    title: 'Components',
    help: 'How many directions of largest variance to find; never more than there are rows or columns.',
    min: 1,
    max: 2000,
    default: 2,
    searchWords: ['n_components', 'principal components'],
  }),
};
export type PcaOptions = OptionValues<typeof pcaOptions>;

/** Up to this many columns (or rows) the full problem is solved; beyond it only the wanted components are looked for. */
const DENSE_SIZE = 500;
/** More components than this are not found faster one by one. */
const FEW_COMPONENTS = 50;

/**
 * Principal components of the centred columns.
 *
 * Cost: O(rows × columns²) in one pass up to 500 columns; beyond that O(rows × columns × components) per step of a few dozen.
 *
 * Errors: `data.tooFewRows` with fewer than 2 rows.
 * Source: Jolliffe & Cadima (2016), doi:10.1098/rsta.2015.0202. Signs: the entry of largest magnitude of a component is positive.
 */
export const pca = defineDecomposition({
  id: 'pca',
  task: 'decomposition',
  title: 'Principal components',
  sources: ['jolliffe2016', 'chan1983', 'musco2015'],
  searchWords: ['PCA', 'factor'],
  options: pcaOptions,
  minRows: () => 2,
  traits: { scaleSensitive: true },
  fit: async (x, options: PcaOptions, run) => ({ model: await fitPca(x, options.nComponents, run), notes: [] }),
  predict: (model: PcaModel, x, run) => projectPca(model, x, run),
});

async function fitPca(x: Matrix, wanted: number, run: Run): Promise<PcaModel> {
  const { nRows, nColumns } = x;
  if (nRows < 2) throw new AppError('data.tooFewRows', { need: 2, got: nRows, what: 'principal components' });
  const nComponents = Math.min(wanted, nRows, nColumns);
  const { mean, totalSquares, values, vectors } = await findAxes(x, nComponents, run);
  const components = vectors.slice(0, nComponents * nColumns);
  for (let c = 0; c < nComponents; c++) turnPositive(components.subarray(c * nColumns, (c + 1) * nColumns));
  const scatter = values.slice(0, nComponents).map(value => Math.max(0, value));
  return {
    algorithm: 'pca',
    version: 1,
    nComponents,
    nColumns,
    mean: Float64Array.from(mean),
    components,
    explainedVariance: scatter.map(value => value / (nRows - 1)),
    explainedVarianceRatio: scatter.map(value => (totalSquares > 0 ? value / totalSquares : 0)),
  };
}

interface Found extends Axes {
  readonly mean: Float64Array;
  /** Sum of the squares of all centred values. */
  readonly totalSquares: number;
}

async function findAxes(x: Matrix, nComponents: number, run: Run): Promise<Found> {
  const { nRows, nColumns } = x;
  const isWide = nColumns > DENSE_SIZE;
  if (isWide && (nRows <= DENSE_SIZE || nComponents <= FEW_COMPONENTS)) {
    const moments = await columnMoments(x, run);
    const find = nRows <= DENSE_SIZE ? gramAxes : krylovAxes;
    return { ...moments, ...(await find(x, moments.mean, nComponents, run)) };
  }
  const { mean, scatter } = await centredScatter(x, run);
  let totalSquares = 0;
  for (let j = 0; j < nColumns; j++) totalSquares += scatter[j * nColumns + j];
  return { mean, totalSquares, ...symmetricEigen(scatter, nColumns) };
}

function turnPositive(component: Float64Array): void {
  let largest = 0;
  for (const value of component) if (Math.abs(value) > Math.abs(largest)) largest = value;
  if (largest < 0) for (let j = 0; j < component.length; j++) component[j] = -component[j];
}

/** @returns [nRows × nComponents] scores, row-major */
async function projectPca(model: PcaModel, x: Matrix, run: Run): Promise<Float64Array> {
  const { nComponents, nColumns } = model;
  if (x.nColumns !== nColumns) throw new Error(`the model has ${nColumns} columns, the rows ${x.nColumns}`);
  const scores = sharedFloat64(x.nRows * nComponents);
  const { mean, components } = model;
  const input = { queue: newChunkQueue(x.nRows), values: x.values, nColumns, mean, components, nComponents, scores };
  await onEveryThread(run, 'pca.project', input);
  return scores;
}
