import { GridRow } from './GridRow.tsx';
import { HEAD_HEIGHT, isBetween, ROW_HEIGHT } from './gridShape.ts';
import type { GridTableProps } from './GridTable.tsx';
import type { GridWindow } from './useGridWindow.ts';

/** The rows in view. A row that goes out at one end comes in at the other, so that scrolling makes no new elements. */
export function GridRows({
  grid,
  view,
  id,
  width,
  firstWidth,
  lastRow,
}: {
  grid: Pick<GridTableProps, 'rows' | 'active' | 'anchor'>;
  view: GridWindow;
  id: string;
  width: number;
  firstWidth: number;
  lastRow: number;
}) {
  const { rows, active, anchor } = grid;
  const { firstRow, slots, firstColumn, lastColumn, shift } = view;
  const isBlock = active.row !== anchor.row || active.column !== anchor.column;
  const from = Math.min(active.column, anchor.column);
  const to = Math.max(active.column, anchor.column);
  const drawn = [];
  for (let index = firstRow; index <= lastRow; index++) {
    const isSelected = isBetween(index, active.row, anchor.row);
    drawn.push(
      <GridRow
        key={index % slots}
        id={id}
        index={index}
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
      />,
    );
  }
  return <>{drawn}</>;
}
