import { useEffect, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let current = 'none';

function set(text: string): void {
  current = text;
  for (const listener of listeners) listener();
}

/** What the status line says about the rows in view. */
export function useFilterText(): string {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Tells the status line which filter the screen in front has on its rows. */
export function useShownFilter(text: string): void {
  useEffect(() => {
    set(text);
    return () => set('none');
  }, [text]);
}
