import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Filter, PageRequest } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import type { GridRows } from './useGridRows.ts';
import { useCopy } from './useCopy.ts';
import { useGridKeys } from './useGridKeys.ts';

export const ROW_HEIGHT = 28;
export const HEAD_HEIGHT = 30;
export const FROZEN_WIDTH = 140;
/** Browsers cannot scroll further than about 33 million pixels. */
const MAX_ROWS = 1_150_000;

export interface CellSpot {
  readonly row: number;
  readonly column: number;
}

export interface GridTableProps {
  readonly label: string;
  readonly rows: GridRows;
  readonly filters: readonly Filter[];
  readonly sort: PageRequest['sort'];
  onSort(sort: PageRequest['sort']): void;
  readonly onOpenRow?: (row: number) => void;
}

export function GridTable({ label, rows, filters, sort, onSort, onOpenRow }: GridTableProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { order, widths } = useMemo(() => arrange(rows.columns), [rows.columns]);
  const count = Math.min(rows.total, MAX_ROWS);
  const vertical = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const horizontal = useVirtualizer({
    horizontal: true,
    count: Math.max(0, order.length - 1),
    getScrollElement: () => scroller.current,
    estimateSize: index => widths[index + 1],
    overscan: 2,
    paddingStart: FROZEN_WIDTH,
    scrollPaddingStart: FROZEN_WIDTH,
  });
  const items = vertical.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const { see } = rows;
  useEffect(() => see(first, last), [see, first, last]);
  useEffect(() => horizontal.measure(), [horizontal, widths]);

  const [active, setActive] = useState<CellSpot>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<CellSpot>({ row: 0, column: 0 });
  const move = (spot: CellSpot, isExtending: boolean) => {
    setActive(spot);
    if (!isExtending) setAnchor(spot);
    vertical.scrollToIndex(spot.row);
    if (spot.column > 0) horizontal.scrollToIndex(spot.column - 1);
  };
  const copy = useCopy({ rows, order, filters, sort });
  const onKeyDown = useGridKeys({
    active,
    nRows: count,
    nColumns: order.length,
    move,
    copy: () => copy(active, anchor),
    open: () => {
      const row = rows.rowId(active.row);
      if (row !== undefined) onOpenRow?.(row);
    },
    clear: () => setAnchor(active),
  });
  const columns = horizontal.getVirtualItems();
  const width = horizontal.getTotalSize();
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
        aria-activedescendant={
          count > 0 && active.row >= first && active.row <= last ? `${id}-${active.row}-${active.column}` : undefined
        }
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: vertical.getTotalSize(), width, position: 'relative' }}>
          <GridHead columns={rows.columns} order={order} items={columns} width={width} sort={sort} onSort={onSort} />
          {items.map(item => (
            <GridRow
              key={item.key}
              id={id}
              index={item.index}
              top={item.start}
              width={width}
              values={rows.row(item.index)}
              columns={rows.columns}
              order={order}
              items={columns}
              active={active}
              anchor={anchor}
              onPick={(spot, isExtending) => {
                scroller.current?.focus();
                setActive(spot);
                if (!isExtending) setAnchor(spot);
              }}
              onOpen={() => {
                const row = rows.rowId(item.index);
                if (row !== undefined) onOpenRow?.(row);
              }}
            />
          ))}
        </div>
      </div>
      {rows.total > MAX_ROWS && (
        <p className="muted">
          The first {formatCount(MAX_ROWS)} rows can be scrolled; filter or sort to reach the others.
        </p>
      )}
      {rows.total === 0 && rows.of > 0 && !rows.isWorking && <p className="muted">No customer passes this filter.</p>}
    </>
  );
}

/** The identifier first (it stays in view), then the others in the order of the file. */
function arrange(columns: GridRows['columns']): { order: number[]; widths: number[] } {
  const frozen = Math.max(
    0,
    columns.findIndex(column => column.role === 'identifier'),
  );
  const order = columns.map((_, index) => index).filter(index => index !== frozen);
  if (columns.length > 0) order.unshift(frozen);
  const widths = order.map(index => Math.min(220, Math.max(96, columns[index].name.length * 8 + 34)));
  return { order, widths };
}
