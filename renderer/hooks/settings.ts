import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'light' | 'dark' | 'system';
export interface Settings {
  readonly theme: ThemeChoice;
  readonly isSidePanelOpen: boolean;
  /** Who decides at this window, as it stands beside decisions. */
  readonly name: string;
}

const KEY = 'tessera.settings';
const DEFAULTS: Settings = { theme: 'system', isSidePanelOpen: true, name: '' };
const listeners = new Set<() => void>();
let current = read();

/** How the interface looks on this machine; kept in the window's own storage, never in the project. */
export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, () => current);
}

export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch (error) {
    // Storage can be forbidden by policy; the choice then lasts until the window closes.
    if (!(error instanceof DOMException)) throw error;
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Settings {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>;
    const isTheme = stored.theme === 'light' || stored.theme === 'dark';
    return {
      theme: isTheme ? stored.theme! : DEFAULTS.theme,
      isSidePanelOpen: stored.isSidePanelOpen !== false,
      name: typeof stored.name === 'string' ? stored.name : DEFAULTS.name,
    };
  } catch (error) {
    if (!(error instanceof DOMException) && !(error instanceof SyntaxError)) throw error;
    return DEFAULTS;
  }
}
