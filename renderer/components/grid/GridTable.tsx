import { useEffect, useId, useMemo, useRef } from 'react';
import type { Filter, PageRequest } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { useProjectView } from '../../hooks/useProjectView.ts';
import { GridEditor } from './GridEditor.tsx';
import { GridHead } from './GridHead.tsx';
import { GridRows } from './GridRows.tsx';
import { columnEdges, isBetween, LEAST_WIDTH, MOST_WIDTH, NUMBER_WIDTH, type CellSpot } from './gridShape.ts';
import { useCellChanges } from './useCellChanges.ts';
import { useCellEditing } from './useCellEditing.ts';
import { useCopy } from './useCopy.ts';
import { spotOf, useGridActions } from './useGridActions.ts';
import type { GridRows as Rows } from './useGridRows.ts';
import { useGridWindow, type GridWindow } from './useGridWindow.ts';

export interface GridTableProps {
  readonly label: string;
  readonly rows: Rows;
  readonly filters: readonly Filter[];
  readonly sort: PageRequest['sort'];
  readonly active: CellSpot;
  readonly anchor: CellSpot;
  readonly isEditable: boolean;
  onSort(sort: PageRequest['sort']): void;
  onPick(spot: CellSpot, isExtending: boolean): void;
  onFindNext(isBackwards: boolean): void;
  /** Said beside the grid and to screen readers. */
  say(text: string): void;
  /** Gives the means to bring a cell into view. */
  onReady(show: (spot: CellSpot) => void): void;
  readonly onOpenRow?: (row: number) => void;
}

/** The grid itself: only the cells in view are drawn, the head, the row numbers and the first column stay. */
export function GridTable(props: GridTableProps) {
  const { label, rows, filters, sort, active, anchor, isEditable, say } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [{ columnWidths }, changeView] = useProjectView();
  const { columns, pages } = rows;
  const edges = useMemo(() => columnEdges(columns, columnWidths), [columns, columnWidths]);
  const view = useGridWindow(scroller, rows.total, edges);
  useCellChanges(pages);
  const lastRow = Math.min(rows.total, view.firstRow + view.slots) - 1;
  useEffect(
    () => pages.see(view.firstRow, Math.max(0, lastRow), view.firstColumn, view.lastColumn),
    [pages, view.firstRow, lastRow, view.firstColumn, view.lastColumn],
  );
  const { onReady } = props;
  const show = useRef(view.show);
  useEffect(() => {
    show.current = view.show;
  });
  useEffect(() => onReady(spot => show.current(spot)), [onReady]);

  const editing = useCellEditing({ rows, filters, sort, say });
  const copy = useCopy({ rows, filters, sort, say });
  const widen = (position: number, width: number) => {
    const { name } = columns[position] ?? {};
    if (!name) return;
    const allowed = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width));
    changeView({ columnWidths: { ...columnWidths, [name]: allowed } });
  };
  const { onKeyDown, onMouseDown, open, pick } = useGridActions(props, { view, edges, editing, copy, widen, scroller });
  const firstWidth = (edges[1] ?? NUMBER_WIDTH) - NUMBER_WIDTH;
  const width = edges[edges.length - 1];
  return (
    <>
      <div
        ref={scroller}
        className="gridScroll"
        role="grid"
        tabIndex={0}
        aria-label={`${label}, ${formatCount(rows.total)} rows`}
        aria-rowcount={rows.total + 1}
        aria-colcount={columns.length}
        aria-busy={pages.isWorking}
        aria-multiselectable="true"
        aria-activedescendant={activeId(id, active, view, rows.total)}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onDoubleClick={event => {
          const spot = spotOf(event.target);
          if (spot && spot.row >= 0) open(spot);
        }}
        onPaste={event => {
          if (!isEditable || active.row < 0 || event.target !== event.currentTarget) return;
          event.preventDefault();
          const corner = { row: Math.min(active.row, anchor.row), column: Math.min(active.column, anchor.column) };
          void editing.paste(event.clipboardData.getData('text/plain'), corner);
        }}
      >
        <div role="presentation" className="gridSpace" style={{ height: view.pageHeight, width }}>
          <GridHead
            id={id}
            columns={columns}
            items={view.items}
            width={width}
            firstWidth={firstWidth}
            sort={sort}
            active={active.row < 0 ? active.column : -1}
          />
          <GridRows view={view} id={id} width={width} firstWidth={firstWidth} grid={props} lastRow={lastRow} />
          <GridEditor
            editing={editing}
            columns={columns}
            edges={edges}
            shift={view.shift}
            onDone={(spot, step) => {
              scroller.current?.focus({ preventScroll: true });
              if (step === 'stay') return;
              const row = Math.min(rows.total - 1, spot.row + (step === 'down' ? 1 : 0));
              pick({ row, column: Math.min(columns.length - 1, spot.column + (step === 'right' ? 1 : 0)) }, false);
            }}
          />
        </div>
      </div>
      {rows.total === 0 && rows.of > 0 && !pages.isWorking && <p className="muted">No customer passes this filter.</p>}
    </>
  );
}

function activeId(id: string, active: CellSpot, view: GridWindow, total: number): string | undefined {
  const { firstColumn, lastColumn, firstRow, slots } = view;
  if (active.column > 0 && !isBetween(active.column, firstColumn, lastColumn)) return undefined;
  if (active.row < 0) return `${id}-head-${active.column}`;
  const isInView = active.row >= firstRow && active.row < Math.min(total, firstRow + slots);
  return isInView ? `${id}-${active.row}-${active.column}` : undefined;
}
