import type { Recipe } from '#shared/recipe';
import type { ClusterCandidate } from '#shared/evidence';
import type { Segmentation } from '#shared/results';
import { clusteringOf } from '../algorithms/registry.ts';
import { elbow } from '../metrics/elbow.ts';
import { choiceReason } from './choiceReason.ts';
import { chooseNClusters } from './chooseNClusters.ts';
import { foundReason } from './foundReason.ts';
import type { Evidence, TestedCandidate } from './evidence/gatherEvidence.ts';
import { judgeStructure } from './evidence/structure.ts';
import { measureNotes } from './measureNotes.ts';

type Decided = Pick<
  Segmentation,
  | 'method'
  | 'chosenBy'
  | 'reason'
  | 'candidates'
  | 'elbow'
  | 'gap'
  | 'stability'
  | 'structure'
  | 'structureReason'
  | 'silhouette'
  | 'daviesBouldin'
  | 'calinskiHarabasz'
  | 'inertia'
  | 'notes'
>;

/** Takes the number that was given, or that the evidence speaks for, and says why. */
export function decide(
  { candidates, gap }: Evidence,
  { segmenting }: Recipe,
  nRows: number,
): { chosen: TestedCandidate; decided: Decided } {
  const bend = elbow(
    candidates.map(c => c.inertia),
    candidates.map(c => c.nClusters),
  );
  const choice = chooseNClusters(candidates, bend, nRows, gap?.prefers ?? null);
  const { findsNumber } = clusteringOf(segmenting.algorithm).traits;
  const given = segmenting.chooseBy === 'given' && !findsNumber ? segmenting.nClusters : null;
  const chosen = candidates.find(c => c.nClusters === (given ?? choice.nClusters));
  if (!chosen) throw new Error('the chosen number of segments was not fitted');
  const { value, sampled, n, seed, low, high } = chosen.silhouetteResult;
  const judged = judgeStructure({
    silhouette: value,
    gapPrefers: gap?.prefers ?? null,
    stability: chosen.stability?.value ?? null,
  });
  const decided: Decided = {
    method: segmenting.algorithm,
    chosenBy: findsNumber ? 'itself' : segmenting.chooseBy,
    reason: findsNumber
      ? foundReason(chosen, nRows, judged.structureReason)
      : choiceReason(choice, candidates, given, judged.structureReason),
    candidates: candidates.map(plainCandidate),
    elbow: bend,
    gap: gapSummary(gap),
    stability: stabilitySummary(chosen),
    ...judged,
    silhouette: { value, sampled, n, seed, low, high },
    daviesBouldin: chosen.daviesBouldin,
    calinskiHarabasz: chosen.calinskiHarabasz,
    inertia: chosen.inertia,
    notes: [...chosen.notes, ...measureNotes(chosen.silhouetteResult, judged, nRows)],
  };
  return { chosen, decided };
}

function plainCandidate(candidate: TestedCandidate): ClusterCandidate {
  const { nClusters, inertia, silhouette, daviesBouldin, calinskiHarabasz, smallest } = candidate;
  const { silhouetteInterval, gap, gapError, stability, bic, aic } = candidate;
  const measures = { inertia, silhouette, daviesBouldin, calinskiHarabasz, smallest };
  return { nClusters, ...measures, silhouetteInterval, gap, gapError, stability, bic, aic };
}

function gapSummary(gap: Evidence['gap']): Segmentation['gap'] {
  if (!gap) return null;
  const { values, prefers, references, n, sampled, seed } = gap;
  return { prefers, one: { gap: values[0].gap, error: values[0].error }, references, n, sampled, seed };
}

function stabilitySummary({ stabilityResult }: TestedCandidate): Segmentation['stability'] {
  if (!stabilityResult) return null;
  const { jaccard: _bySegment, ...summary } = stabilityResult;
  return summary;
}
