import { AppError } from '#shared/errors';
import type { Recipe } from '#shared/recipe';

/** Every recipe the project has had, with the words for what changed. Undo and redo move along it; a new change cuts the tail. */
export interface HistoryState {
  readonly entries: readonly { readonly label: string; readonly recipe: Recipe }[];
  readonly current: number;
  /** The adjustment that the last change was part of, while the next may go on with it. */
  readonly open?: string;
}

export function startHistory(label: string, recipe: Recipe): HistoryState {
  return { entries: [{ label, recipe }], current: 0 };
}

const MAX_ENTRIES = 500;

/**
 * Adds a change. One that goes on with an adjustment takes the place of the part before; where that leads back to how it began, nothing is left to undo.
 * @param adjustment names what the change is part of, such as the dragging of a threshold; none for a change by itself
 */
export function record(history: HistoryState, label: string, recipe: Recipe, adjustment?: string): HistoryState {
  const { entries, current } = history;
  const isPart = goesOn(history, adjustment);
  const before = entries.slice(0, isPart ? current : current + 1);
  if (isPart && JSON.stringify(before[current - 1].recipe) === JSON.stringify(recipe))
    return { entries: before, current: current - 1 };
  const kept = before.slice(-MAX_ENTRIES + 1);
  const made = { entries: [...kept, { label, recipe }], current: kept.length };
  return adjustment === undefined ? made : { ...made, open: adjustment };
}

/** Whether a change of this adjustment goes on with the last change: nothing else was done since. */
export function goesOn({ open, current }: HistoryState, adjustment: string | undefined): boolean {
  return adjustment !== undefined && open === adjustment && current > 0;
}

/** The same history, in which the next change is a step of its own. */
export function closed({ entries, current }: HistoryState): HistoryState {
  return { entries, current };
}

/** @throws AppError `project.nothingToUndo` */
export function move(history: HistoryState, direction: 'undo' | 'redo'): HistoryState {
  const current = history.current + (direction === 'undo' ? -1 : 1);
  if (current < 0 || current >= history.entries.length) throw new AppError('project.nothingToUndo', { direction });
  return { entries: history.entries, current };
}

/** @throws AppError `project.nothingToUndo` */
export function moveTo(history: HistoryState, index: number): HistoryState {
  if (index >= history.entries.length) throw new AppError('project.nothingToUndo', { direction: 'redo' });
  return { entries: history.entries, current: index };
}

export function currentRecipe(history: HistoryState): Recipe {
  return history.entries[history.current].recipe;
}
export function undoLabel(history: HistoryState): string | null {
  return history.current > 0 ? history.entries[history.current].label : null;
}
export function redoLabel(history: HistoryState): string | null {
  return history.entries[history.current + 1]?.label ?? null;
}
/** Whether the last change made this list longer by one: undo is then the same as taking the last of it back. */
export function hasJustAdded(
  { entries, current }: HistoryState,
  listOf: (recipe: Recipe) => readonly unknown[],
): boolean {
  return current > 0 && listOf(entries[current - 1].recipe).length === listOf(entries[current].recipe).length - 1;
}
