import { formatCount } from '#shared/format';
import type { Selected } from '#shared/pictures';
import type { SegmentLook } from '#shared/segmentLooks';
import { mix } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** What a picture needs to know of a selection: how many of its customers are in each segment. */
export type Marked = Selected;

/** How much of its colour keeps what has nothing to do with the selection. */
const FAINT = 0.18;

/** A colour as strong as the share of its customers that is selected. */
export function faded(color: string, share: number, tokens: Tokens): string {
  return mix(color, tokens.paper, (1 - FAINT) * (1 - Math.min(1, Math.max(0, share))));
}

/** The look of a segment, faint when none of its customers are selected. @param selected undefined without a selection */
export function fadedLook(look: SegmentLook, selected: number | undefined, tokens: Tokens): SegmentLook {
  return selected === 0 ? { ...look, color: faded(look.color, 0, tokens) } : look;
}

/** "312 of them selected", for a hover; nothing without a selection. */
export function selectedWords(selected: number | undefined): string {
  return selected === undefined ? '' : `<br>${formatCount(selected)} of them selected`;
}
