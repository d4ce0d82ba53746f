import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The path of the screen in front, kept in the address after `#`. */
export function useRoute(): string {
  return useSyncExternalStore(subscribe, currentPath);
}

/** What follows `?` in the address: how one screen hands a small thing to another. */
export function useRouteParameter(name: string): string | null {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return new URLSearchParams(hash.split('?')[1] ?? '').get(name);
}

export function goTo(path: string): void {
  window.location.hash = path;
}

function currentPath(): string {
  const path = window.location.hash.slice(1).split('?')[0];
  return path.startsWith('/') ? path : '/';
}
