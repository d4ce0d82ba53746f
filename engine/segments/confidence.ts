import type { Confidence } from '#shared/explanation';
import { formatPercent } from '#shared/format';

/** Below this the second nearest segment is nearly as good an answer. */
export const CLOSE_CALL = 1.1;
const CLEAR_FROM = 0.9;
const LIKELY_FROM = 0.6;

/** @param probability of the own segment by the classifier @param margin distance to the second nearest centre over that to the own */
export function confidenceOf(probability: number, margin: number, nSegments: number): Confidence {
  if (nSegments < 2) return 'clear';
  if (!(probability >= LIKELY_FROM) || margin < CLOSE_CALL) return 'toss-up';
  return probability >= CLEAR_FROM ? 'clear' : 'likely';
}

export const CONFIDENCE_RULE = `Clear: the classifier gives the segment at least ${formatPercent(CLEAR_FROM, 0)} and the next centre is at least ${CLOSE_CALL} times as far. A toss-up: less than ${formatPercent(LIKELY_FROM, 0)}, or the next centre is nearly as near. Likely: what lies between. The probabilities are those of naive Bayes, which tends to be too sure of itself.`;
