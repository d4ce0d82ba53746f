import { useEffect, type RefObject } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { FROZEN_WIDTH, HEAD_HEIGHT, ROW_HEIGHT, type CellSpot } from './gridShape.ts';

/** Which rows and columns of the grid are in view, and how to bring a cell into it. */
export function useGridWindow(scroller: RefObject<HTMLDivElement | null>, nRows: number, widths: readonly number[]) {
  // oxlint-disable-next-line react/incompatible-library -- matters to the React compiler only, which is not used here
  const vertical = useVirtualizer({
    count: nRows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const horizontal = useVirtualizer({
    horizontal: true,
    count: Math.max(0, widths.length - 1),
    getScrollElement: () => scroller.current,
    estimateSize: index => widths[index + 1],
    overscan: 2,
    paddingStart: FROZEN_WIDTH,
    scrollPaddingStart: FROZEN_WIDTH,
  });
  useEffect(() => horizontal.measure(), [horizontal, widths]);
  const rows = vertical.getVirtualItems();
  return {
    rows,
    columns: horizontal.getVirtualItems(),
    firstRow: rows[0]?.index ?? 0,
    lastRow: rows.at(-1)?.index ?? 0,
    height: vertical.getTotalSize(),
    width: horizontal.getTotalSize(),
    show: (spot: CellSpot) => {
      vertical.scrollToIndex(spot.row);
      if (spot.column > 0) horizontal.scrollToIndex(spot.column - 1);
    },
  };
}
