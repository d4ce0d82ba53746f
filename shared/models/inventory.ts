/** Models across projects and model files, one row each, as their own records say. */
import type { Light } from '../monitor/result.ts';
import type { ModelStatus, Materiality } from './card.ts';

/** Rows of an inventory; what is beyond is counted. */
export const MOST_MODELS = 200;

export interface InventoryRow {
  kind: 'project' | 'model file';
  /** Of the file. */
  name: string;
  /** The folder that it lies in, by its own name; empty where it is a copy in a place of the host's. */
  folder: string;
  /** The whole path; null in a window, which never sees one. */
  path: string | null;
  /** To open a project by; absent outside a window. */
  token?: string;
  sizeBytes: number;
  /** Why nothing is known of it, in a sentence; the rest is then empty. */
  problem: string | null;
  /** "4 segments", "Exited is Yes". */
  holds: string[];
  status: ModelStatus | null;
  owner: string;
  materiality: Materiality | null;
  /** The last sign-off, and whether it is of this very result. */
  signedBy: string | null;
  signedAt: string | null;
  isStanding: boolean;
  resultSha256: string | null;
  /** The latest period that was watched. */
  light: Light | null;
  period: string | null;
  /** ISO 8601 UTC; null where the log does not say. */
  watchedAt: string | null;
  savedAt: string | null;
}
export interface Inventory {
  rows: InventoryRow[];
  /** Files beyond the most that are listed. */
  nMore: number;
}
