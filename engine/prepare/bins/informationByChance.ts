import type { RandomStream } from '../../random.ts';

/** A column that has nothing to do with the outcome is above all of so many in one case of twenty. */
const SHUFFLES = 19;
/** Bins of more customers reach next to nothing by chance. */
const MOST_SHUFFLED = 10_000;
/** A column so many times above the first few shuffles needs no more of them. */
const FIRST_SHUFFLES = 3;
const FAR_ABOVE = 5;

/**
 * The most that bins told of outcomes dealt to the same customers at random: bins that are cut where outcomes differ most find differences in anything,
 * the more the fewer events there are.
 *
 * @param information  of the column for the outcomes as they are
 * @param outcomes [n], 0 or 1, NaN is left out
 * @param informationOf  the information value of the column for other outcomes, its bins cut anew
 * @returns null of more than 10,000 customers with a known outcome
 */
export function informationByChance(
  information: number,
  outcomes: Float64Array,
  random: RandomStream,
  informationOf: (outcomes: Float64Array) => number,
): number | null {
  const known = Int32Array.from(outcomes.keys()).filter(row => !Number.isNaN(outcomes[row]));
  if (known.length > MOST_SHUFFLED) return null;
  const dealt = outcomes.slice();
  let most = 0;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    for (let i = known.length - 1; i > 0; i--) {
      const [a, b] = [known[i], known[random.below(i + 1)]];
      [dealt[a], dealt[b]] = [dealt[b], dealt[a]];
    }
    most = Math.max(most, informationOf(dealt));
    if (shuffle + 1 >= FIRST_SHUFFLES && information > FAR_ABOVE * most) break;
  }
  return most;
}
