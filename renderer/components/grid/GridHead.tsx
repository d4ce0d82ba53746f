import type { VirtualItem } from '@tanstack/react-virtual';
import type { Page, PageRequest } from '#shared/contract/dataset';
import { FROZEN_WIDTH, isNumberColumn } from './gridShape.ts';

export interface GridHeadProps {
  readonly columns: Page['columns'];
  readonly order: readonly number[];
  readonly items: readonly VirtualItem[];
  readonly width: number;
  readonly sort: PageRequest['sort'];
  onSort(sort: PageRequest['sort']): void;
}

export function GridHead({ columns, order, items, width, sort, onSort }: GridHeadProps) {
  const cell = (position: number, style: React.CSSProperties, isFrozen: boolean) => {
    const column = columns[order[position]];
    if (!column) return null;
    const isSorted = sort?.column === column.name;
    const arrow = isSorted ? (sort.descending ? ' ↓' : ' ↑') : '';
    return (
      <div
        key={column.name}
        role="columnheader"
        aria-colindex={position + 1}
        aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
        className={`gridCell ${isFrozen ? 'isFrozen' : ''} ${isNumberColumn(column) ? 'isNumber' : ''}`}
        style={style}
        title={`${column.name}: sort`}
        onClick={() => onSort(nextSort(column.name, sort))}
      >
        {column.name}
        {arrow}
      </div>
    );
  };
  if (columns.length === 0) return null;
  return (
    <div className="gridHead" role="row" aria-rowindex={1} style={{ width }}>
      {cell(0, { left: 0, width: FROZEN_WIDTH }, true)}
      {items.map(item => cell(item.index + 1, { left: item.start, width: item.size }, false))}
    </div>
  );
}

/** Ascending, then descending, then the order of the file. */
export function nextSort(column: string, sort: PageRequest['sort']): PageRequest['sort'] {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}
