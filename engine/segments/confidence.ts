import type { Confidence } from '#shared/explanation';

/** Below this the second nearest segment is nearly as good an answer. */
export const CLOSE_CALL = 1.1;
const CLEAR_FROM = 0.9;
const LIKELY_FROM = 0.6;

/** @param probability of the own segment by the classifier @param margin distance to the second nearest centre over that to the own */
export function confidenceOf(
  probability: number,
  margin: number,
  nSegments: number,
  unlikeAnySeen: boolean,
): Confidence {
  if (nSegments > 1 && (!(probability >= LIKELY_FROM) || margin < CLOSE_CALL)) return 'toss-up';
  if (unlikeAnySeen) return 'likely';
  return nSegments < 2 || probability >= CLEAR_FROM ? 'clear' : 'likely';
}
