import type { SegmentMap } from '#shared/results';
import type { PcaModel } from '../../algorithms/PcaModel.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Prepared } from '../../prepare/Prepared.ts';
import type { Segmented } from '../Segmented.ts';

const MAX_POINTS = 20_000;
const MAX_LOADINGS = 8;

/**
 * The customers on the plane of the first two principal components, at most 20,000 of them drawn by seed; the centres of the groups; and the eight
 * features that pull most, as correlations of scale: component × sqrt(variance).
 */
export function segmentMap(prepared: Prepared, segmented: Segmented, run: Run): SegmentMap {
  const { matrix, features } = prepared;
  const { pca, labels, centroids, segmentation } = segmented;
  const rows = mapRows(matrix.nRows, run);
  const x: number[] = [];
  const y: number[] = [];
  for (const row of rows) {
    x.push(project(pca, 0, matrix.values, row));
    y.push(project(pca, 1, matrix.values, row));
  }
  return {
    x,
    y,
    segment: Array.from(rows, row => labels[row] + 1),
    row: Array.from(rows),
    sampled: rows.length < matrix.nRows,
    of: matrix.nRows,
    centers: segmentation.segments.flatMap(({ id, isOutliers }, s) =>
      isOutliers
        ? []
        : [{ segment: id, x: project(pca, 0, centroids.centers, s), y: project(pca, 1, centroids.centers, s) }],
    ),
    explainedVarianceRatio: [pca.explainedVarianceRatio[0] ?? 0, pca.explainedVarianceRatio[1] ?? 0],
    loadings: topLoadings(
      pca,
      features.map(feature => feature.name),
    ),
  };
}

/** The customers that the map draws, ascending. */
export function mapRows(nRows: number, run: Run): Int32Array {
  return run.stream('segments.map').sample(nRows, MAX_POINTS);
}

/** Score of one row on one component; 0 on a component that the data does not have. */
export function project(pca: PcaModel, component: number, values: Float64Array, row: number): number {
  if (component >= pca.nComponents) return 0;
  let score = 0;
  for (let column = 0; column < pca.nColumns; column++) {
    const off = values[row * pca.nColumns + column] - pca.mean[column];
    score += off * pca.components[component * pca.nColumns + column];
  }
  return score;
}

function topLoadings(pca: PcaModel, names: readonly string[]): SegmentMap['loadings'] {
  const along = (component: number, column: number) =>
    component < pca.nComponents
      ? pca.components[component * pca.nColumns + column] * Math.sqrt(pca.explainedVariance[component])
      : 0;
  return names
    .map((feature, column) => ({ feature, x: along(0, column), y: along(1, column) }))
    .map((loading, column) => ({ loading, column, length: Math.hypot(loading.x, loading.y) }))
    .sort((a, b) => b.length - a.length || a.column - b.column)
    .slice(0, MAX_LOADINGS)
    .map(entry => entry.loading);
}
