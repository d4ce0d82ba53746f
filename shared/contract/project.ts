import '../jitless.ts';
import { z } from 'zod';
import type { Recipe } from '../recipe.ts';
import { method } from './method.ts';

/** Names what a change is part of: changes of one adjustment, one right after the other, are one step of history. */
export const adjustment = z.string().min(1).max(200);
export const fileToken = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);

export interface HistoryEntry {
  /** What was done, in words. */
  label: string;
  /** Where undo and redo stand: entries after the current one can be redone. */
  isCurrent: boolean;
}
export interface ProjectState {
  projectName: string | null;
  hasUnsavedChanges: boolean;
  source: { name: string; sizeBytes: number; sha256: string } | null;
  nRows: number;
  nColumns: number;
  recipe: Recipe;
  /** stale: the data or options changed after this was computed. */
  segments: 'none' | 'ready' | 'stale';
  /** The same of the scores. */
  scores: 'none' | 'ready' | 'stale';
  offers: 'none' | 'ready' | 'stale';
  runId: string | null;
  resultSha256: string | null;
  /** Comparisons of tiers made so far: the customers are shown with the last one. */
  nComparisons?: number;
  /** Changes made so far to what is known of later files. */
  nWatched?: number;
  undoLabel: string | null;
  redoLabel: string | null;
  history: HistoryEntry[];
  threads: number;
  appVersion: string;
}

/** Unsaved work that an earlier Tessera left behind when it ended without being closed. */
export interface RecoverableWork {
  id: string;
  /** The file or project that was open. */
  name: string;
  /** ISO 8601 UTC. */
  at: string;
  /** The last thing done, in words. */
  lastChange: string;
}
const nothing = z.strictObject({});
const recoveryId = z.strictObject({ id: z.string().max(60) });

export const projectContract = {
  'project.state': method(nothing).returns<ProjectState>(),
  'project.open': method(z.strictObject({ file: fileToken })).job<ProjectState>(),
  'project.save': method(z.strictObject({ file: fileToken.nullable() })).job<ProjectState>(),
  'project.close': method(nothing).returns<ProjectState>(),
  'project.recoverable': method(nothing).returns<RecoverableWork[]>(),
  'project.recover': method(recoveryId).job<ProjectState>(),
  'project.forgetRecovery': method(recoveryId).returns<RecoverableWork[]>(),
  'project.undo': method(nothing).returns<ProjectState>(),
  'project.redo': method(nothing).returns<ProjectState>(),
  /** Goes to any place in the list of changes: undo or redo of many at once. */
  'project.travel': method(z.strictObject({ index: z.number().int().min(0) })).returns<ProjectState>(),
  'project.setSeed': method(
    z.strictObject({ seed: z.number().int().min(0).max(4_294_967_295) }),
  ).returns<ProjectState>(),
};
