import { note, type Note } from '#shared/notes';
import type { Segmenting } from '#shared/recipe';
import type { SegmentSummary } from '#shared/results';
import type { Segmented } from './Segmented.ts';

/** A segment smaller than this is too small for its averages to be trusted. */
const SMALL_SEGMENT = 30;

/** The same segments under the names given by hand, by id; those without one take the name that was proposed for them. */
export function withNames(segmented: Segmented, names: Segmenting['names']): Segmented {
  const { segmentation } = segmented;
  const segments = segmentation.segments.map(segment => ({
    ...segment,
    name: Object.hasOwn(names, String(segment.id)) ? names[String(segment.id)] : (segment.proposedName ?? segment.name),
  }));
  const notes = [...segmentation.notes.filter(entry => entry.code !== 'segments.small'), ...smallNotes(segments)];
  return { ...segmented, segmentation: { ...segmentation, segments, notes } };
}

function smallNotes(segments: readonly SegmentSummary[]): Note[] {
  return segments
    .filter(segment => segment.size < SMALL_SEGMENT && !segment.isOutliers)
    .map(({ name, size }) => note('segments.small', { segment: name, n: size }));
}
