import { NO_CLUSTER, type ClusterModel } from '../../algorithms/ClusterModel.ts';
import {
  requireArray,
  requireCount,
  requireFinite,
  requireList,
  requireNumber,
  requirePositions,
  requireRecord,
  requireThat,
} from './requireThat.ts';

type Given = Readonly<Record<string, unknown>>;
type Check = (model: Given, base: ClusterModel) => void;

const COVARIANCES: Readonly<Record<string, (k: number, d: number) => number>> = {
  full: (k, d) => k * d * d,
  tied: (_k, d) => d * d,
  diag: (k, d) => k * d,
  spherical: k => k,
};

/** Where a method keeps more than centres, what it keeps must fit together. */
const OWN_PARTS: Readonly<Record<string, Check>> = {
  bisectingKMeans({ children, splitCenters }, { nClusters, nColumns }) {
    const nSplits = nClusters - 1;
    const sides = requireArray(children, Int32Array, 2 * nSplits, 'the splits of a model');
    requireFinite(
      requireArray(splitCenters, Float64Array, 2 * nSplits * nColumns, 'the splits of a model'),
      'a centre',
    );
    sides.forEach((to, side) =>
      // A split comes behind the one that it is a side of, so that every way down ends.
      requireThat(to >= 0 ? to > side >> 1 && to < nSplits : ~to < nClusters, 'the splits of a model'),
    );
  },
  gaussianMixture({ covarianceType, weights, covariances, precisionsCholesky }, { nClusters, nColumns }) {
    requireThat(Object.hasOwn(COVARIANCES, String(covarianceType)), 'the shape of a mixture');
    const length = COVARIANCES[String(covarianceType)](nClusters, nColumns);
    requireFinite(
      requireArray(weights, Float64Array, nClusters, 'the weights of a mixture'),
      'the weights of a mixture',
    );
    for (const values of [covariances, precisionsCholesky])
      requireFinite(requireArray(values, Float64Array, length, 'the shape of a mixture'), 'the shape of a mixture');
  },
  kMedoids({ columns, ranges, medoidRows }, { nClusters, nColumns }) {
    const { numeric } = checkMixed(columns, nColumns);
    requireFinite(requireArray(ranges, Float64Array, numeric, 'the ranges of a model'), 'the ranges of a model');
    requireArray(medoidRows, Int32Array, nClusters, 'the medoids of a model');
  },
  kPrototypes({ columns, gamma, numbers, levels }, { nClusters, nColumns }) {
    const mixed = checkMixed(columns, nColumns);
    requireNumber(gamma, 'the weight of categories');
    const means = requireArray(numbers, Float64Array, nClusters * mixed.numeric, 'the prototypes of a model');
    requireFinite(means, 'the prototypes of a model');
    requireArray(levels, Int32Array, nClusters * mixed.categories, 'the prototypes of a model');
  },
  ward({ nLeaves, leafCenters, leafLabels }, { nClusters, nColumns }) {
    const n = requireCount(nLeaves, 1, 10_000_000, 'the leaves of a tree');
    requireFinite(requireArray(leafCenters, Float64Array, n * nColumns, 'the leaves of a tree'), 'a centre');
    requirePositions(
      requireArray(leafLabels, Int32Array, n, 'the leaves of a tree'),
      nClusters,
      'the leaves of a tree',
    );
  },
  hdbscan({ rows, labels, cores, reach, minSamples }, { nClusters, nColumns }) {
    requireThat(labels instanceof Int32Array, 'the rows of a model');
    const n = (labels as Int32Array).length;
    requireCount(minSamples, 1, 100_000_000, 'the neighbours of a model');
    requireFinite(requireArray(rows, Float64Array, n * nColumns, 'the rows of a model'), 'the rows of a model');
    requireArray(cores, Float64Array, n, 'the rows of a model');
    requireArray(reach, Float64Array, nClusters, 'the reach of a model');
    requirePositions(labels as Int32Array, nClusters, 'the rows of a model', NO_CLUSTER);
  },
};

function checkMixed(value: unknown, nColumns: number): { numeric: number; categories: number } {
  const what = 'the columns of a model';
  const { nColumns: own, numeric, categories, thresholds } = requireRecord(value, what);
  requireThat(own === nColumns, what);
  for (const threshold of requireList(thresholds, nColumns, what)) requireNumber(threshold, what);
  const lists = [
    requireList(numeric, null, what),
    ...requireList(categories, null, what).map(one => requireList(one, null, what)),
  ];
  const all = lists.flat();
  for (const column of all) requireCount(column, 0, nColumns - 1, what);
  requireThat(new Set(all).size === all.length, what);
  return { numeric: lists[0].length, categories: lists.length - 1 };
}

/** Whether a clustering can place rows of so many columns. @throws DamagedModel */
export function checkClustering(model: ClusterModel, nColumns: number): void {
  const { nClusters, centers, algorithm } = model;
  requireThat(model.nColumns === nColumns && centers.length === nClusters * nColumns, 'the centres of a model');
  requireFinite(centers, 'the centres of a model');
  if (Object.hasOwn(OWN_PARTS, algorithm)) OWN_PARTS[algorithm](model as unknown as Given, model);
}
