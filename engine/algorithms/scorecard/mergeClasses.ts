import type { Counts } from './ScoreClasses.ts';

/** Fine classes that stand side by side and are one: their counts, and how many they are. */
export interface Block extends Counts {
  readonly width: number;
}

export interface MergeChoices {
  readonly maxClasses: number;
  /** Least weight of a class. */
  readonly minRows: number;
}

/**
 * Merges neighbours until event rates only rise or only fall, every class is large enough, and there are no more than wanted. Of both directions the one
 * that leaves more information; one alone where it is given.
 * Source: Ayer et al. (1955), doi:10.1214/aoms/1177728423: adjacent violators are pooled.
 */
export function mergeMonotone(fine: readonly Counts[], sign: 1 | -1 | null, choices: MergeChoices): Block[] {
  const signs = sign === null ? [1, -1] : [sign];
  const found = signs.map(direction => mergeSmall(poolViolators(fine, direction), choices));
  return found.reduce((best, other) => (informationOf(other) > informationOf(best) ? other : best));
}

function poolViolators(fine: readonly Counts[], sign: number): Block[] {
  const blocks: Block[] = [];
  for (const { n, events } of fine) {
    let last: Block = { n, events, width: 1 };
    for (let before = blocks.at(-1); before && sign * (rate(last) - rate(before)) <= 0; before = blocks.at(-1)) {
      blocks.pop();
      last = join(before, last);
    }
    blocks.push(last);
  }
  return blocks;
}

/** Joins what is too small to the neighbour with the nearer event rate, smallest first; then the neighbours that lose least, until there are few enough. */
export function mergeSmall(given: readonly Block[], { minRows, maxClasses }: MergeChoices): Block[] {
  const blocks = [...given];
  for (let small = smallest(blocks, minRows); small >= 0; small = smallest(blocks, minRows)) {
    const left = small > 0 ? Math.abs(rate(blocks[small]) - rate(blocks[small - 1])) : Infinity;
    const right = small + 1 < blocks.length ? Math.abs(rate(blocks[small]) - rate(blocks[small + 1])) : Infinity;
    joinAt(blocks, right < left ? small : small - 1);
  }
  while (blocks.length > maxClasses) {
    let best = 0;
    let least = Infinity;
    for (let i = 0; i + 1 < blocks.length; i++) {
      const lost =
        informationOf(blocks) -
        informationOf([...blocks.slice(0, i), join(blocks[i], blocks[i + 1]), ...blocks.slice(i + 2)]);
      if (lost >= least) continue;
      least = lost;
      best = i;
    }
    joinAt(blocks, best);
  }
  return blocks;
}

/** The smallest of the blocks that are too small; -1 when none is, or there is one only. */
function smallest(blocks: readonly Block[], minRows: number): number {
  let found = -1;
  if (blocks.length < 2) return found;
  blocks.forEach((block, i) => {
    if (block.n >= minRows) return;
    if (found < 0 || block.n < blocks[found].n) found = i;
  });
  return found;
}

function joinAt(blocks: Block[], i: number): void {
  blocks.splice(i, 2, join(blocks[i], blocks[i + 1]));
}
function join(a: Block, b: Block): Block {
  return { n: a.n + b.n, events: a.events + b.events, width: a.width + b.width };
}
export function rate({ n, events }: Counts): number {
  return n > 0 ? events / n : 0;
}

/** Information value with half a row more of each outcome in every block, so that none is infinite. */
function informationOf(blocks: readonly Counts[]): number {
  const allEvents = blocks.reduce((sum, { events }) => sum + events + 0.5, 0);
  const allOthers = blocks.reduce((sum, { n, events }) => sum + n - events + 0.5, 0);
  return blocks.reduce((sum, { n, events }) => {
    const event = (events + 0.5) / allEvents;
    const other = (n - events + 0.5) / allOthers;
    return sum + (other - event) * Math.log(other / event);
  }, 0);
}
