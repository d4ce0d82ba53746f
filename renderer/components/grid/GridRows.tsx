import { useEffect, useReducer, useState } from 'react';
import { GridRow } from './GridRow.tsx';
import { HEAD_HEIGHT, isBetween, ROW_HEIGHT } from './gridShape.ts';
import type { GridTableProps } from './GridTable.tsx';
import { RowFill, type RowState } from './RowFill.ts';
import { EXTRA_ROWS, type GridWindow } from './useGridWindow.ts';

interface GridRowsProps {
  readonly grid: Pick<GridTableProps, 'rows' | 'active' | 'anchor'>;
  readonly view: GridWindow;
  readonly id: string;
  readonly width: number;
  readonly firstWidth: number;
  readonly lastRow: number;
}

/**
 * The rows in view. A row that goes out at one end comes in at the other, so that scrolling makes no new elements; it keeps its place among the
 * elements too, since to move an element is to lay it out from the start. `aria-owns` tells the order in which the rows are read.
 */
export function GridRows(props: GridRowsProps) {
  const { grid, view, id, width, firstWidth, lastRow } = props;
  const { rows, active, anchor } = grid;
  const { firstRow, slots, firstColumn, lastColumn, shift } = view;
  const states = useRowStates(props);
  const isBlock = active.row !== anchor.row || active.column !== anchor.column;
  const from = Math.min(active.column, anchor.column);
  const to = Math.max(active.column, anchor.column);
  const bySlot = [];
  const inOrder = [];
  for (let index = firstRow; index <= lastRow; index++) {
    const slot = index % slots;
    const isSelected = isBetween(index, active.row, anchor.row);
    inOrder.push(`${id}-row-${slot}`);
    bySlot[slot] = (
      <GridRow
        key={slot}
        id={id}
        slot={slot}
        index={index}
        state={states.get(index) ?? 'drawn'}
        top={HEAD_HEIGHT + index * ROW_HEIGHT + shift}
        width={width}
        pages={rows.pages}
        version={rows.pages.rowVersion(index, firstColumn, lastColumn)}
        columns={rows.columns}
        items={view.items}
        firstWidth={firstWidth}
        active={index === active.row ? active.column : -1}
        selectedFrom={isSelected ? from : -1}
        selectedTo={isSelected ? to : -1}
        isBlock={isBlock}
      />
    );
  }
  return (
    <div role="rowgroup" aria-owns={inOrder.join(' ')}>
      {bySlot}
    </div>
  );
}

/** Which rows are drawn now and which in the next frames: those in sight come before those just outside. */
function useRowStates({ grid, view, lastRow }: GridRowsProps): ReadonlyMap<number, RowState> {
  const [fill] = useState(() => new RowFill());
  const [times, drawMore] = useReducer((times: number) => times + 1, 0);
  const { pages } = grid.rows;
  const { firstRow, slots, firstColumn, lastColumn } = view;
  const states = new Map<number, RowState>();
  fill.startFrame();
  for (const index of inSightFirst(firstRow, lastRow)) {
    const row = { slot: index % slots, index, isKnown: pages.has(index), firstColumn, lastColumn };
    const content = { ...row, version: pages.rowVersion(index, firstColumn, lastColumn) };
    states.set(index, fill.state(content, index === grid.active.row));
  }
  const { isBehind } = fill;
  useEffect(() => {
    if (!isBehind) return undefined;
    const frame = requestAnimationFrame(drawMore);
    return () => cancelAnimationFrame(frame);
  }, [isBehind, times]);
  return states;
}

function inSightFirst(firstRow: number, lastRow: number): number[] {
  const order: number[] = [];
  const start = Math.min(lastRow + 1, firstRow === 0 ? 0 : firstRow + EXTRA_ROWS);
  for (let index = start; index <= lastRow; index++) order.push(index);
  for (let index = start - 1; index >= firstRow; index--) order.push(index);
  return order;
}
