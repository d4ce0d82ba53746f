import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { GridColumn, PageRequest } from '#shared/contract/dataset';
import { useEngine } from '../../hooks/EngineContext.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { GridPages } from './GridPages.ts';
import { arrangeColumns } from './gridShape.ts';

const NONE: readonly GridColumn[] = [];

export interface GridRows {
  /** In the order in which they are shown. */
  readonly columns: readonly GridColumn[];
  readonly total: number;
  readonly of: number;
  /** False from a change of the filters to the first page that answers it. */
  readonly isCounted: boolean;
  readonly error: Error | undefined;
  readonly pages: GridPages;
}

/** The customers behind a filter, fetched by pages as they come into view. Whoever draws cells follows the pages with `useCellChanges`. */
export function useGridRows(filters: PageRequest['filters'], sort: PageRequest['sort']): GridRows {
  const store = useEngine();
  const shape = useQuery('dataset.columns', {});
  const [pages] = useState(() => new GridPages(input => store.client.call('dataset.page', input)));
  const { total, of, error, isCounted } = useSyncExternalStore(pages.subscribe, pages.summary);
  const revision = useSyncExternalStore(store.subscribe, () => store.revision);
  const found = shape.data?.columns;
  const columns = useMemo(() => arrangeColumns(found ?? NONE), [found]);
  const question = JSON.stringify([filters, sort, columns.map(({ name }) => name)]);
  // Before anything is painted, so that new words never stand beside the count of the old ones.
  useLayoutEffect(() => {
    const [asked, order, names] = JSON.parse(question) as [PageRequest['filters'], PageRequest['sort'], string[]];
    pages.ask({ filters: asked, sort: order, columns: names });
  }, [pages, question]);
  useEffect(() => pages.refresh(), [pages, revision]);
  return {
    columns,
    total,
    of,
    isCounted,
    error: error ?? shape.error,
    pages,
  };
}
