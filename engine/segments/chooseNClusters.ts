import type { ClusterCandidate } from '#shared/results';

/** A segment smaller than this share of the book speaks of outliers rather than of a group. */
const SMALLEST_SHARE = 0.01;
const Z = 1.959963984540054;

/** A silhouette below this speaks of a continuum rather than of groups. */
export const WEAK_SILHOUETTE = 0.25;
/** Without groups, silhouettes this close to the best say nothing, and another measure is heard. */
const WEAK_BAND = 0.05;

export interface MeasuredCandidate extends ClusterCandidate {
  readonly silhouetteResult: { readonly low: number; readonly high: number };
}
export type Measure = 'silhouette' | 'Davies–Bouldin' | 'Calinski–Harabasz' | 'elbow';

/** What the evidence says, kept apart from the words for it. */
export interface Choice {
  readonly nClusters: number;
  /** evidence: as the measures say together. Else there are no clear groups, and this measure decided. */
  readonly by: 'evidence' | 'elbow' | 'Davies–Bouldin';
  /** Candidates whose silhouette lies within one standard error of the best, ascending; one when the best is alone. */
  readonly tied: readonly number[];
  /** Measures that prefer the choice among the tied. */
  readonly votes: readonly Measure[];
  /** What each measure prefers among all that were not set aside; null where it has no value. */
  readonly prefers: Readonly<Record<Measure, number | null>>;
  /** Candidates left out because their smallest segment is too small. */
  readonly setAside: readonly number[];
  /** The smallest segment a candidate may have. */
  readonly least: number;
}

/**
 * Chooses by the highest silhouette; candidates within one standard error of it are tied, and the tie goes to the one that most of
 * silhouette, Davies–Bouldin, Calinski–Harabasz and the elbow prefer, then to the smaller. Where even the best is below 0.25 there are no
 * groups to count; silhouette and Calinski–Harabasz then favour the coarsest cut, so the elbow decides, or Davies–Bouldin where there is no
 * elbow, among those whose silhouette is nearly as good.
 * @param candidates ascending by nClusters
 */
export function chooseNClusters(
  candidates: readonly MeasuredCandidate[],
  elbow: number | null,
  nCustomers: number,
): Choice {
  const least = Math.max(2, Math.ceil(SMALLEST_SHARE * nCustomers));
  const large = candidates.filter(candidate => candidate.smallest >= least);
  const eligible = large.length > 0 ? large : candidates;
  const setAside = large.length > 0 ? candidates.filter(c => c.smallest < least).map(c => c.nClusters) : [];
  const best = highest(eligible, c => c.silhouette) ?? eligible[0];
  const { low, high } = best.silhouetteResult;
  const standardError = Number.isFinite(high - low) ? (high - low) / (2 * Z) : 0;
  const tied = eligible.filter(c => c === best || c.silhouette >= best.silhouette - standardError);
  const votesOf = ballot(tied, elbow);
  const winner = tied.reduce((best, c) => (votesFor(c, votesOf) > votesFor(best, votesOf) ? c : best));
  const among = ballot(
    eligible.filter(c => c.silhouette >= best.silhouette - WEAK_BAND),
    elbow,
  );
  const judge =
    best.silhouette < WEAK_SILHOUETTE ? JUDGES_OF_A_CONTINUUM.find(measure => among[measure] !== null) : undefined;
  const judged = judge === undefined ? null : among[judge];
  const nClusters = judged ?? winner.nClusters;
  return {
    nClusters,
    by: judge === undefined || nClusters === winner.nClusters ? 'evidence' : judge,
    tied: tied.map(c => c.nClusters),
    votes: MEASURES.filter(measure => votesOf[measure] === nClusters),
    prefers: ballot(eligible, elbow),
    setAside,
    least,
  };
}

/** The measures that do not simply favour the coarsest cut, in the order they are heard when there are no groups to count. */
const JUDGES_OF_A_CONTINUUM = ['elbow', 'Davies–Bouldin'] as const;
const MEASURES: readonly Measure[] = ['silhouette', 'Davies–Bouldin', 'Calinski–Harabasz', 'elbow'];

function ballot(candidates: readonly ClusterCandidate[], elbow: number | null): Record<Measure, number | null> {
  return {
    silhouette: highest(candidates, c => c.silhouette)?.nClusters ?? null,
    'Davies–Bouldin': highest(candidates, c => -c.daviesBouldin)?.nClusters ?? null,
    'Calinski–Harabasz': highest(candidates, c => c.calinskiHarabasz)?.nClusters ?? null,
    elbow: candidates.some(c => c.nClusters === elbow) ? elbow : null,
  };
}

function votesFor(candidate: ClusterCandidate, votes: Record<Measure, number | null>): number {
  return MEASURES.filter(measure => votes[measure] === candidate.nClusters).length;
}

/** The first with the highest finite value. */
function highest<C>(candidates: readonly C[], value: (candidate: C) => number): C | null {
  let best: C | null = null;
  for (const candidate of candidates) {
    if (Number.isFinite(value(candidate)) && (best === null || value(candidate) > value(best))) best = candidate;
  }
  return best;
}
