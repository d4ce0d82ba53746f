/**
 * How a segment looks, the same on every screen and in the report. Seven hues that stay apart for people who do not tell red from green (or blue
 * from yellow) and on light and dark grounds; from the eighth segment on lines lie over them, so that twenty segments are told apart. Points
 * have a shape beside the hue, lines a dash.
 */
const HUES = ['#1F63E0', '#DD6B20', '#0FA373', '#9B60BE', '#346B88', '#9E5824', '#6A6E45'] as const;
const HATCHES = ['none', 'up', 'level'] as const;
const DASHES = ['solid', 'dash', 'dot'] as const;
const SYMBOLS = ['circle', 'diamond', 'square', 'triangle-up', 'triangle-down', 'pentagon', 'star'] as const;
const NO_GROUP_COLOR = '#7C8893';

export type SegmentHatch = (typeof HATCHES)[number];
export type SegmentSymbol = (typeof SYMBOLS)[number] | 'x';
export interface SegmentLook {
  readonly color: string;
  /** Lines over the colour: none, rising, or level. */
  readonly hatch: SegmentHatch;
  readonly symbol: SegmentSymbol;
  readonly dash: (typeof DASHES)[number];
}

/** Customers like no group are no segment of their own: grey wherever they are drawn. */
export const NO_GROUP_LOOK: SegmentLook = { color: NO_GROUP_COLOR, hatch: 'none', symbol: 'x', dash: 'dot' };

/** The look of a segment by its 0-based position; after 21 they repeat. */
export function lookAt(position: number): SegmentLook {
  const hue = position % HUES.length;
  const round = Math.floor(position / HUES.length) % HATCHES.length;
  return {
    color: HUES[hue],
    hatch: HATCHES[round],
    symbol: SYMBOLS[(hue + round) % SYMBOLS.length],
    dash: DASHES[round],
  };
}

/** The look of one of the segments found. @param id 1-based */
export function lookOf(
  segments: readonly { readonly id: number; readonly isOutliers?: boolean }[],
  id: number,
): SegmentLook {
  return segments.some(segment => segment.id === id && segment.isOutliers) ? NO_GROUP_LOOK : lookAt(id - 1);
}
