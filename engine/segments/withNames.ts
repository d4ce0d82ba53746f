import { formatCount, joinWords } from '#shared/format';
import { note, type Note } from '#shared/notes';
import type { Segmenting } from '#shared/recipe';
import type { SegmentSummary } from '#shared/results';
import type { Segmented } from './Segmented.ts';

/** A segment smaller than this is too small for its averages to be trusted. */
const SMALL_SEGMENT = 30;
const REWRITTEN: readonly string[] = ['segments.small', 'segments.madeOnOthers'];

/**
 * The same segments under the names given by hand, which stay with the group they were given to through merges and splits; those without
 * one take the name that was proposed for them.
 */
export function withNames(
  segmented: Segmented,
  { names, edits, madeOn }: Pick<Segmenting, 'names' | 'edits' | 'madeOn'>,
): Segmented {
  const { segmentation, fitted } = segmented;
  const given = segmentation.segments.map(segment => ownName(segment, names));
  const taken = new Set(given.filter(name => name !== null));
  const segments = segmentation.segments.map((segment, i) => {
    const proposed = segment.proposedName ?? segment.name;
    return { ...segment, name: given[i] ?? (taken.has(proposed) ? `${proposed} (${segment.id})` : proposed) };
  });
  const made = { names: Object.keys(names).length, edits: edits.length, madeOn };
  const notes = [
    ...segmentation.notes.filter(entry => !REWRITTEN.includes(entry.code)),
    ...smallNotes(segments),
    ...otherNotes(made, fitted?.sizes ?? segmentation.sizes),
  ];
  return { ...segmented, segmentation: { ...segmentation, segments, notes } };
}

function ownName({ id, group = id }: SegmentSummary, names: Segmenting['names']): string | null {
  return Object.hasOwn(names, String(group)) ? names[String(group)] : null;
}

function smallNotes(segments: readonly SegmentSummary[]): Note[] {
  return segments
    .filter(segment => segment.size < SMALL_SEGMENT && !segment.isOutliers)
    .map(({ name, size }) => note('segments.small', { segment: name, n: size }));
}

/** Names and changes are kept by the place of a segment: where the segments found are others, someone has to look. */
function otherNotes(
  { names, edits, madeOn }: { names: number; edits: number; madeOn: readonly number[] },
  sizes: readonly number[],
): Note[] {
  const isSame = madeOn.length === sizes.length && madeOn.every((size, i) => size === sizes[i]);
  if (isSame || madeOn.length === 0 || names + edits === 0) return [];
  const list = (all: readonly number[]) => joinWords(all.map(formatCount));
  return [note('segments.madeOnOthers', { names, edits, before: list(madeOn), now: list(sizes) })];
}
