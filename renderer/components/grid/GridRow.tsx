import type { CSSProperties } from 'react';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { CellValue } from '#shared/columns';
import { TIER_COLUMN, type Page } from '#shared/contract/dataset';
import { TIERS, type Tier } from '#shared/results';
import { TierMark } from '../TierMark.tsx';
import { cellText } from './cellText.ts';
import { FROZEN_WIDTH, isBetween, isNumberColumn, ROW_HEIGHT, type CellSpot } from './gridShape.ts';

export interface GridRowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly width: number;
  readonly values: readonly CellValue[] | undefined;
  readonly columns: Page['columns'];
  readonly order: readonly number[];
  readonly items: readonly VirtualItem[];
  readonly active: CellSpot;
  readonly anchor: CellSpot;
  onPick(spot: CellSpot, isExtending: boolean): void;
  onOpen(): void;
}

export function GridRow(props: GridRowProps) {
  const { index, top, width, order, items } = props;
  return (
    <div
      className="gridRow"
      role="row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${top}px)`, top: 0, height: ROW_HEIGHT, width }}
      onDoubleClick={props.onOpen}
    >
      {order.length > 0 && <GridCell row={props} position={0} style={{ left: 0, width: FROZEN_WIDTH }} />}
      {items.map(item => (
        <GridCell key={item.key} row={props} position={item.index + 1} style={{ left: item.start, width: item.size }} />
      ))}
    </div>
  );
}

function GridCell({ row, position, style }: { row: GridRowProps; position: number; style: CSSProperties }) {
  const { id, index, values, columns, order, active, anchor } = row;
  const column = columns[order[position]];
  if (!column) return null;
  const value = values?.[order[position]];
  const isWithin = isBetween(index, active.row, anchor.row) && isBetween(position, active.column, anchor.column);
  return (
    <div
      id={`${id}-${index}-${position}`}
      role={position === 0 ? 'rowheader' : 'gridcell'}
      aria-colindex={position + 1}
      aria-selected={isWithin}
      className={cellClass(row, position, isNumberColumn(column), value, isWithin)}
      style={style}
      title={typeof value === 'string' && value.length > 14 ? value : undefined}
      onMouseDown={event => row.onPick({ row: index, column: position }, event.shiftKey)}
    >
      <CellContent value={value} column={column} />
    </div>
  );
}

function cellClass(
  { index, active, anchor }: GridRowProps,
  position: number,
  isNumber: boolean,
  value: CellValue | undefined,
  isWithin: boolean,
): string {
  const isBlock = active.row !== anchor.row || active.column !== anchor.column;
  const classes = [
    'gridCell',
    position === 0 && 'isFrozen',
    isNumber && 'isNumber',
    value === null && 'isMissing',
    isWithin && isBlock && 'isSelected',
    index === active.row && position === active.column && 'isActive',
  ];
  return classes.filter(Boolean).join(' ');
}

function CellContent({ value, column }: { value: CellValue | undefined; column: Page['columns'][number] }) {
  if (value === undefined) return null;
  if (value === null) return <span>missing</span>;
  if (column.name === TIER_COLUMN && TIERS.includes(value as Tier)) return <TierMark tier={value as Tier} />;
  return <>{cellText(value, column.kind, column.role)}</>;
}
