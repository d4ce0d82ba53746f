import { useCallback, useMemo, useRef, useState } from 'react';
import type { Filter, PageRequest } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { announce } from '../../hooks/announce.ts';
import { useShownFilter } from '../../hooks/filterText.ts';
import { Failure } from '../Failure.tsx';
import { filterWords } from './filterWords.ts';
import { FilterBanner } from './FilterBanner.tsx';
import { FilterForm } from './FilterForm.tsx';
import { FindBar } from './FindBar.tsx';
import { GridTable } from './GridTable.tsx';
import type { CellSpot } from './gridShape.ts';
import { useFind } from './useFind.ts';
import { useGridRows } from './useGridRows.ts';
import './grid.css';

export interface CustomerGridProps {
  readonly label: string;
  /** Filters that come from a click on a picture; shown in the banner and lifted by `onClear`. */
  readonly filters: readonly Filter[];
  readonly onClear?: () => void;
  readonly isTall?: boolean;
  readonly autoFocusFind?: boolean;
  /** Cells can be typed over. */
  readonly isEditable?: boolean;
  /** Called with the row of the customer table on Enter or a double click. */
  readonly onOpenRow?: (row: number) => void;
}
const TOP_LEFT: CellSpot = { row: 0, column: 0 };

/** Customers in rows: virtual both ways, sorted, filtered, searched, edited, copied; the filter is always in sight. */
export function CustomerGrid(props: CustomerGridProps) {
  const { label, filters, onClear, isTall, autoFocusFind, isEditable = false, onOpenRow } = props;
  const [own, setOwn] = useState<Filter[]>([]);
  const [sort, setSort] = useState<PageRequest['sort']>(null);
  const [active, setActive] = useState(TOP_LEFT);
  const [anchor, setAnchor] = useState(TOP_LEFT);
  const [said, setSaid] = useState('');
  const all = useMemo(() => [...filters, ...own], [filters, own]);
  const rows = useGridRows(all, sort);
  const shower = useRef<(spot: CellSpot) => void>(() => undefined);
  const onReady = useCallback((show: (spot: CellSpot) => void) => {
    shower.current = show;
  }, []);
  const kindOf = (filter: Filter) =>
    filter.op === 'rows' ? undefined : rows.columns.find(({ name }) => name === filter.column)?.kind;
  const words = all.map(filter => filterWords(filter, kindOf(filter)));
  useShownFilter(words.join(' and ') || 'none');
  const say = (text: string) => {
    setSaid(text);
    announce(text);
  };
  const pick = (spot: CellSpot, isExtending: boolean) => {
    setActive(spot);
    if (!isExtending) setAnchor(spot);
  };
  const go = (spot: CellSpot) => {
    pick(spot, false);
    shower.current(spot);
  };
  const find = useFind({ columns: rows.columns, filters: all, sort, active, show: go });
  return (
    <section className={`gridBox ${isTall ? 'isTall' : ''}`} aria-label={label}>
      <FindBar
        find={find}
        columns={rows.columns}
        autoFocus={autoFocusFind}
        onGoToRow={row => {
          const last = Math.max(0, rows.total - 1);
          go({ row: Math.min(row - 1, last), column: active.column });
          say(row > rows.total ? `There are ${formatCount(rows.total)} rows` : `Row ${formatCount(row)}`);
        }}
      />
      <div className="row">
        <FilterForm columns={rows.columns} onAdd={filter => setOwn([...own, filter])} />
        <span className="grow" />
        <span className="muted gridSaid">{said}</span>
        <span className="muted">
          {rows.isCounted && `${formatCount(rows.total)} of ${formatCount(rows.of)} customers`}
        </span>
      </div>
      {all.length > 0 && (
        <FilterBanner
          words={words}
          nFixed={filters.length}
          total={rows.total}
          of={rows.of}
          isCounted={rows.isCounted}
          onRemove={index => setOwn(own.filter((_, i) => i !== index - filters.length))}
          onClear={() => {
            setOwn([]);
            onClear?.();
            announce('Filter lifted');
          }}
        />
      )}
      {rows.error && <Failure error={rows.error} />}
      <GridTable
        label={label}
        rows={rows}
        filters={all}
        sort={sort}
        active={active}
        anchor={anchor}
        isEditable={isEditable}
        onSort={setSort}
        onPick={pick}
        onFindNext={find.go}
        say={say}
        onReady={onReady}
        onOpenRow={onOpenRow}
      />
    </section>
  );
}
