import type { MouseEvent, RefObject } from 'react';
import type { CellSpot } from './gridShape.ts';
import { nextSort } from './GridHead.tsx';
import type { GridTableProps } from './GridTable.tsx';
import type { CellEditing } from './useCellEditing.ts';
import { useGridKeys } from './useGridKeys.ts';
import { EXTRA_ROWS, type GridWindow } from './useGridWindow.ts';
import { useResize } from './useResize.ts';

interface Parts {
  readonly view: GridWindow;
  readonly edges: Float64Array;
  readonly editing: CellEditing;
  readonly scroller: RefObject<HTMLDivElement | null>;
  copy(a: CellSpot, b: CellSpot): Promise<void>;
  widen(position: number, width: number): void;
}
/** Rows drawn out of sight, the row under the head, and one that stays in sight. */
const NOT_A_PAGE = 2 * EXTRA_ROWS + 2;

/** What keys and mouse do in the grid. */
export function useGridActions(
  { rows, sort, active, anchor, isEditable, onSort, onPick, onOpenRow, onFindNext }: GridTableProps,
  { view, edges, editing, copy, widen, scroller }: Parts,
) {
  const { columns, pages, total } = rows;
  const startResize = useResize(edges, widen);
  const pick = (spot: CellSpot, isExtending: boolean) => {
    onPick(spot, isExtending);
    view.show(spot);
  };
  const sortBy = (position: number) => {
    if (columns[position]) onSort(nextSort(columns[position].name, sort));
  };
  const open = (spot: CellSpot) => {
    if (spot.row < 0) return sortBy(spot.column);
    const row = pages.rowId(spot.row);
    if (onOpenRow && row !== undefined) return onOpenRow(row);
    return isEditable ? editing.start(spot, null) : undefined;
  };
  const onKeyDown = useGridKeys({
    active,
    nRows: total,
    nColumns: columns.length,
    pageRows: Math.max(1, view.slots - NOT_A_PAGE),
    move: pick,
    copy: () => void copy(active, anchor),
    open: () => open(active),
    clear: () => onPick(active, false),
    selectAll: () => {
      onPick({ row: 0, column: 0 }, false);
      onPick({ row: total - 1, column: columns.length - 1 }, true);
    },
    edit: first => {
      if (active.row < 0) return sortBy(active.column);
      return isEditable ? editing.start(active, first) : undefined;
    },
    erase: () => {
      if (isEditable && active.row >= 0) void editing.erase(active, anchor);
    },
    findNext: onFindNext,
    widen: by => widen(active.column, edges[active.column + 1] - edges[active.column] + by),
  });
  const onMouseDown = (event: MouseEvent) => {
    if (event.button !== 0 || (event.target as Element).closest('.cellEditor')) return undefined;
    const edge = dataOf(event.target, 'edge');
    if (edge !== null) return startResize(event, edge);
    const spot = spotOf(event.target);
    if (!spot) return undefined;
    scroller.current?.focus({ preventScroll: true });
    return spot.row < 0 ? sortBy(spot.column) : onPick(spot, event.shiftKey);
  };
  return { onKeyDown, onMouseDown, open, pick };
}

function dataOf(target: EventTarget, name: string): number | null {
  const element = (target as Element).closest<HTMLElement>(`[data-${name}]`);
  return element ? Number(element.dataset[name]) : null;
}

/** The cell under the mouse; row -1 is the head. */
export function spotOf(target: EventTarget): CellSpot | null {
  const column = dataOf(target, 'column');
  if (column === null) return null;
  return (target as Element).closest('[data-head]') ? { row: -1, column } : { row: dataOf(target, 'row') ?? 0, column };
}
