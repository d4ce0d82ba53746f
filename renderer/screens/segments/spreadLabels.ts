import { cut } from './segmentText.ts';

export interface LabelEnd {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}
export interface SpreadLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** The side of the label that touches its point. */
  readonly side: 'left' | 'right';
}

/** Heights of a label as a share of the picture's. */
const GAP = 0.055;
const MOST_CHARACTERS = 26;

/**
 * Names at the ends of arrows: to the right of arrows that point right, else to the left, and moved up or down until no two of a side lie over one
 * another and all lie within the picture's height.
 */
export function spreadLabels(ends: readonly LabelEnd[], size: { width: number; height: number }): SpreadLabel[] {
  const gap = GAP * size.height;
  return (['left', 'right'] as const).flatMap(side => {
    const own = ends.filter(end => (end.x >= 0 ? 'left' : 'right') === side).sort((a, b) => a.y - b.y);
    const heights = apart(
      own.map(end => end.y),
      gap,
    );
    return own.map((end, i) => ({ text: cut(end.name, MOST_CHARACTERS), x: end.x, y: heights[i], side }));
  });
}

/** Ascending places at least `gap` apart, each as near to where it was as the others let it: blocks that touch are moved together. */
function apart(places: readonly number[], gap: number): number[] {
  const blocks: { sum: number; n: number }[] = [];
  places.forEach((place, i) => {
    let block = { sum: place - i * gap, n: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.n > block.sum / block.n; last = blocks.at(-1)) {
      block = { sum: block.sum + last.sum, n: block.n + last.n };
      blocks.pop();
    }
    blocks.push(block);
  });
  const level = blocks.flatMap(({ sum, n }) => Array.from({ length: n }, () => sum / n));
  return level.map((value, i) => value + i * gap);
}
