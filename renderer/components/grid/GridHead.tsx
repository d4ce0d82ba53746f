import { memo } from 'react';
import type { GridColumn, PageRequest } from '#shared/contract/dataset';
import { NUMBER_WIDTH, isNumberColumn, type GridItem } from './gridShape.ts';

export interface GridHeadProps {
  readonly id: string;
  readonly columns: readonly GridColumn[];
  readonly items: readonly GridItem[];
  readonly width: number;
  readonly firstWidth: number;
  readonly sort: PageRequest['sort'];
  /** Position of the active cell when it is in the head, else -1. */
  readonly active: number;
}

/** The names of the columns: a click sorts, dragging the edge makes a column wider. Clicks are handled by the grid. */
export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const { columns, items, width, firstWidth } = props;
  if (columns.length === 0) return null;
  return (
    <div className="gridHead" role="row" aria-rowindex={1} style={{ width }}>
      <div className="gridFrozen" role="presentation" style={{ width: NUMBER_WIDTH + firstWidth }}>
        <div className="gridNumber" aria-hidden="true">
          Row
        </div>
        <HeadCell head={props} position={0} left={NUMBER_WIDTH} width={firstWidth} />
      </div>
      {items.map(item => (
        <HeadCell key={item.position} head={props} position={item.position} left={item.left} width={item.width} />
      ))}
    </div>
  );
});

function HeadCell(parts: { head: GridHeadProps; position: number; left: number; width: number }) {
  const { head, position, left, width } = parts;
  const column = head.columns[position];
  if (!column) return null;
  const order = orderOf(column.name, head.sort);
  const classes = [
    'gridCell',
    position === 0 && 'isFrozen',
    isNumberColumn(column) && 'isNumber',
    position === head.active && 'isActive',
  ];
  return (
    <div
      id={`${head.id}-head-${position}`}
      role="columnheader"
      aria-colindex={position + 1}
      aria-sort={order}
      className={classes.filter(Boolean).join(' ')}
      style={{ left, width }}
      title={`${column.label ? `${column.label} (${column.name})` : column.name}: click to sort, drag the edge to widen`}
      data-column={position}
      data-head=""
    >
      {column.name}
      {ARROWS[order]}
      <span className="gridEdge" data-edge={position} aria-hidden="true" />
    </div>
  );
}

const ARROWS = { none: '', ascending: ' ↑', descending: ' ↓' } as const;

function orderOf(column: string, sort: PageRequest['sort']): keyof typeof ARROWS {
  if (sort?.column !== column) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}

/** Ascending, then descending, then the order of the file. */
export function nextSort(column: string, sort: PageRequest['sort']): PageRequest['sort'] {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}
