import { useCallback, useSyncExternalStore } from 'react';
import type { In, JobName, Out } from '#shared/contract/contract';
import { useEngine } from './EngineContext.ts';
import type { Job } from './EngineStore.ts';

export interface JobHandle<M extends JobName> {
  readonly job: Job | undefined;
  readonly isWorking: boolean;
  /** Resolves to undefined when the work failed or was cancelled; the reason is on `job`. */
  start(input: In<M>): Promise<Out<M> | undefined>;
  cancel(): void;
}

/** Starts long work and follows it. The state outlives the screen that started it. */
export function useJob<M extends JobName>(method: M): JobHandle<M> {
  const store = useEngine();
  const job = useSyncExternalStore(store.subscribe, () => store.jobs.get(method));
  const start = useCallback(
    async (input: In<M>) => {
      try {
        return await store.call(method, input);
      } catch {
        // The store keeps the error on the job, where the screen shows it.
        return undefined;
      }
    },
    [store, method],
  );
  const cancel = useCallback(() => store.cancel(method), [store, method]);
  return { job, isWorking: job !== undefined && job.endedAt === null, start, cancel };
}

/** The long work that was started last and is still under way. */
export function useCurrentJob(): Job | undefined {
  const store = useEngine();
  return useSyncExternalStore(store.subscribe, () => {
    let current: Job | undefined;
    for (const job of store.jobs.values())
      if (job.endedAt === null && (!current || job.startedAt >= current.startedAt)) current = job;
    return current;
  });
}
