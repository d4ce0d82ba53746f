import type { ScoringSetup } from '#shared/contract/score';
import type { Scoring } from '#shared/scoring/choices';

/** Why customers cannot be scored as the form stands, or null. */
export function whyNotYet({ models, validation }: Scoring, setup: ScoringSetup | undefined): string | null {
  if (setup?.problem) return setup.problem;
  if (models.length === 0) return 'Tick at least one model.';
  if (validation.column !== null || validation.kind === 'stratified') return null;
  return validation.kind === 'grouped'
    ? 'Choose the column whose equal values stay together.'
    : 'Choose the date by which customers are earlier or later.';
}
