import type { OutcomeList } from '#shared/feedback/choices';
import { joinWords } from '#shared/format';
import type { Imported } from '../import/Imported.ts';
import { keyFinder } from './customerKeys.ts';
import { dayOf, type OutcomeRow, type ReadOutcomes } from './readOutcomes.ts';

/** What is known of customers through feedback. */
export interface KnownOutcomes {
  readonly lists: readonly ReadOutcomes[];
  /** "feedback of 2026-09-30". */
  readonly words: string;
}
export interface KnownOutcome extends Pick<OutcomeRow, 'y' | 'value' | 'day'> {
  readonly list: OutcomeList;
}

export function knownOutcomes(lists: readonly ReadOutcomes[]): KnownOutcomes {
  return { lists, words: feedbackWords(lists.map(({ list }) => list)) };
}

/**
 * The latest outcome of each customer by row, of two of one day that of the list that came last. Every list has its own identifier.
 * Cost: O(lists x rows).
 */
export function outcomesByRow({ lists }: KnownOutcomes, imported: Imported): Map<number, KnownOutcome> {
  const find = keyFinder(imported);
  const known = new Map<number, KnownOutcome>();
  for (const { list, latest } of lists) {
    const ofKey = new Map(latest.map(one => [one.key, one]));
    find(list.key, key => ofKey.has(key))?.keys.forEach((key, row) => {
      const own = key === '' ? undefined : ofKey.get(key);
      const before = known.get(row);
      if (!own || (before && dayOf(own, list) < dayOf(before, before.list))) return;
      known.set(row, { y: own.y, value: own.value, day: own.day, list });
    });
  }
  return known;
}

/** "feedback of 2026-09-30 and 2026-10-31". */
export function feedbackWords(lists: readonly Pick<OutcomeList, 'at'>[]): string {
  return `feedback of ${joinWords([...new Set(lists.map(({ at }) => at.slice(0, 10)))])}`;
}
