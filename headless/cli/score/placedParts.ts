import { CONFIDENCES, type Confidence } from '#shared/explanation';
import { formatCount } from '#shared/format';
import type { Note } from '#shared/notes';
import { noteSentence } from '#shared/text/noteSentences';
import type { PlacedCustomers } from '#engine/session/scoreFile';

/** What the command says of customers that were placed in segments. */
export interface PlacedParts {
  readonly setByHand: number;
  readonly segments: readonly { readonly id: number; readonly name: string; readonly size: number }[];
  readonly confidence: Readonly<Record<Confidence, number>>;
  readonly unlikeAnySeen: number;
}

export function placedParts({ segmented, placing }: Omit<PlacedCustomers, 'notes'>): PlacedParts {
  const counts = CONFIDENCES.map((word, i) => [word, placing.confidence.filter(code => code === i).length]);
  return {
    setByHand: segmented.byHand?.length ?? 0,
    segments: segmented.segmentation.segments.map(({ id, name }, k) => ({
      id,
      name,
      size: segmented.labels.filter(label => label === k).length,
    })),
    confidence: Object.fromEntries(counts) as Record<Confidence, number>,
    unlikeAnySeen: placing.unlikeAnySeen.filter(flag => flag === 1).length,
  };
}

/** What must be known of the file, in words and as data: parallel. */
export function toldParts(notes: readonly Note[]): {
  readonly notes: readonly string[];
  readonly findings: readonly Note[];
} {
  return { notes: notes.map(noteSentence), findings: notes };
}

export function toldLines(notes: readonly Note[]): string[] {
  return notes.map(note => `!  ${noteSentence(note)}`);
}

export function placedLines({ segments, confidence, unlikeAnySeen }: PlacedParts): string[] {
  const sure = CONFIDENCES.map(word => `${formatCount(confidence[word])} ${word}`).join(', ');
  return [
    ...segments.map(segment => `${segment.id}  ${segment.name}: ${formatCount(segment.size)}`),
    `Confidence: ${sure}`,
    `Unlike anything seen: ${formatCount(unlikeAnySeen)}`,
  ];
}
