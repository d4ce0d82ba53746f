import type { ClusterCandidate } from '#shared/evidence';
import { WEAK_SILHOUETTE } from './evidence/structure.ts';

/** A segment smaller than this share of the book speaks of outliers rather than of a group. */
const SMALLEST_SHARE = 0.01;
const Z = 1.959963984540054;

/** Without groups, silhouettes this close to the best say nothing, and another measure is heard. */
const WEAK_BAND = 0.05;

export interface MeasuredCandidate extends ClusterCandidate {
  readonly silhouetteResult: { readonly low: number; readonly high: number };
}
export type Measure = 'silhouette' | 'Davies–Bouldin' | 'Calinski–Harabasz' | 'elbow' | 'gap' | 'BIC';

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
 * silhouette, Davies–Bouldin, Calinski–Harabasz, the elbow, the gap statistic and (of a mixture) BIC prefer, then to the one that comes
 * back best on samples, then to the smaller. Where even the best is below 0.25 there are no groups to count; silhouette and
 * Calinski–Harabasz then favour the coarsest cut, so the elbow decides, or Davies–Bouldin where there is no elbow, among those whose
 * silhouette is nearly as good. That the gap statistic prefers one group is no reason for a smaller number: `judgeStructure` says it.
 * @param candidates ascending by nClusters
 * @param gapPrefers what the gap statistic prefers, or null where it was not computed
 */
export function chooseNClusters(
  candidates: readonly MeasuredCandidate[],
  elbow: number | null,
  nCustomers: number,
  gapPrefers: number | null = null,
): Choice {
  const heard = { elbow, gap: gapPrefers };
  const least = Math.max(2, Math.ceil(SMALLEST_SHARE * nCustomers));
  const large = candidates.filter(candidate => candidate.smallest >= least);
  const eligible = large.length > 0 ? large : candidates;
  const setAside = large.length > 0 ? candidates.filter(c => c.smallest < least).map(c => c.nClusters) : [];
  const best = highest(eligible, c => c.silhouette) ?? eligible[0];
  const { low, high } = best.silhouetteResult;
  const standardError = Number.isFinite(high - low) ? (high - low) / (2 * Z) : 0;
  const tied = eligible.filter(c => c === best || c.silhouette >= best.silhouette - standardError);
  const votesOf = ballot(tied, heard);
  const winner = tied.reduce((best, c) => (isBetter(c, best, votesOf) ? c : best));
  const among = ballot(
    eligible.filter(c => c.silhouette >= best.silhouette - WEAK_BAND),
    heard,
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
    prefers: ballot(eligible, heard),
    setAside,
    least,
  };
}

/** The measures that do not simply favour the coarsest cut, in the order they are heard when there are no groups to count. */
const JUDGES_OF_A_CONTINUUM = ['elbow', 'Davies–Bouldin'] as const;
const MEASURES: readonly Measure[] = ['silhouette', 'Davies–Bouldin', 'Calinski–Harabasz', 'elbow', 'gap', 'BIC'];

function ballot(
  candidates: readonly ClusterCandidate[],
  { elbow, gap }: { elbow: number | null; gap: number | null },
): Record<Measure, number | null> {
  const ifTried = (number: number | null) => (candidates.some(c => c.nClusters === number) ? number : null);
  return {
    silhouette: highest(candidates, c => c.silhouette)?.nClusters ?? null,
    'Davies–Bouldin': highest(candidates, c => -c.daviesBouldin)?.nClusters ?? null,
    'Calinski–Harabasz': highest(candidates, c => c.calinskiHarabasz)?.nClusters ?? null,
    elbow: ifTried(elbow),
    gap: ifTried(gap),
    BIC: highest(candidates, c => (c.bic === null ? Number.NaN : -c.bic))?.nClusters ?? null,
  };
}

/** More votes, or as many and steadier; the earlier, smaller one stays when both are equal. */
function isBetter(one: ClusterCandidate, other: ClusterCandidate, votes: Record<Measure, number | null>): boolean {
  const difference = votesFor(one, votes) - votesFor(other, votes);
  if (difference !== 0) return difference > 0;
  return one.stability !== null && other.stability !== null && one.stability.value > other.stability.value;
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
