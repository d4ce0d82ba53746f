import { formatCount } from '#shared/format';
import type { ModelResult, ScoringResult } from '#shared/scoring/result';

export function modelInUse({ models, chosen }: ScoringResult): ModelResult {
  return models.find(({ id }) => id === chosen) ?? models[0];
}

/** The models, those that rank customers best first. */
export function byAuc({ models }: Pick<ScoringResult, 'models'>): ModelResult[] {
  return [...models].sort((a, b) => b.evaluation.rocAuc.value - a.evaluation.rocAuc.value);
}

/** How many customers the figures of a picture are of. */
export function testedWords(result: ScoringResult): string {
  const { n, nEvents } = modelInUse(result).evaluation;
  return `n = ${formatCount(n)}, ${formatCount(nEvents)} with the event.`;
}
