import { useSyncExternalStore } from 'react';
import { TOKENS, type Mode, type Tokens } from '../theme/tokens.ts';
import { useSettings } from './settings.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}

/** Light or dark, from the setting or from the system. */
export function useMode(): Mode {
  const { theme } = useSettings();
  const systemIsDark = useSyncExternalStore(subscribe, () => dark.matches);
  if (theme !== 'system') return theme;
  return systemIsDark ? 'dark' : 'light';
}

export function useTokens(): Tokens {
  return TOKENS[useMode()];
}
