import { useCallback, useState, useSyncExternalStore } from 'react';
import type { In, MethodName, Out } from '#shared/contract/contract';
import { useEngine } from './EngineContext.ts';
import { questionKey, type Answer } from './EngineStore.ts';

export interface Query<O> extends Answer<O> {
  /** `data` answers an earlier question, kept until the new answer is here. */
  readonly isPrevious: boolean;
  askAgain(): void;
}
const IDLE: Answer = { data: undefined, error: undefined, isWorking: false };
const ignore = (): void => undefined;

/** Asks the engine and keeps the answer fresh; `input` null asks nothing. */
export function useQuery<M extends MethodName>(method: M, input: In<M> | null): Query<Out<M>> {
  const store = useEngine();
  const key = input === null ? null : questionKey(method, input);
  const subscribe = useCallback(
    (listener: () => void) => {
      if (key === null) return ignore;
      const stopListening = store.subscribe(listener);
      const stopWatching = store.watch(key, method, JSON.parse(key.slice(method.length + 1)) as In<M>);
      return () => {
        stopWatching();
        stopListening();
      };
    },
    [store, key, method],
  );
  const answer = useSyncExternalStore(subscribe, () => (key === null ? IDLE : store.answer(key))) as Answer<Out<M>>;
  const [kept, setKept] = useState(answer.data);
  if (answer.data !== undefined && answer.data !== kept) setKept(answer.data);
  const isPrevious = key !== null && answer.data === undefined && !answer.error && kept !== undefined;
  const askAgain = useCallback(() => {
    if (key !== null) store.askAgain(key);
  }, [store, key]);
  return { ...answer, data: isPrevious ? kept : answer.data, isPrevious, askAgain };
}
