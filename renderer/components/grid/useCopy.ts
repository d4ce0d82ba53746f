import type { Filter, PageRequest } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { announce } from '../../hooks/announce.ts';
import { useEngine } from '../../hooks/EngineContext.ts';
import { plainCell } from './cellText.ts';
import type { CellSpot } from './gridShape.ts';
import type { GridRows } from './useGridRows.ts';

const MAX_COPIED_ROWS = 20_000;
const PAGE_ROWS = 500;

interface CopySource {
  readonly rows: GridRows;
  readonly order: readonly number[];
  readonly filters: readonly Filter[];
  readonly sort: PageRequest['sort'];
}

/** Copies a block of cells with their headers as text that spreadsheets paste into columns. */
export function useCopy({ rows, order, filters, sort }: CopySource) {
  const store = useEngine();
  return async (a: CellSpot, b: CellSpot) => {
    const firstRow = Math.min(a.row, b.row);
    const lastRow = Math.min(Math.max(a.row, b.row), firstRow + MAX_COPIED_ROWS - 1);
    const columns = order.slice(Math.min(a.column, b.column), Math.max(a.column, b.column) + 1);
    const lines = [columns.map(index => rows.columns[index].name).join('\t')];
    for (let offset = firstRow; offset <= lastRow; offset += PAGE_ROWS) {
      const limit = Math.min(PAGE_ROWS, lastRow - offset + 1);
      const page = await store.fetch('dataset.page', { offset, limit, filters: [...filters], sort });
      for (const row of page.rows) lines.push(columns.map(index => plainCell(row[index])).join('\t'));
    }
    writeClipboard(lines.join('\n'));
    announce(`${formatCount(lines.length - 1)} rows copied with headers`);
  };
}

/** Works without the clipboard permission, which the hosts deny: a copy event answers with our text. */
function writeClipboard(text: string): void {
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', onCopy);
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
}
