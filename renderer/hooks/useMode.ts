import { useSyncExternalStore } from 'react';
import { TOKENS, type Mode, type Tokens } from '../theme/tokens.ts';
import { useSettings } from './settings.ts';
import { systemColours } from './systemColours.ts';

const system = systemColours(window.matchMedia('(prefers-color-scheme: dark)'));

/** Light or dark, from the setting or from the system. */
export function useMode(): Mode {
  const { theme } = useSettings();
  const systemIsDark = useSyncExternalStore(system.subscribe, system.isDark);
  if (theme !== 'system') return theme;
  return systemIsDark ? 'dark' : 'light';
}

export function useTokens(): Tokens {
  return TOKENS[useMode()];
}
