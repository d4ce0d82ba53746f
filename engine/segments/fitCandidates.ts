import type { Note } from '#shared/notes';
import { checkOptions } from '#shared/option';
import type { ClusterCandidate } from '#shared/evidence';
import type { FeatureInfo } from '#shared/results';
import { NO_CLUSTER, type ClusterModel } from '../algorithms/ClusterModel.ts';
import type { Clustering, ClusterFit } from '../algorithms/defineAlgorithm.ts';
import { pickRows } from '../algorithms/pickRows.ts';
import type { Run } from '../jobs/Run.ts';
import { inertia } from '../metrics/inertia.ts';
import { separations, type Separation } from '../metrics/separation.ts';
import { silhouettes, type Labeling, type SilhouetteResult } from '../metrics/silhouette.ts';
import type { Matrix } from '../table/Matrix.ts';
import { partOf, pause } from './stageRun.ts';

/** One clustering that was tried, with all its measures. */
export interface FittedCandidate extends ClusterCandidate {
  readonly model: ClusterModel;
  /** [nRows], 0-based cluster or NO_CLUSTER. */
  readonly labels: Int32Array;
  readonly notes: readonly Note[];
  readonly silhouetteResult: SilhouetteResult;
  /** Rows in no cluster; the measures are of the others. */
  readonly leftOut: number;
}
export interface Candidates {
  readonly algorithm: Clustering;
  /** Numbers of segments to try; none for an algorithm that finds the number. */
  readonly range: readonly number[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly features: readonly FeatureInfo[];
}

/** Clusters with each number of segments and measures them side by side, the silhouettes on one and the same sample. */
export async function fitCandidates(x: Matrix, asked: Candidates, run: Run): Promise<FittedCandidate[]> {
  const { algorithm } = asked;
  const parts = algorithm.fitEach ? 2 : triesOf(asked).length + 1;
  const fits = algorithm.fitEach ? await fitTogether(x, asked, run) : await fitEachAlone(x, asked, run);
  const measuring = partOf(run, parts - 1, parts, 'Measuring the segments');
  return algorithm.traits.leavesOut ? measureApart(x, fits, measuring) : measureTogether(x, fits, measuring);
}

function triesOf({ algorithm, range }: Candidates): readonly { readonly nClusters?: number }[] {
  return algorithm.traits.findsNumber ? [{}] : range.map(nClusters => ({ nClusters }));
}

async function fitEachAlone(x: Matrix, asked: Candidates, run: Run): Promise<ClusterFit[]> {
  const { algorithm, features } = asked;
  const tries = triesOf(asked);
  const fits: ClusterFit[] = [];
  for (const [i, number] of tries.entries()) {
    await pause(run);
    const options = checkOptions(algorithm.options, { ...asked.options, ...number });
    fits.push(await algorithm.fit(x, options, partOf(run, i, tries.length + 1, algorithm.title), features));
  }
  return fits;
}

async function fitTogether(x: Matrix, asked: Candidates, run: Run): Promise<ClusterFit[]> {
  const { algorithm, options, range, features } = asked;
  await pause(run);
  const checked = checkOptions(algorithm.options, options);
  return (await algorithm.fitEach?.(x, checked, range, partOf(run, 0, 2, algorithm.title), features)) ?? [];
}

async function measureTogether(x: Matrix, fits: readonly ClusterFit[], run: Run): Promise<FittedCandidate[]> {
  const labelings = fits.map(fit => ({ labels: fit.labels, nClusters: fit.model.nClusters }));
  const measured = await silhouettes(x, labelings, run);
  const apart = await separations(x, labelings, run);
  const candidates: FittedCandidate[] = [];
  for (const [i, fit] of fits.entries()) {
    await pause(run);
    const measures = { ...labelings[i], silhouette: measured[i], apart: apart[i] };
    candidates.push(await candidateOf(x, fit, measures, 0, run));
  }
  return candidates;
}

/** Each on the rows that it has in a cluster. */
async function measureApart(x: Matrix, fits: readonly ClusterFit[], run: Run): Promise<FittedCandidate[]> {
  const candidates: FittedCandidate[] = [];
  for (const fit of fits) {
    await pause(run);
    const { rows, labels } = rowsInClusters(x, fit.labels);
    const labeling = { labels, nClusters: fit.model.nClusters };
    const [silhouette] = await silhouettes(rows, [labeling], run);
    const [apart] = await separations(rows, [labeling], run);
    candidates.push(await candidateOf(rows, fit, { ...labeling, silhouette, apart }, x.nRows - rows.nRows, run));
  }
  return candidates;
}

interface Measured extends Labeling {
  readonly silhouette: SilhouetteResult;
  readonly apart: Separation;
}

async function candidateOf(
  x: Matrix,
  { model, labels: found, notes }: ClusterFit,
  { labels, nClusters, silhouette, apart }: Measured,
  leftOut: number,
  run: Run,
): Promise<FittedCandidate> {
  return {
    nClusters,
    inertia: 'inertia' in model ? (model.inertia as number) : await inertia(x, labels, nClusters, run),
    silhouette: silhouette.value,
    silhouetteInterval: Number.isFinite(silhouette.value) ? { low: silhouette.low, high: silhouette.high } : null,
    ...apart,
    smallest: smallestSize(labels, nClusters),
    gap: null,
    gapError: null,
    stability: null,
    bic: 'bic' in model ? (model.bic as number) : null,
    aic: 'aic' in model ? (model.aic as number) : null,
    model,
    labels: found,
    notes,
    silhouetteResult: silhouette,
    leftOut,
  };
}

/** The rows that are in a cluster, and their labels. */
export function rowsInClusters(x: Matrix, labels: Int32Array): { rows: Matrix; labels: Int32Array } {
  const kept = Array.from(labels.keys()).filter(row => labels[row] !== NO_CLUSTER);
  if (kept.length === x.nRows) return { rows: x, labels };
  return { rows: pickRows(x, kept), labels: Int32Array.from(kept, row => labels[row]) };
}

function smallestSize(labels: Int32Array, nClusters: number): number {
  const sizes = new Int32Array(nClusters);
  for (let row = 0; row < labels.length; row++) sizes[labels[row]]++;
  return sizes.reduce((least, size) => Math.min(least, size), labels.length);
}
