import type { Cuts } from './cuts.ts';

interface Block {
  n: number;
  events: number;
  /** Bins it is made of. */
  width: number;
}

/**
 * Leaves out the cuts between bins whose event rates go against the rest, so that the rate only rises or only falls; of both directions
 * the one with the smaller squared error.
 *
 * @param counts [bins] customers @param events [bins] events among them
 * Source: Ayer et al. (1955), doi:10.1214/aoms/1177728423: adjacent violators are pooled.
 */
export function monotoneCuts(cuts: Cuts, counts: readonly number[], events: readonly number[]): Cuts {
  const [up, down] = [1, -1].map(sign => pool(counts, events, sign));
  const { blocks } = down.error < up.error ? down : up;
  const kept: number[] = [];
  let bin = 0;
  for (const { width } of blocks.slice(0, -1)) {
    bin += width;
    kept.push(cuts[bin - 1]);
  }
  return kept;
}

function pool(counts: readonly number[], events: readonly number[], sign: number): { blocks: Block[]; error: number } {
  const blocks: Block[] = [];
  for (const [bin, n] of counts.entries()) {
    let last: Block = { n, events: events[bin], width: 1 };
    // A bin whose rate does not lie beyond the one before joins it.
    for (let before = blocks.at(-1); before && sign * (rate(last) - rate(before)) <= 1e-12; before = blocks.at(-1)) {
      blocks.pop();
      last = { n: before.n + last.n, events: before.events + last.events, width: before.width + last.width };
    }
    blocks.push(last);
  }
  let error = 0;
  let bin = 0;
  for (const block of blocks)
    for (const end = bin + block.width; bin < end; bin++)
      if (counts[bin] > 0) error += counts[bin] * (events[bin] / counts[bin] - rate(block)) ** 2;
  return { blocks, error };
}

function rate({ n, events }: Block): number {
  return n > 0 ? events / n : 0;
}
