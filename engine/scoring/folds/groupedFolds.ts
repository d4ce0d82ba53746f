import type { RandomStream } from '../../random.ts';
import { sortedRows } from '../../table/sortNumbers.ts';

/** So that events come before rows in one key. */
const MORE_THAN_ROWS = 2 ** 31;

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
  let most = -1;
  for (const row of known) most = Math.max(most, groups[row]);
  const numberOf = new Int32Array(most + 1).fill(-1);
  const groupOf = new Int32Array(known.length);
  let nGroups = 0;
  for (let i = 0; i < known.length; i++) {
    const group = groups[known[i]];
    const isNew = group < 0 || numberOf[group] < 0;
    groupOf[i] = isNew ? nGroups++ : numberOf[group];
    if (group >= 0) numberOf[group] = groupOf[i];
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
  const order = new Int32Array(rows.length);
  for (let group = 0; group < order.length; group++) order[group] = group;
  for (let i = order.length - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const keys = new Float64Array(rows.length);
  for (let group = 0; group < keys.length; group++) keys[group] = events[group] * MORE_THAN_ROWS + rows[group];
  const ofFold = Array.from({ length: nFolds }, () => ({ events: 0, others: 0 }));
  const foldOfGroup = new Uint8Array(rows.length);
  for (const group of sortedRows(keys, order, true)) {
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
  const foldOf = new Uint8Array(groupOf.length);
  for (let i = 0; i < foldOf.length; i++) foldOf[i] = foldOfGroup[groupOf[i]];
  return foldOf;
}
