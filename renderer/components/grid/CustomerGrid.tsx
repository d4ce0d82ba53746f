import { useMemo, useState } from 'react';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import type { Filter, PageRequest } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { announce } from '../../hooks/announce.ts';
import { useShownFilter } from '../../hooks/filterText.ts';
import { Failure } from '../Failure.tsx';
import { filterWords } from './filterWords.ts';
import { FilterForm } from './FilterForm.tsx';
import { GridTable } from './GridTable.tsx';
import { useGridRows } from './useGridRows.ts';
import './grid.css';

export interface CustomerGridProps {
  readonly label: string;
  /** Filters that come from a click on a picture; shown in the banner and lifted by `onClear`. */
  readonly filters: readonly Filter[];
  readonly onClear?: () => void;
  readonly isTall?: boolean;
  readonly autoFocusFind?: boolean;
  /** Called with the row of the customer table on Enter or a double click. */
  readonly onOpenRow?: (row: number) => void;
}

/** Customers in rows: virtual both ways, sorted, filtered, copied; the filter is always in sight. */
export function CustomerGrid({ label, filters, onClear, isTall, autoFocusFind, onOpenRow }: CustomerGridProps) {
  const [own, setOwn] = useState<Filter[]>([]);
  const [sort, setSort] = useState<PageRequest['sort']>(null);
  const all = useMemo(() => [...filters, ...own], [filters, own]);
  const rows = useGridRows(all, sort);
  const kindOf = (filter: Filter) =>
    filter.op === 'rows' ? undefined : rows.columns.find(({ name }) => name === filter.column)?.kind;
  const words = all.map(filter => filterWords(filter, kindOf(filter)));
  useShownFilter(words.join(' and ') || 'none');
  const clear = () => {
    setOwn([]);
    onClear?.();
    announce('Filter lifted');
  };
  return (
    <section className={`gridBox ${isTall ? 'isTall' : ''}`} aria-label={label}>
      <div className="row">
        <FilterForm columns={rows.columns} autoFocus={autoFocusFind} onAdd={filter => setOwn([...own, filter])} />
        <span className="grow" />
        <span className="muted">
          {formatCount(rows.total)} of {formatCount(rows.of)} customers
        </span>
      </div>
      {all.length > 0 && (
        <div className="filterBanner" role="status">
          <strong>
            Filtered: {formatCount(rows.total)} of {formatCount(rows.of)} customers
          </strong>
          {words.map((text, index) =>
            index < filters.length ? (
              <Chip key={text} size="small" variant="outlined" label={text} />
            ) : (
              <Chip
                key={text}
                size="small"
                label={text}
                onDelete={() => setOwn(own.filter((_, i) => i !== index - filters.length))}
              />
            ),
          )}
          <span className="grow" />
          <Button onClick={clear}>Show all</Button>
        </div>
      )}
      {rows.error && <Failure error={rows.error} />}
      <GridTable label={label} rows={rows} filters={all} sort={sort} onSort={setSort} onOpenRow={onOpenRow} />
    </section>
  );
}
