import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Filter, PageRequest } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { arrangeColumns, MAX_ROWS, type CellSpot } from './gridShape.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import type { GridRows } from './useGridRows.ts';
import { useCopy } from './useCopy.ts';
import { useGridKeys } from './useGridKeys.ts';
import { useGridWindow } from './useGridWindow.ts';

export interface GridTableProps {
  readonly label: string;
  readonly rows: GridRows;
  readonly filters: readonly Filter[];
  readonly sort: PageRequest['sort'];
  onSort(sort: PageRequest['sort']): void;
  readonly onOpenRow?: (row: number) => void;
}
const TOP_LEFT: CellSpot = { row: 0, column: 0 };

/** The grid itself: only the cells in view are drawn, the head and the first column stay. */
export function GridTable({ label, rows, filters, sort, onSort, onOpenRow }: GridTableProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { order, widths } = useMemo(() => arrangeColumns(rows.columns), [rows.columns]);
  const count = Math.min(rows.total, MAX_ROWS);
  const view = useGridWindow(scroller, count, widths);
  const { see } = rows;
  useEffect(() => see(view.firstRow, view.lastRow), [see, view.firstRow, view.lastRow]);

  const [active, setActive] = useState(TOP_LEFT);
  const [anchor, setAnchor] = useState(TOP_LEFT);
  const pick = (spot: CellSpot, isExtending: boolean) => {
    setActive(spot);
    if (!isExtending) setAnchor(spot);
  };
  const open = (index: number) => {
    const row = rows.rowId(index);
    if (row !== undefined) onOpenRow?.(row);
  };
  const copy = useCopy({ rows, order, filters, sort });
  const onKeyDown = useGridKeys({
    active,
    nRows: count,
    nColumns: order.length,
    move: (spot, isExtending) => {
      pick(spot, isExtending);
      view.show(spot);
    },
    copy: () => void copy(active, anchor),
    open: () => open(active.row),
    clear: () => setAnchor(active),
  });
  const isActiveInView = count > 0 && active.row >= view.firstRow && active.row <= view.lastRow;
  return (
    <>
      <div
        ref={scroller}
        className="gridScroll"
        role="grid"
        tabIndex={0}
        aria-label={`${label}, ${formatCount(rows.total)} rows`}
        aria-rowcount={rows.total + 1}
        aria-colcount={order.length}
        aria-busy={rows.isWorking}
        aria-multiselectable="true"
        aria-activedescendant={isActiveInView ? `${id}-${active.row}-${active.column}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className="gridSpace" style={{ height: view.height, width: view.width }}>
          <GridHead
            columns={rows.columns}
            order={order}
            items={view.columns}
            width={view.width}
            sort={sort}
            onSort={onSort}
          />
          {view.rows.map(item => (
            <GridRow
              key={item.key}
              id={id}
              index={item.index}
              top={item.start}
              width={view.width}
              values={rows.row(item.index)}
              columns={rows.columns}
              order={order}
              items={view.columns}
              active={active}
              anchor={anchor}
              onPick={(spot, isExtending) => {
                scroller.current?.focus();
                pick(spot, isExtending);
              }}
              onOpen={() => open(item.index)}
            />
          ))}
        </div>
      </div>
      <GridRemarks rows={rows} />
    </>
  );
}

function GridRemarks({ rows }: { rows: GridRows }) {
  if (rows.total > MAX_ROWS)
    return (
      <p className="muted">
        The first {formatCount(MAX_ROWS)} rows can be scrolled; filter or sort to reach the others.
      </p>
    );
  if (rows.total === 0 && rows.of > 0 && !rows.isWorking)
    return <p className="muted">No customer passes this filter.</p>;
  return null;
}
