import type { VirtualItem } from '@tanstack/react-virtual';
import type { CellValue } from '#shared/columns';
import { SEGMENT_COLUMN, TIER_COLUMN, type Page } from '#shared/contract/dataset';
import { TIERS, type Tier } from '#shared/results';
import { TierMark } from '../TierMark.tsx';
import { cellText } from './cellText.ts';
import { FROZEN_WIDTH, ROW_HEIGHT, type CellSpot } from './GridTable.tsx';

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
  const { id, index, top, width, values, columns, order, items, active, anchor } = props;
  const isWithin = (position: number) =>
    between(index, active.row, anchor.row) && between(position, active.column, anchor.column);
  const cell = (position: number, style: React.CSSProperties, isFrozen: boolean) => {
    const column = columns[order[position]];
    if (!column) return null;
    const value = values?.[order[position]];
    const isActive = index === active.row && position === active.column;
    const classes = [
      'gridCell',
      isFrozen && 'isFrozen',
      column.kind === 'number' && 'isNumber',
      value === null && 'isMissing',
      isWithin(position) && (active.row !== anchor.row || active.column !== anchor.column) && 'isSelected',
      isActive && 'isActive',
    ];
    return (
      <div
        key={column.name}
        id={`${id}-${index}-${position}`}
        role={isFrozen ? 'rowheader' : 'gridcell'}
        aria-colindex={position + 1}
        aria-selected={isWithin(position)}
        className={classes.filter(Boolean).join(' ')}
        style={style}
        title={typeof value === 'string' && value.length > 14 ? value : undefined}
        onMouseDown={event => props.onPick({ row: index, column: position }, event.shiftKey)}
      >
        <Cell value={value} column={column} />
      </div>
    );
  };
  return (
    <div
      className="gridRow"
      role="row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${top}px)`, top: 0, height: ROW_HEIGHT, width }}
      onDoubleClick={props.onOpen}
    >
      {cell(0, { left: 0, width: FROZEN_WIDTH }, true)}
      {items.map(item => cell(item.index + 1, { left: item.start, width: item.size }, false))}
    </div>
  );
}

function Cell({ value, column }: { value: CellValue | undefined; column: Page['columns'][number] }) {
  if (value === undefined) return null;
  if (value === null) return <span>missing</span>;
  if (column.name === TIER_COLUMN && TIERS.includes(value as Tier)) return <TierMark tier={value as Tier} />;
  if (column.name === SEGMENT_COLUMN) return <>{String(value)}</>;
  return <>{cellText(value, column.kind)}</>;
}

function between(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}
