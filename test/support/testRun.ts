import { newRun, type Run } from '#engine/jobs/Run';
import type { Pool } from '#engine/workers/Pool';

const noPool: Pool = {
  threads: 1,
  map: task => Promise.reject(new Error(`${task} needs a real pool`)),
  close: () => Promise.resolve(),
};

/** A run for work that needs no threads. */
export function testRun(parts: { seed?: number; pool?: Pool; signal?: AbortSignal } = {}): Run {
  return newRun({ seed: parts.seed ?? 42, pool: parts.pool ?? noPool, signal: parts.signal });
}
