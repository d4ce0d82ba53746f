import type { TierOutcomes } from '#shared/contract/tiers';
import { AppError } from '#shared/errors';
import type { Scoring } from '#shared/scoring/choices';
import { chooseTarget, type ScoringTarget } from '../scoring/target.ts';
import { hasTiers } from '../segments/tiers/scoreCustomers.ts';
import { tierOutcomes } from '../segments/tiers/tierOutcomes.ts';
import type { Analysis } from './mainJob.ts';

/** What happened to the customers of each tier, by the outcome that scores foretell; null without tiers or where nothing says it. */
export function outcomesOfTiers(
  { imported, segmented }: Pick<Analysis, 'imported' | 'segmented'>,
  scoring: Scoring,
): TierOutcomes | null {
  const { drivers } = segmented.segmentation.tierRule;
  if (!hasTiers(segmented.segmentation.tierRule)) return null;
  const target = knownTarget(imported, scoring);
  if (!target) return null;
  const { name, y, eventWords } = target;
  const isDriver = drivers.some(({ column, against }) => column === name || against === name);
  const byHand = (segmented.byHand ?? []).filter(({ what }) => what === 'tier').map(({ row }) => row);
  return tierOutcomes(segmented.tiers, { y, eventWords, isDriver, byHand });
}

/** A book without an outcome is none the worse for it; what is wrong with one that was chosen is said where it was chosen. */
function knownTarget(imported: Analysis['imported'], scoring: Scoring): ScoringTarget | null {
  try {
    return chooseTarget(imported, scoring);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
