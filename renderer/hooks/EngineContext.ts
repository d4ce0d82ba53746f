import { createContext, useContext, useSyncExternalStore } from 'react';
import type { EngineRestarted } from '#shared/contract/contract';
import type { Host } from '#shared/host';
import type { ProjectState } from '#shared/contract/project';
import type { EngineStore } from './EngineStore.ts';

export interface EngineContextValue {
  readonly store: EngineStore;
  readonly host: Host;
}
export const EngineContext = createContext<EngineContextValue | null>(null);

export function useEngine(): EngineStore {
  return useProvided().store;
}
export function useHost(): Host {
  return useProvided().host;
}
/** The project as the engine last told it; null before its first word. */
export function useProject(): ProjectState | null {
  const store = useEngine();
  return useSyncExternalStore(store.subscribe, () => store.project);
}
export function useIsConnected(): boolean {
  const store = useEngine();
  return useSyncExternalStore(store.subscribe, () => store.isConnected);
}
/** Why the engine was started anew, until it is dismissed. */
export function useRestarted(): EngineRestarted | null {
  const store = useEngine();
  return useSyncExternalStore(store.subscribe, () => store.restarted);
}

function useProvided(): EngineContextValue {
  const value = useContext(EngineContext);
  if (!value) throw new Error('EngineContext is missing');
  return value;
}
