import { useState } from 'react';
import { MOST_PASTED, type CellChange, type Filter, type PageRequest } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { useEngine } from '../../hooks/EngineContext.ts';
import { useAction, type Action } from '../../hooks/useAction.ts';
import { plainCell } from './cellText.ts';
import type { CellSpot } from './gridShape.ts';
import { pastedCells } from './pastedCells.ts';
import type { GridRows } from './useGridRows.ts';

interface EditSource {
  readonly rows: GridRows;
  readonly filters: readonly Filter[];
  readonly sort: PageRequest['sort'];
  say(text: string): void;
}
export interface CellEditing {
  /** The cell under the cursor of the editor, with what it starts from. */
  readonly editing: { readonly spot: CellSpot; readonly text: string } | null;
  readonly error: Error | undefined;
  start(spot: CellSpot, first: string | null): void;
  /** Resolves to whether the value was taken. */
  commit(text: string): Promise<boolean>;
  cancel(): void;
  erase(a: CellSpot, b: CellSpot): Promise<void>;
  paste(text: string, corner: CellSpot): Promise<void>;
}

/** Typing over cells, erasing and pasting: each of them one change that can be undone. */
export function useCellEditing({ rows, filters, sort, say }: EditSource): CellEditing {
  const change = useAction('dataset.editCells');
  const apply = useBlockChange({ rows, filters, sort, say }, change);
  const [editing, setEditing] = useState<CellEditing['editing']>(null);
  const { pages, columns } = rows;
  const isEditable = (position: number) => columns[position] !== undefined && columns[position].role !== 'result';
  return {
    editing,
    error: change.error,
    start: (spot, first) => {
      const { name } = columns[spot.column] ?? {};
      if (!isEditable(spot.column)) {
        if (name) say(`${name} is worked out by Tessera and cannot be typed over`);
        return;
      }
      if (pages.rowId(spot.row) === undefined) return say('This row is still being read: try again when it is shown');
      change.clear();
      const value = pages.value(spot.row, spot.column);
      setEditing({ spot, text: first ?? (value === undefined ? '' : editText(value)) });
    },
    commit: async text => {
      if (!editing) return false;
      const { spot } = editing;
      const row = pages.rowId(spot.row);
      const value = pages.value(spot.row, spot.column);
      if (row === undefined || (value !== undefined && editText(value) === text)) {
        setEditing(null);
        return true;
      }
      const answer = await change.run({ changes: [{ row, column: columns[spot.column].name, text }] });
      if (!answer) return false;
      setEditing(null);
      say('Cell edited');
      return true;
    },
    cancel: () => {
      change.clear();
      setEditing(null);
    },
    erase: async (a, b) => {
      const [top, left] = [Math.min(a.row, b.row), Math.min(a.column, b.column)];
      const [height, width] = [Math.abs(a.row - b.row) + 1, Math.abs(a.column - b.column) + 1];
      if (height * width > MOST_PASTED) return say(`At most ${formatCount(MOST_PASTED)} cells can be emptied at once`);
      const blank = Array.from({ length: height }, () => Array.from({ length: width }, () => ''));
      return apply({ row: top, column: left }, blank, 'emptied');
    },
    paste: async (text, corner) => {
      const names = columns.slice(corner.column).map(column => column.name);
      const { cells, problem } = pastedCells(text, names, rows.total - corner.row);
      return problem === null ? apply(corner, cells, 'pasted') : say(problem);
    },
  };
}

/** Lays a block of texts over the cells from one corner on, as one change. */
function useBlockChange({ rows, filters, sort, say }: EditSource, change: Action<'dataset.editCells'>) {
  const store = useEngine();
  const { columns } = rows;
  const rowIds = async (first: number, count: number): Promise<number[]> => {
    const found: number[] = [];
    for (let done = 0; done < count; done += PAGE_ROWS) {
      const limit = Math.min(PAGE_ROWS, count - done);
      const input = { offset: first + done, limit, filters: [...filters], sort, columns: [columns[0].name] };
      found.push(...(await store.client.call('dataset.page', input)).rowIds);
    }
    return found;
  };
  return async (corner: CellSpot, cells: readonly (readonly string[])[], what: string) => {
    const ids = await rowIds(corner.row, cells.length);
    const changes: CellChange[] = ids.flatMap((row, i) =>
      cells[i].map((text, j) => ({ row, column: columns[corner.column + j].name, text })),
    );
    if (changes.length === 0) return;
    const answer = await change.run({ changes });
    if (answer) say(`${formatCount(answer.edited)} ${answer.edited === 1 ? 'cell' : 'cells'} ${what}`);
  };
}
const PAGE_ROWS = 500;

/** A value as it is typed: plain, so that what is not changed stays the same. */
function editText(value: Parameters<typeof plainCell>[0]): string {
  return value === null ? '' : typeof value === 'string' ? value : plainCell(value);
}
