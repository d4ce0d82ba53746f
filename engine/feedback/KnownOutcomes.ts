import type { OutcomeList } from '#shared/feedback/choices';
import { joinWords } from '#shared/format';
import { dayOf, type OutcomeRow, type ReadOutcomes } from './readOutcomes.ts';

/** What is known of customers through feedback, the latest of each. */
export interface KnownOutcomes {
  /** By key, as keys of a join are compared. */
  readonly ofKey: ReadonlyMap<string, KnownOutcome>;
  /** "feedback of 2026-09-30". */
  readonly words: string;
}
export interface KnownOutcome extends Pick<OutcomeRow, 'y' | 'value' | 'day'> {
  readonly list: OutcomeList;
}

/** The latest outcome of every key over several lists; of two of one day that of the list that came last. */
export function knownOutcomes(lists: readonly ReadOutcomes[]): KnownOutcomes {
  const ofKey = new Map<string, KnownOutcome>();
  for (const { list, latest } of lists)
    for (const { key, y, value, day } of latest) {
      const before = ofKey.get(key);
      if (!before || !(dayOf({ day }, list) < dayOf(before, before.list))) ofKey.set(key, { y, value, day, list });
    }
  return { ofKey, words: feedbackWords(lists.map(({ list }) => list)) };
}

/** "feedback of 2026-09-30 and 2026-10-31". */
export function feedbackWords(lists: readonly Pick<OutcomeList, 'at'>[]): string {
  return `feedback of ${joinWords([...new Set(lists.map(({ at }) => at.slice(0, 10)))])}`;
}
