import type { CellValue } from '#shared/columns';
import type { Filter, PageRequest } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { useEngine } from '../../hooks/EngineContext.ts';
import { writeClipboard } from '../writeClipboard.ts';
import { plainCell } from './cellText.ts';
import type { CellSpot } from './gridShape.ts';
import type { GridRows } from './useGridRows.ts';

const MAX_COPIED_ROWS = 20_000;
const MAX_COPIED_CELLS = 1_000_000;
const PAGE_ROWS = 500;
const PAGE_COLUMNS = 200;

interface CopySource {
  readonly rows: GridRows;
  readonly filters: readonly Filter[];
  readonly sort: PageRequest['sort'];
  /** Told in words what was copied. */
  say(text: string): void;
}

/** Copies a block of cells with their headers as text that spreadsheets paste into columns. */
export function useCopy({ rows, filters, sort, say }: CopySource) {
  const store = useEngine();
  const pageOf = async (offset: number, limit: number, names: readonly string[]): Promise<CellValue[][]> => {
    const found: CellValue[][] = Array.from({ length: limit }, () => []);
    for (let at = 0; at < names.length; at += PAGE_COLUMNS) {
      const columns = names.slice(at, at + PAGE_COLUMNS);
      const page = await store.client.call('dataset.page', { offset, limit, filters: [...filters], sort, columns });
      page.rows.forEach((row, i) => found[i].push(...row));
    }
    return found;
  };
  return async (a: CellSpot, b: CellSpot) => {
    const names = rows.columns
      .slice(Math.min(a.column, b.column), Math.max(a.column, b.column) + 1)
      .map(column => column.name);
    const wanted = Math.abs(a.row - b.row) + 1;
    const count = Math.min(wanted, MAX_COPIED_ROWS, Math.max(1, Math.floor(MAX_COPIED_CELLS / names.length)));
    const firstRow = Math.max(0, Math.min(a.row, b.row));
    const lines = [names.map(plainCell).join('\t')];
    for (let done = 0; done < count; done += PAGE_ROWS) {
      const page = await pageOf(firstRow + done, Math.min(PAGE_ROWS, count - done), names);
      for (const row of page) lines.push(row.map(plainCell).join('\t'));
    }
    writeClipboard(lines.join('\n'));
    say(
      count < wanted
        ? `The first ${formatCount(count)} of ${formatCount(wanted)} selected rows were copied with headers; export the customers from the Report screen to get them all.`
        : `${formatCount(count)} ${count === 1 ? 'row' : 'rows'} copied with headers`,
    );
  };
}
