import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let current = '';

/** Says something to screen readers without moving focus. */
export function announce(text: string): void {
  current = text;
  for (const listener of listeners) listener();
}

export function useAnnouncement(): string {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
