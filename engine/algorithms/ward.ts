import { AppError } from '#shared/errors';
import { formatCount } from '#shared/format';
import { note } from '#shared/notes';
import type { OptionValues } from '#shared/option';
import type { Run } from '../jobs/Run.ts';
import { sharedInt32, type Matrix } from '../table/Matrix.ts';
import { defineClustering, type ClusterFit } from './defineAlgorithm.ts';
import { kmeansOptions } from './kmeans.ts';
import { nearestLabels } from './nearestLabels.ts';
import { buildTree, EXACT_ROWS, type BuiltTree } from './ward/buildTree.ts';
import { cutTree } from './ward/cutTree.ts';
import { MICRO_CLUSTERS } from './ward/microClusters.ts';
import type { WardModel, WardTree } from './ward/WardModel.ts';

export const wardOptions = { nClusters: kmeansOptions.nClusters };
export type WardOptions = OptionValues<typeof wardOptions>;
export type WardFit = ClusterFit<WardModel>;

/**
 * Ward's hierarchy: everything starts alone, and the two whose join adds least inertia are joined until one is left; the last joins are
 * undone to have `nClusters`. Exact on the rows up to 2,000 distinct ones. Above, about 500 small groups found by k-means are joined,
 * each as heavy as it has rows and at its centre. A new row belongs to the cluster of the nearest leaf.
 *
 * Cost: see `buildTree`; one tree serves every number of clusters.
 *
 * Errors: `data.tooFewRows` with fewer rows than clusters, `data.tooFewDistinct` with fewer leaves than clusters.
 * Source: Ward (1963), doi:10.1080/01621459.1963.10500845; Murtagh & Legendre (2014), doi:10.1007/s00357-014-9161-z.
 */
export const ward = defineClustering({
  id: 'ward',
  task: 'clustering',
  title: 'Ward’s hierarchy',
  help: `Joins the most alike step by step and keeps the whole tree, so that you see which segments are close relatives and where a cut is natural. Exact up to ${formatCount(EXACT_ROWS)} different customers; above, it joins about ${MICRO_CLUSTERS} small groups of them.`,
  sources: ['ward1963', 'lance1967', 'murtagh1983', 'murtagh2014'],
  searchWords: ['hierarchical', 'agglomerative', 'dendrogram', 'tree', 'linkage', 'hclust'],
  options: wardOptions,
  minRows: options => options.nClusters,
  traits: { scaleSensitive: true, findsNumber: false, leavesOut: false, mixed: false },
  fit: async (x, options, run) => (await fitWard(x, options, [options.nClusters], run))[0],
  fitEach: fitWard,
  predict: predictWard,
});

/** Cuts one tree for each of some numbers of clusters. Errors as `ward`. */
export async function fitWard(
  x: Matrix,
  _options: WardOptions,
  numbers: readonly number[],
  run: Run,
): Promise<WardFit[]> {
  const most = Math.max(...numbers);
  const need = Math.max(2, most);
  if (x.nRows < need) throw new AppError('data.tooFewRows', { need, got: x.nRows, what: 'Ward’s hierarchy' });
  const built = await buildTree(x, run);
  const { nLeaves } = built.tree;
  if (nLeaves < most) throw new AppError('data.tooFewDistinct', { need: most, got: nLeaves });
  const fits: WardFit[] = [];
  for (const nClusters of numbers) fits.push(await fitOf(x, built, nClusters, run));
  return fits;
}

async function fitOf(x: Matrix, { tree, leafOf }: BuiltTree, nClusters: number, run: Run): Promise<WardFit> {
  run.throwIfCancelled();
  const leafLabels = cutTree(tree, nClusters);
  const labels = sharedInt32(x.nRows);
  for (let row = 0; row < x.nRows; row++) labels[row] = leafLabels[leafOf[row]];
  const centers = centersOf(tree, leafLabels, nClusters);
  return {
    model: { algorithm: 'ward', version: 1, nClusters, centers, leafLabels, ...tree },
    notes: tree.basis === 'rows' ? [] : [note('ward.microClusters', { n: tree.nLeaves, of: x.nRows })],
    labels,
  };
}

/** Means of the leaves of each cluster, weighted by their customers. */
function centersOf({ nLeaves, nColumns, leafCenters, leafSizes }: WardTree, leafLabels: Int32Array, nClusters: number) {
  const sizes = new Float64Array(nClusters);
  for (let leaf = 0; leaf < nLeaves; leaf++) sizes[leafLabels[leaf]] += leafSizes[leaf];
  const centers = new Float64Array(nClusters * nColumns);
  for (let leaf = 0; leaf < nLeaves; leaf++) {
    const share = leafSizes[leaf] / sizes[leafLabels[leaf]];
    for (let j = 0; j < nColumns; j++)
      centers[leafLabels[leaf] * nColumns + j] += share * leafCenters[leaf * nColumns + j];
  }
  return centers;
}

async function predictWard(model: WardModel, x: Matrix, run: Run): Promise<Int32Array> {
  const { nLeaves, nColumns, leafCenters, leafLabels } = model;
  const leaves = await nearestLabels({ nClusters: nLeaves, nColumns, centers: leafCenters }, x, run);
  return leaves.map(leaf => leafLabels[leaf]);
}
