import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useEngine } from '../../hooks/EngineContext.ts';
import { RankedPages, type RankedQuestion, type RankedSummary } from './RankedPages.ts';

export interface RankedRows extends RankedSummary {
  readonly pages: RankedPages;
}

/** The ranked customers behind the filters, fetched by pages as they come into view. */
export function useRankedPages({ band, segment, onlyAbove }: RankedQuestion): RankedRows {
  const store = useEngine();
  // The first page may have to fit the models again, which the status line shows; the others come at once.
  const [pages] = useState(
    () =>
      new RankedPages(input =>
        input.offset === 0 ? store.call('score.customers', input) : store.client.call('score.customers', input),
      ),
  );
  const summary = useSyncExternalStore(pages.subscribe, pages.summary);
  const revision = useSyncExternalStore(store.subscribe, () => store.revision);
  useLayoutEffect(() => pages.ask({ band, segment, onlyAbove }), [pages, band, segment, onlyAbove]);
  useEffect(() => pages.refresh(), [pages, revision]);
  return { ...summary, pages };
}
