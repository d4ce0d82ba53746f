import type { RandomStream } from '../../random.ts';

/** Customers of each group, and which group each is of. */
export interface GroupSizes {
  /** [nGroups] */
  readonly rows: Int32Array;
  readonly events: Int32Array;
  /** By position of the known row: its group, from 0 without gaps. */
  readonly groupOf: Int32Array;
}

/** @param groups [nRows], -1 is none: a group of its own */
export function groupSizes(groups: Int32Array, known: Int32Array, labels: Int32Array): GroupSizes {
  const numberOf = new Map<number, number>();
  const groupOf = new Int32Array(known.length);
  let nGroups = 0;
  for (let i = 0; i < known.length; i++) {
    const group = groups[known[i]];
    const seen = group < 0 ? undefined : numberOf.get(group);
    groupOf[i] = seen ?? nGroups++;
    if (group >= 0 && seen === undefined) numberOf.set(group, groupOf[i]);
  }
  const rows = new Int32Array(nGroups);
  const events = new Int32Array(nGroups);
  for (let i = 0; i < known.length; i++) {
    rows[groupOf[i]]++;
    events[groupOf[i]] += labels[i];
  }
  return { rows, events, groupOf };
}

/**
 * Deals groups out into folds so that none is in two: shuffled, then those with the most events first, each into the fold that has the fewest of what
 * the group brings — events, then other customers, or the other way round for a group without an event.
 * @returns by position of the known row, its fold
 * Source: the greedy rule of longest processing time, Graham (1969), doi:10.1137/0117039.
 */
export function groupedFolds({ rows, events, groupOf }: GroupSizes, nFolds: number, draw: RandomStream): Uint8Array {
  const order = Array.from(rows.keys());
  for (let i = order.length - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  order.sort((a, b) => events[b] - events[a] || rows[b] - rows[a]);
  const ofFold = Array.from({ length: nFolds }, () => ({ events: 0, others: 0 }));
  const foldOfGroup = new Uint8Array(rows.length);
  for (const group of order) {
    const first = events[group] > 0 ? 'events' : 'others';
    const second = events[group] > 0 ? 'others' : 'events';
    let best = 0;
    for (let fold = 1; fold < nFolds; fold++) {
      const [a, b] = [ofFold[fold], ofFold[best]];
      if (a[first] < b[first] || (a[first] === b[first] && a[second] < b[second])) best = fold;
    }
    ofFold[best].events += events[group];
    ofFold[best].others += rows[group] - events[group];
    foldOfGroup[group] = best;
  }
  return Uint8Array.from(groupOf, group => foldOfGroup[group]);
}
