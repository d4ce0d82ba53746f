import { memo, useMemo, type CSSProperties, type ReactNode } from 'react';
import type { CellValue } from '#shared/columns';
import { TIER_COLUMN, type GridColumn } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { TIERS, type Tier } from '#shared/results';
import { TierMark } from '../TierMark.tsx';
import { cellText } from './cellText.ts';
import type { GridPages } from './GridPages.ts';
import { isNumberColumn, NUMBER_WIDTH, ROW_HEIGHT, type GridItem } from './gridShape.ts';
import type { RowState } from './RowFill.ts';

interface CellsProps {
  readonly id: string;
  readonly index: number;
  readonly state: RowState;
  readonly pages: GridPages;
  /** Tells whether the cells of this row may have changed. */
  readonly version: string;
  readonly columns: readonly GridColumn[];
  readonly items: readonly GridItem[];
  /** Position of the active cell, -1 when it is in another row. */
  readonly active: number;
  /** Positions that are selected, ends included; -1 when none of this row is. */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  readonly isBlock: boolean;
}
export interface GridRowProps extends CellsProps {
  /** Its place among the elements. */
  readonly slot: number;
  readonly top: number;
  readonly width: number;
  readonly firstWidth: number;
}

/** One row, drawn again only when something in it changed: scrolling moves it by a style on the row alone. */
export const GridRow = memo(function GridRow({ slot, top, width, firstWidth, ...cells }: GridRowProps) {
  const { index, state, columns, pages } = cells;
  const sheetRow = pages.sourceRow(index);
  const first = useMemo(() => [{ position: 0, left: NUMBER_WIDTH, width: firstWidth }], [firstWidth]);
  return (
    <div
      id={`${cells.id}-row-${slot}`}
      className={state === 'blank' ? 'gridRow isBlank' : 'gridRow'}
      role="row"
      aria-rowindex={index + 2}
      aria-busy={state === 'blank'}
      data-row={index}
      style={{ top, height: ROW_HEIGHT, width }}
    >
      <div className="gridFrozen" role="presentation" style={{ width: NUMBER_WIDTH + firstWidth }}>
        <div
          className="gridNumber"
          aria-hidden="true"
          title={sheetRow === undefined ? undefined : `Row ${formatCount(sheetRow)} of the file`}
        >
          {formatCount(index + 1)}
        </div>
        {columns.length > 0 && <Cells {...cells} items={first} />}
      </div>
      <Cells {...cells} />
    </div>
  );
});

/** While a row waits, its cells stay as they are: to empty them and then to fill them would be to lay them out twice. */
const Cells = memo(
  function Cells(row: CellsProps) {
    if (row.state !== 'drawn') return null;
    return row.items.map(item => (
      <GridCell key={item.position} row={row} position={item.position} left={item.left} width={item.width} />
    ));
  },
  (before, after) =>
    after.state !== 'drawn' || (Object.keys(after) as (keyof CellsProps)[]).every(key => before[key] === after[key]),
);

function GridCell(parts: { row: CellsProps; position: number; left: number; width: number }) {
  const { row, position, left, width } = parts;
  const { id, index, columns, pages } = row;
  const column = columns[position];
  if (!column) return null;
  const value = pages.value(index, position);
  const from = pages.editedFrom(index, position);
  const style: CSSProperties = { left, width };
  return (
    <div
      id={`${id}-${index}-${position}`}
      role={position === 0 ? 'rowheader' : 'gridcell'}
      aria-colindex={position + 1}
      aria-selected={isSelected(row, position)}
      className={cellClass(row, position, column, value, from !== undefined)}
      style={style}
      data-column={position}
      title={cellTitle(value, from, column)}
    >
      {cellContent(value, from, column)}
    </div>
  );
}

function isSelected({ selectedFrom, selectedTo }: CellsProps, position: number): boolean {
  return position >= selectedFrom && position <= selectedTo;
}

function cellClass(
  row: CellsProps,
  position: number,
  column: GridColumn,
  value: CellValue | undefined,
  isEdited: boolean,
): string {
  let name = position === 0 ? 'gridCell isFrozen' : 'gridCell';
  if (isNumberColumn(column)) name += ' isNumber';
  if (value === null) name += ' isMissing';
  if (value === undefined) name += ' isLoading';
  if (isEdited) name += ' isEdited';
  if (row.isBlock && isSelected(row, position)) name += ' isSelected';
  return position === row.active ? `${name} isActive` : name;
}

function cellTitle(value: CellValue | undefined, from: CellValue | undefined, column: GridColumn): string | undefined {
  if (value === undefined) return undefined;
  const now = value === null ? 'missing' : cellText(value, column.kind, column.role, column.name);
  if (from !== undefined) return `${shownFrom(from, column)} → ${now}`;
  return typeof value === 'string' && value.length > 12 ? value : undefined;
}

function shownFrom(from: CellValue, { kind, role, name }: GridColumn): string {
  return from === null ? 'missing' : cellText(from, kind, role, name);
}

/** Mostly a text alone, so that another value changes no elements. */
function cellContent(value: CellValue | undefined, from: CellValue | undefined, column: GridColumn): ReactNode {
  const content = contentOf(value, column);
  if (from === undefined) return content;
  return (
    <>
      {content}
      <span className="visually-hidden">, edited, was {shownFrom(from, column)}</span>
    </>
  );
}

function contentOf(value: CellValue | undefined, column: GridColumn): ReactNode {
  if (value === undefined) return 'loading';
  if (value === null) return 'missing';
  if (column.name === TIER_COLUMN && TIERS.includes(value as Tier)) return <TierMark tier={value as Tier} />;
  return cellText(value, column.kind, column.role, column.name);
}
