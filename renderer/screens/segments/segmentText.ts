import type { Segmentation, SegmentSummary } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';

/** Characters of a name on an axis. */
const SHORT = 24;

export function segmentOf(segmentation: Segmentation, id: number): SegmentSummary | undefined {
  return segmentation.segments.find(segment => segment.id === id);
}

export function segmentName(segmentation: Segmentation, id: number): string {
  return segmentOf(segmentation, id)?.name ?? `Segment ${id}`;
}

/** Number and name of a segment for an axis or a hover, cut to the room there is, safe for Plotly. */
export function segmentLabel(segmentation: Segmentation, id: number, most = SHORT): string {
  return escapeMarkup(`${id} ${cut(segmentOf(segmentation, id)?.name ?? '', most)}`);
}

/** A text cut to so many characters. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
