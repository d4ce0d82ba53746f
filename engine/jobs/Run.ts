import { Cancelled } from '#shared/errors';
import type { Pool } from '../workers/Pool.ts';
import { stream, type RandomStream } from '../random.ts';

/** What a piece of long work may use: its seed, its workers, and the way to report and to be stopped. */
export interface Run {
  readonly seed: number;
  readonly pool: Pool;
  readonly signal: AbortSignal;
  stream(purpose: string, index?: number): RandomStream;
  /** `label` names the stage in words ("k-means", "Reading rows"). */
  progress(done: number, total: number, label: string): void;
  /** @throws Cancelled */
  throwIfCancelled(): void;
}

export function newRun(parts: {
  seed: number;
  pool: Pool;
  signal?: AbortSignal;
  progress?: (done: number, total: number, label: string) => void;
}): Run {
  const signal = parts.signal ?? new AbortController().signal;
  return {
    seed: parts.seed,
    pool: parts.pool,
    signal,
    stream: (purpose, index = 0) => stream(parts.seed, purpose, index),
    progress: parts.progress ?? (() => undefined),
    throwIfCancelled: () => {
      if (signal.aborted) throw new Cancelled();
    },
  };
}

/** The same run under another seed. */
export function withSeed(run: Run, seed: number): Run {
  return { ...run, seed, stream: (purpose, index = 0) => stream(seed, purpose, index) };
}
