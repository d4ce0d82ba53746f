/** A line of text between what holds and what a person typed. */
export interface LineDraft {
  readonly text: string;
  /** What held when it was looked at last, or was being asked for. */
  readonly seen: string;
  readonly asked: { readonly from: string; readonly to: string } | null;
  /** What was asked for last and not taken; null where nothing was. */
  readonly refused: string | null;
}

export function newDraft(value: string): LineDraft {
  return { text: value, seen: value, asked: null, refused: null };
}

/**
 * What becomes of the draft when `value` holds: another value takes its place, but what was asked for and refused stays to be mended, since
 * nobody types a formula twice.
 */
export function followed(draft: LineDraft, value: string, isWorking: boolean): LineDraft {
  const { seen, asked } = draft;
  const isTaken = asked !== null && value === asked.to && !isWorking;
  if (value === seen) return isTaken ? { ...draft, asked: null } : draft;
  const isRefused = asked !== null && seen === asked.to && value === asked.from;
  if (isRefused) return { ...draft, seen: value, asked: null, refused: asked.to };
  const isAsked = asked !== null && value === asked.to && isWorking;
  return { text: value, seen: value, asked: isAsked ? asked : null, refused: null };
}
