import type { ProjectState } from '#shared/contract/project';
import type { Pool } from '../workers/Pool.ts';
import type { Recovery } from './Recovery.ts';

/** What a session is given by its host. */
export interface SessionParts {
  readonly pool: Pool;
  readonly appVersion: string;
  readonly recovery: Recovery | null;
  /** Time of day for the audit log, never for a result. ISO 8601 UTC. */
  now(): string;
  changed(state: ProjectState): void;
}
export interface JobContext {
  readonly signal: AbortSignal;
  progress(done: number, total: number, label: string): void;
}
