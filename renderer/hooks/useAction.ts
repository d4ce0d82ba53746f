import { useCallback, useState } from 'react';
import type { In, MethodName, Out } from '#shared/contract/contract';
import { Cancelled } from '#shared/errors';
import { useEngine } from './EngineContext.ts';

export interface Action<M extends MethodName> {
  readonly error: Error | undefined;
  readonly isWorking: boolean;
  /** Resolves to undefined when it failed; the reason is in `error`. */
  run(input: In<M>): Promise<Out<M> | undefined>;
  clear(): void;
}

/** A short change asked of the engine, with its failure kept for the control that asked. */
export function useAction<M extends MethodName>(method: M): Action<M> {
  const store = useEngine();
  const [error, setError] = useState<Error | undefined>(undefined);
  const [nRunning, setRunning] = useState(0);
  const run = useCallback(
    async (input: In<M>) => {
      setRunning(count => count + 1);
      try {
        const output = await store.call(method, input);
        setError(undefined);
        return output;
      } catch (reason) {
        setError(reason instanceof Cancelled ? undefined : (reason as Error));
        return undefined;
      } finally {
        setRunning(count => count - 1);
      }
    },
    [store, method],
  );
  const clear = useCallback(() => setError(undefined), []);
  return { error, isWorking: nRunning > 0, run, clear };
}
