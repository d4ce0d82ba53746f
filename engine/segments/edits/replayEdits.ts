import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { SegmentEdit } from '#shared/recipe';
import { madeGroup } from '#shared/segmentEdits';
import { errorSentence } from '#shared/text/errorSentences';
import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import type { EditableGrouping, Edited, EditStep } from './EditableGrouping.ts';
import type { EditMemory } from './EditMemory.ts';
import { mergeSegments } from './mergeSegments.ts';
import { splitSegment } from './splitSegment.ts';

export interface Replayed {
  readonly grouping: EditableGrouping;
  /** One per change that was made. */
  readonly steps: readonly EditStep[];
  readonly notes: readonly Note[];
}

/**
 * Makes the changes of a recipe on a grouping, in order. On other data a change may not be possible: it and those after it are then left
 * out with a note, but for those from `strictFrom` on, which were just asked for.
 * @throws AppError as `mergeSegments` and `splitSegment`, `segments.editNotMade`
 */
export async function replayEdits(
  x: Matrix,
  found: EditableGrouping,
  edits: readonly SegmentEdit[],
  run: Run,
  { strictFrom = Infinity, memory }: { readonly strictFrom?: number; readonly memory?: EditMemory } = {},
): Promise<Replayed> {
  let grouping = found;
  const steps: EditStep[] = [];
  for (const [index, edit] of edits.entries()) {
    try {
      const edited = await remembered(memory, edits.slice(0, index + 1), () => makeEdit(x, grouping, edit, index, run));
      grouping = edited.grouping;
      steps.push(edited.step);
    } catch (error) {
      if (!(error instanceof AppError) || index >= strictFrom) throw error;
      if (edits.length > strictFrom) throw new AppError('segments.editNotMade', { nth: index + 1 });
      const problem = errorSentence(error);
      return {
        grouping,
        steps,
        notes: [note('segments.editNotMade', { nth: index + 1, of: edits.length, problem })],
      };
    }
  }
  return { grouping, steps, notes: [] };
}

async function remembered(
  memory: EditMemory | undefined,
  edits: readonly SegmentEdit[],
  make: () => Promise<Edited>,
): Promise<Edited> {
  const known = memory?.get(edits)?.edited;
  if (known) return known;
  const edited = await make();
  memory?.set(edits, edited);
  return edited;
}

async function makeEdit(
  x: Matrix,
  before: EditableGrouping,
  edit: SegmentEdit,
  index: number,
  run: Run,
): Promise<Edited> {
  if (edit.op === 'merge') return mergeSegments(x, before, edit.segments, madeGroup(index, 0));
  const { segment, into, names = [] } = edit;
  const name = names[0] ?? `Segment ${segment}`;
  return splitSegment(x, before, { segment, into, name }, part => madeGroup(index, part), run);
}
