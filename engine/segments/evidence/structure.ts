import { formatFixed, joinWords } from '#shared/format';
import type { SegmentStability } from '#shared/evidence';
import type { Segmentation } from '#shared/results';

/** A silhouette below this speaks of a continuum rather than of groups (Kaufman & Rousseeuw 1990, doi:10.1002/9780470316801). */
export const WEAK_SILHOUETTE = 0.25;
/** Up to this, groups may be made by the method alone (Kaufman & Rousseeuw 1990). */
const SOUND_SILHOUETTE = 0.5;
/** An adjusted Rand index below this is poor agreement (Steinley 2004, doi:10.1037/1082-989X.9.3.386). */
export const STEADY_AGREEMENT = 0.65;
/** A segment whose mean Jaccard similarity is at least this is stable, and below the other it dissolves (Hennig 2007). */
const STABLE_JACCARD = 0.75;
const DISSOLVED_JACCARD = 0.6;

export interface StructureEvidence {
  readonly silhouette: number;
  /** What the gap statistic prefers; null where it is not known. */
  readonly gapPrefers: number | null;
  /** Mean agreement of the refits; null where it is not known. */
  readonly stability: number | null;
}
export type Structure = Pick<Segmentation, 'structure' | 'structureReason'>;

/**
 * Whether there are groups in the data at all. Three judges, as far as each is known, speak against groups: a silhouette below 0.25, a gap statistic
 * that prefers one group, and refits that agree by less than 0.65.
 *
 * - none: more than half of them do, or the gap prefers one group and the silhouette is not above 0.5, where the method alone can make it;
 * - weak: at least one does;
 * - clear: none does; up to a silhouette of 0.5 the words still say that the groups run into each other.
 *
 * Sources: Kaufman & Rousseeuw (1990), doi:10.1002/9780470316801, for 0.25 and 0.5; Tibshirani, Walther & Hastie (2001),
 * doi:10.1111/1467-9868.00293; Steinley (2004), doi:10.1037/1082-989X.9.3.386, for 0.65.
 */
export function judgeStructure(evidence: StructureEvidence): Structure {
  const judges = judgesOf(evidence);
  const against = judges.filter(({ isAgainst }) => isAgainst).map(({ words }) => words);
  const inFavour = judges.filter(({ isAgainst }) => !isAgainst).map(({ words }) => words);
  const isOneGroup = evidence.gapPrefers === 1 && !(evidence.silhouette > SOUND_SILHOUETTE);
  if (isOneGroup || against.length * 2 > judges.length) {
    const but = inFavour.length > 0 ? ` (though ${joinWords(inFavour)})` : '';
    return {
      structure: 'none',
      structureReason: `There is no clear structure: ${joinWords(against)}${but}, so the segments cut a continuum rather than find natural groups.`,
    };
  }
  if (against.length > 0)
    return {
      structure: 'weak',
      structureReason: `The structure is weak: ${joinWords(against)}, though ${joinWords(inFavour)}.`,
    };
  return {
    structure: 'clear',
    structureReason: inFavour.length > 0 ? `${leadOf(evidence)}: ${joinWords(inFavour)}.` : '',
  };
}

/** No judge speaks against groups; up to a silhouette of 0.5 they still lie close to each other. */
function leadOf({ silhouette }: StructureEvidence): string {
  return silhouette > SOUND_SILHOUETTE
    ? 'The structure is clear'
    : 'There is structure, though the groups run into each other';
}

function judgesOf({ silhouette, gapPrefers, stability }: StructureEvidence): { isAgainst: boolean; words: string }[] {
  const judges: { isAgainst: boolean; words: string }[] = [];
  if (Number.isFinite(silhouette)) {
    const isAgainst = silhouette < WEAK_SILHOUETTE;
    const side = isAgainst ? 'is below' : 'is not below';
    judges.push({
      isAgainst,
      words: `a silhouette of ${formatFixed(silhouette, 3)} ${side} ${formatFixed(WEAK_SILHOUETTE, 2)}`,
    });
  }
  if (gapPrefers !== null) {
    const isAgainst = gapPrefers === 1;
    const words = isAgainst
      ? 'the gap statistic finds no more than evenly spread customers would show'
      : 'the gap statistic finds more than evenly spread customers would show';
    judges.push({ isAgainst, words });
  }
  if (stability !== null) {
    const isAgainst = stability < STEADY_AGREEMENT;
    const words = isAgainst
      ? `segments found again on samples agree with these by only ${formatFixed(stability, 2)} of 1`
      : `segments found again on samples agree with these by ${formatFixed(stability, 2)} of 1`;
    judges.push({ isAgainst, words });
  }
  return judges;
}

/** A segment's mean Jaccard similarity in words. @param jaccard  NaN where no customer of it was compared */
export function segmentStability(jaccard: number): SegmentStability | null {
  if (Number.isNaN(jaccard)) return null;
  if (jaccard >= STABLE_JACCARD) return { value: jaccard, word: 'stable' };
  return { value: jaccard, word: jaccard >= DISSOLVED_JACCARD ? 'doubtful' : 'dissolves' };
}
