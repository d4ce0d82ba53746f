import { AppError } from '#shared/errors';
import type { ClusteringId, Segmenting } from '#shared/recipe';
import type { ComparedClustering } from '#shared/evidence';
import type { FeatureInfo } from '#shared/results';
import { errorSentence } from '#shared/text/errorSentences';
import { clusteringOf } from '../../algorithms/registry.ts';
import type { Run } from '../../jobs/Run.ts';
import { adjustedRand } from '../../metrics/adjustedRand.ts';
import { elbow } from '../../metrics/elbow.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { candidateRange } from '../candidateRange.ts';
import { chooseNClusters } from '../chooseNClusters.ts';
import { bootstrapStability } from '../evidence/bootstrapStability.ts';
import { fitCandidates, type FittedCandidate } from '../fitCandidates.ts';
import { partOf, pause } from '../stageRun.ts';

export interface ComparedRows {
  readonly x: Matrix;
  readonly features: readonly FeatureInfo[];
  readonly segmenting: Segmenting;
}
/** A clustering with the labels that it gave, so that it can be held against others later. */
export interface Compared {
  readonly entry: Omit<ComparedClustering, 'agreement'>;
  /** [nRows], or null where the clustering could not be fitted. */
  readonly labels: Int32Array | null;
}

/** The number given, or those that the recipe tries. */
function rangeOf({ x, features, segmenting }: ComparedRows, nClusters: number | null): number[] {
  const columns = [...new Set(features.map(feature => feature.column))];
  const asked: Segmenting =
    nClusters === null ? { ...segmenting, chooseBy: 'evidence' } : { ...segmenting, chooseBy: 'given', nClusters };
  const range = candidateRange(x, asked, columns);
  return nClusters === null ? range : [nClusters];
}

/**
 * One clustering with its own defaults (with the recipe's options where it is the recipe's), measured as all are: silhouettes on one seeded sample, and
 * stability on the same bootstrap samples. What cannot group these customers says why.
 *
 * @param nClusters  null: chosen from the recipe's range as `chooseNClusters` does, without the gap statistic
 */
export async function compareOne(
  id: ClusteringId,
  rows: ComparedRows,
  nClusters: number | null,
  run: Run,
): Promise<Compared> {
  const algorithm = clusteringOf(id);
  try {
    await pause(run);
    const options = rows.segmenting.algorithm === id ? rows.segmenting.options : {};
    const asked = { algorithm, range: rangeOf(rows, nClusters), options, features: rows.features };
    const candidates = await fitCandidates(rows.x, asked, partOf(run, 0, 2, algorithm.title));
    const chosen = choose(candidates, rows.x.nRows);
    const [stability] = await bootstrapStability(rows.x, [chosen], asked, partOf(run, 1, 2, algorithm.title));
    const { jaccard: _bySegment, ...summary } = stability ?? { jaccard: null };
    const entry = { ...measured(id, chosen), stability: stability && (summary as typeof stability) };
    return { entry, labels: chosen.labels };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { entry: { ...UNKNOWN, algorithm: id, title: algorithm.title, error: errorSentence(error) }, labels: null };
  }
}

function choose(candidates: readonly FittedCandidate[], nRows: number): FittedCandidate {
  const numbers = candidates.map(c => c.nClusters);
  const bend = elbow(
    candidates.map(c => c.inertia),
    numbers,
  );
  const { nClusters } = chooseNClusters(candidates, bend, nRows);
  return candidates[numbers.indexOf(nClusters)];
}

function measured(id: ClusteringId, chosen: FittedCandidate): Omit<Compared['entry'], 'stability'> {
  const { value, sampled, n, seed, low, high } = chosen.silhouetteResult;
  const sizes = Array.from({ length: chosen.nClusters }, () => 0);
  for (const label of chosen.labels) if (label >= 0) sizes[label]++;
  return {
    algorithm: id,
    title: clusteringOf(id).title,
    error: null,
    nClusters: chosen.nClusters,
    leftOut: chosen.leftOut,
    sizes: sizes.sort((a, b) => b - a),
    silhouette: { value, sampled, n, seed, low, high },
    daviesBouldin: chosen.daviesBouldin,
    calinskiHarabasz: chosen.calinskiHarabasz,
    notes: [...chosen.notes],
  };
}

const UNKNOWN: Omit<Compared['entry'], 'algorithm' | 'title' | 'error'> = {
  nClusters: 0,
  leftOut: 0,
  sizes: [],
  silhouette: { value: Number.NaN, sampled: false, n: 0, seed: 0, low: Number.NaN, high: Number.NaN },
  daviesBouldin: Number.NaN,
  calinskiHarabasz: Number.NaN,
  stability: null,
  notes: [],
};

/** Beside the segments on show: null where these are of other customers. */
export function withAgreement({ entry, labels }: Compared, shown: Int32Array | null): ComparedClustering {
  const isSame = labels !== null && shown !== null && labels.length === shown.length;
  return { ...entry, agreement: isSame ? adjustedRand(labels, shown) : null };
}
