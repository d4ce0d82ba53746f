import { formatThings, joinWords } from '#shared/format';
import type { SegmentEdit } from '#shared/recipe';
import type { ChangesByHand } from '#shared/results';

/** "Merged "Savers" and "Students"", by the names of that moment. */
export function changeText(edit: SegmentEdit): string {
  if (edit.op === 'merge') return `Merged ${joinWords(edit.segments.map((id, i) => called(edit.names?.[i], id)))}`;
  return `Split ${called(edit.names?.[0], edit.segment)} into ${edit.into}`;
}

function called(name: string | undefined, id: number): string {
  return name === undefined ? `segment ${id}` : `"${name}"`;
}

/** What was done to the segments by hand, and of which grouping the measures are. */
export function changesByHand(
  edits: readonly SegmentEdit[],
  nMade: number,
  { nFound, nNow, isMeasured }: { nFound: number; nNow: number; isMeasured: boolean },
): ChangesByHand {
  const found = `${formatThings(nFound, 'segment')} were found`;
  const made = nMade === 0 ? `${found}.` : `${found}; ${formatThings(nMade, 'change')} by hand made them ${nNow}.`;
  const measures = isMeasured
    ? 'The measures are those of the segments as shown.'
    : `The measures are those of the ${nFound} segments as found, before the changes by hand.`;
  return {
    nFound,
    changes: edits.map((edit, i) => ({
      op: edit.op,
      text: changeText(edit),
      reason: edit.reason,
      by: edit.by,
      isMade: i < nMade,
    })),
    measuresOf: isMeasured ? 'shown' : 'found',
    text: `${made} ${measures}`,
  };
}
