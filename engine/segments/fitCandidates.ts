import type { Note } from '#shared/notes';
import { checkOptions } from '#shared/option';
import type { ClusterCandidate } from '#shared/results';
import { kmeans } from '../algorithms/kmeans.ts';
import type { KMeansModel } from '../algorithms/KMeansModel.ts';
import type { Run } from '../jobs/Run.ts';
import { calinskiHarabasz } from '../metrics/calinskiHarabasz.ts';
import { daviesBouldin } from '../metrics/daviesBouldin.ts';
import { silhouettes, type SilhouetteResult } from '../metrics/silhouette.ts';
import type { Matrix } from '../table/Matrix.ts';
import { partOf, pause } from './stageRun.ts';

/** One number of segments tried: the clustering and all its measures. */
export interface FittedCandidate extends ClusterCandidate {
  readonly model: KMeansModel;
  readonly labels: Int32Array;
  readonly notes: readonly Note[];
  readonly silhouetteResult: SilhouetteResult;
}

/** Clusters with each number of segments and measures them side by side, the silhouettes on one and the same sample. */
export async function fitCandidates(
  x: Matrix,
  range: readonly number[],
  options: Readonly<Record<string, unknown>>,
  run: Run,
): Promise<FittedCandidate[]> {
  const parts = range.length + 1;
  const fits: { model: KMeansModel; labels: Int32Array; notes: Note[] }[] = [];
  for (const [i, nClusters] of range.entries()) {
    await pause(run);
    const checked = checkOptions(kmeans.options, { ...options, nClusters });
    const { model, notes, labels } = await kmeans.fit(x, checked, partOf(run, i, parts, 'k-means'));
    if (!labels) throw new Error('k-means returned no labels');
    fits.push({ model, notes, labels });
  }
  const labelings = fits.map(fit => ({ labels: fit.labels, nClusters: fit.model.nClusters }));
  const measured = await silhouettes(x, labelings, partOf(run, range.length, parts, 'Measuring the segments'));
  const candidates: FittedCandidate[] = [];
  for (const [i, { model, labels, notes }] of fits.entries()) {
    await pause(run);
    const { nClusters } = model;
    candidates.push({
      nClusters,
      inertia: model.inertia,
      silhouette: measured[i].value,
      daviesBouldin: await daviesBouldin(x, labels, nClusters, run),
      calinskiHarabasz: await calinskiHarabasz(x, labels, nClusters, run),
      smallest: smallestSize(labels, nClusters),
      model,
      labels,
      notes,
      silhouetteResult: measured[i],
    });
  }
  return candidates;
}

function smallestSize(labels: Int32Array, nClusters: number): number {
  const sizes = new Int32Array(nClusters);
  for (let row = 0; row < labels.length; row++) sizes[labels[row]]++;
  return sizes.reduce((least, size) => Math.min(least, size), labels.length);
}
