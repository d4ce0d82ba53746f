type ColourQuery = Pick<MediaQueryList, 'matches' | 'addEventListener'>;

/**
 * Whether the system asks for dark colours, as a store. The query is read once and then only heard: Chromium brings its state up to date when `matches` is
 * read while styles are pending, finds no difference afterwards, and never tells of that change.
 */
export function systemColours(query: ColourQuery) {
  const listeners = new Set<() => void>();
  let isDark = query.matches;
  query.addEventListener('change', event => {
    isDark = event.matches;
    for (const listener of listeners) listener();
  });
  return {
    isDark: (): boolean => isDark,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
