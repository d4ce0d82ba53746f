import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { CellValue } from '#shared/columns';
import type { Page, PageRequest } from '#shared/contract/dataset';
import { useEngine } from '../../hooks/EngineContext.ts';
import { questionKey } from '../../hooks/EngineStore.ts';

const PAGE_ROWS = 100;
const NO_SHAPE = { columns: [], total: 0, of: 0 };

export interface GridRows {
  readonly columns: Page['columns'];
  readonly total: number;
  readonly of: number;
  readonly error: Error | undefined;
  readonly isWorking: boolean;
  row(index: number): CellValue[] | undefined;
  rowId(index: number): number | undefined;
  /** Tells which rows are in view, so that their pages are asked for. */
  see(first: number, last: number): void;
}

/** The customers behind a filter, fetched by pages as they come into view. */
export function useGridRows(filters: PageRequest['filters'], sort: PageRequest['sort']): GridRows {
  const store = useEngine();
  const question = JSON.stringify([filters, sort]);
  const [view, setView] = useState({ question, pages: [0] });
  const pages = view.question === question ? view.pages : [0];
  const wanted = pages.join(',');

  const requests = useMemo(() => {
    const [askedFilters, askedSort] = JSON.parse(question) as [PageRequest['filters'], PageRequest['sort']];
    return wanted.split(',').map(page => {
      const input = { offset: Number(page) * PAGE_ROWS, limit: PAGE_ROWS, filters: askedFilters, sort: askedSort };
      return { page: Number(page), input, key: questionKey('dataset.page', input) };
    });
  }, [question, wanted]);

  useEffect(() => {
    const stops = requests.map(({ key, input }) => store.watch(key, 'dataset.page', input));
    return () => stops.forEach(stop => stop());
  }, [store, requests]);

  const answers = useAnswers(requests.map(request => request.key));
  const found = requests.map((request, i) => ({ page: request.page, answer: answers[i] }));
  const any = found.find(({ answer }) => answer.data)?.answer.data as Page | undefined;
  const [kept, setKept] = useState<Page | undefined>(undefined);
  if (any && any !== kept) setKept(any);

  const pageOf = (index: number): Page | undefined =>
    found.find(({ page }) => page === Math.floor(index / PAGE_ROWS))?.answer.data as Page | undefined;
  const see = useCallback(
    (first: number, last: number) => {
      const next: number[] = [];
      for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(Math.max(first, last) / PAGE_ROWS); page++)
        next.push(page);
      setView(current =>
        current.question === question && current.pages.join(',') === next.join(',')
          ? current
          : { question, pages: next },
      );
    },
    [question],
  );
  return {
    ...shapeOf(any ?? kept),
    error: found.find(({ answer }) => answer.error)?.answer.error,
    isWorking: found.some(({ answer }) => answer.isWorking),
    row: index => pageOf(index)?.rows[index % PAGE_ROWS],
    rowId: index => pageOf(index)?.rowIds[index % PAGE_ROWS],
    see,
  };
}

function shapeOf(page: Page | undefined): Pick<GridRows, 'columns' | 'total' | 'of'> {
  return page ? { columns: page.columns, total: page.total, of: page.of } : NO_SHAPE;
}

function useAnswers(keys: readonly string[]) {
  const store = useEngine();
  const [snapshotOf] = useState(() => {
    let last: ReturnType<typeof store.answer>[] = [];
    return (next: ReturnType<typeof store.answer>[]) => {
      const isSame = next.length === last.length && next.every((answer, i) => answer === last[i]);
      if (!isSame) last = next;
      return last;
    };
  });
  return useSyncExternalStore(store.subscribe, () => snapshotOf(keys.map(key => store.answer(key))));
}
