import { isConsistent } from '../../store/isConsistent.ts';
import type { Segmented } from '../../segments/Segmented.ts';
import type { ModelDocument, SegmentsPart } from '../ModelDocument.ts';
import { checkBayes } from './checkClassifier.ts';
import { checkClustering } from './checkClustering.ts';
import { requireArray, requireAscending, requireFinite, requireThat } from './requireThat.ts';

/** Whether customers can be placed: every position lies within what it counts, and every length is that of its neighbours. @throws DamagedModel */
export function checkSegments(segments: SegmentsPart, { columns }: Pick<ModelDocument, 'columns'>): void {
  const { pipeline, features, model, position, centroids, foundCentroids, steps, classifier } = segments;
  const { farFrom, ranks, segmentation } = segments;
  const nColumns = features.length;
  checkClustering(model, nColumns);
  for (const { split } of steps) if (split) checkClustering(split.model, nColumns);
  for (const found of [centroids, foundCentroids])
    if (found) {
      requireThat(found.nColumns === nColumns, 'the centres of the segments');
      requireThat(found.centers.length === found.nClusters * nColumns, 'the centres of the segments');
      requireFinite(found.centers, 'the centres of the segments');
    }
  const noLabels = new Int32Array(0);
  const fitted = foundCentroids ? { fitted: { labels: noLabels, centroids: foundCentroids } } : {};
  const placing = { model, position, centroids, steps, labels: noLabels, ...fitted } as unknown as Segmented;
  requireThat(isConsistent(placing), 'the order of the segments');
  const n = centroids.nClusters;
  requireThat(segmentation.nClusters === n && segmentation.segments.length === n, 'the list of the segments');
  requireFinite(requireArray(farFrom, Float64Array, n, 'the reach of the segments'), 'the reach of the segments');
  checkBayes(classifier as unknown as Readonly<Record<string, unknown>>, n, nColumns);
  const names = new Set(columns.map(({ name }) => name));
  for (const { column, against, measure } of segmentation.tierRule.drivers) {
    requireThat(names.has(column) && (against === null || names.has(against)), 'the tier rule');
    if (measure === 'rank') requireThat(Object.hasOwn(ranks, column), 'the ranks of the tier rule');
  }
  for (const cuts of Object.values(ranks)) requireAscending(cuts, 'the ranks of the tier rule');
  requireThat(
    pipeline.inputs.every(name => names.has(name)),
    'the columns of the preparation',
  );
}
