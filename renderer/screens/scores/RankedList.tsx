import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { RankedCustomer } from '#shared/contract/score';
import { formatCount, formatPercent } from '#shared/format';
import { BandMark } from '../../components/BandMark.tsx';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TierMark } from '../../components/TierMark.tsx';
import { HEAD_HEIGHT, ROW_HEIGHT } from '../../components/grid/gridShape.ts';
import { EXTRA_ROWS, useGridWindow } from '../../components/grid/useGridWindow.ts';
import '../../components/grid/grid.css';
import type { RankedRows } from './useRankedPages.ts';

const NO_COLUMNS = Float64Array.of(0);
const PAGE_STEP = 10;

interface ListColumn {
  readonly title: string;
  readonly width: string;
  readonly isNumber?: boolean;
  cell(customer: RankedCustomer): ReactNode;
}
export interface RankedListProps {
  readonly rows: RankedRows;
  /** Row of the customer table that is open beside the list. */
  readonly opened: number | null;
  /** Empty where customers are not grouped. */
  readonly segments: readonly { readonly id: number; readonly name: string }[];
  readonly hasTiers: boolean;
  readonly hasCreditLine: boolean;
  onOpen(row: number): void;
}

/** Ranked customers, only those in view drawn: arrows move, Enter or a click opens one. */
export function RankedList(props: RankedListProps) {
  const { rows, opened, onOpen } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { pages, total } = rows;
  const window = useGridWindow(scroller, total, NO_COLUMNS);
  const [active, setActive] = useState(0);
  const current = Math.min(active, Math.max(0, total - 1));
  const last = Math.min(total, window.firstRow + window.slots) - 1;
  useEffect(() => pages.see(window.firstRow, last), [pages, window.firstRow, last]);
  const columns = columnsOf(props);
  const template = columns.map(({ width }) => width).join(' ');
  const key = (event: KeyboardEvent) => {
    const found = pages.row(current);
    if (event.key === 'Enter' && found) onOpen(found.row);
    const next = moved(event.key, current, total, Math.max(1, window.slots - 2 * EXTRA_ROWS - 1));
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    window.show({ row: next, column: 0 });
  };
  const indexes = Array.from({ length: Math.max(0, last - window.firstRow + 1) }, (_none, i) => window.firstRow + i);
  return (
    <div
      ref={scroller}
      className={`gridScroll rankedScroll ${opened === null ? '' : 'isShort'}`}
      role="grid"
      aria-label="Customers by score"
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={total > 0 ? `${id}-${current}` : undefined}
      tabIndex={0}
      onKeyDown={key}
    >
      <div className="gridSpace" role="presentation" style={{ height: window.pageHeight }}>
        <div className="gridHead rankedRow" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map(({ title, isNumber }) => (
            <div key={title} role="columnheader" className={isNumber ? 'isNumber' : undefined}>
              {title}
            </div>
          ))}
        </div>
        {indexes.map(index => (
          <ListRow
            key={index}
            id={`${id}-${index}`}
            index={index}
            customer={pages.row(index)}
            columns={columns}
            template={template}
            top={HEAD_HEIGHT + index * ROW_HEIGHT + window.shift}
            isActive={index === current}
            opened={opened}
            onOpen={row => {
              setActive(index);
              onOpen(row);
            }}
          />
        ))}
      </div>
      {rows.isCounted && total === 0 && <p className="muted rankedEmpty">No customer fits these filters.</p>}
    </div>
  );
}

interface ListRowProps {
  readonly id: string;
  readonly index: number;
  readonly customer: RankedCustomer | undefined;
  readonly columns: readonly ListColumn[];
  readonly template: string;
  readonly top: number;
  readonly isActive: boolean;
  readonly opened: number | null;
  onOpen(row: number): void;
}

function ListRow({ id, index, customer, columns, template, top, isActive, opened, onOpen }: ListRowProps) {
  const isOpen = customer !== undefined && customer.row === opened;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      aria-busy={customer === undefined}
      className={`rankedRow ${isActive ? 'isActive' : ''} ${isOpen ? 'isOpen' : ''}`}
      style={{ top, gridTemplateColumns: template }}
      onClick={() => customer && onOpen(customer.row)}
    >
      {columns.map(({ title, isNumber, cell }) => (
        <div key={title} role="gridcell" className={isNumber ? 'isNumber' : undefined}>
          {customer ? cell(customer) : <span className="rankedWait" />}
        </div>
      ))}
    </div>
  );
}

function columnsOf({ segments, hasTiers, hasCreditLine }: RankedListProps): readonly ListColumn[] {
  const shared: ListColumn[] = [
    { title: 'Customer', width: '130px', cell: ({ customer }) => <strong>{customer}</strong> },
    { title: 'Score', width: '70px', isNumber: true, cell: ({ score }) => formatPercent(score) },
    { title: 'Band', width: '110px', cell: ({ band }) => <BandMark band={band} /> },
    { title: 'Reasons', width: 'minmax(220px, 1fr)', cell: reasonsOf },
  ];
  const idOf = new Map(segments.map(({ id, name }) => [name, id]));
  const group: ListColumn = {
    title: 'Segment',
    width: '220px',
    cell: ({ segment }) => (segment === null ? '–' : <SegmentMark id={idOf.get(segment) ?? 0} name={segment} />),
  };
  const tier: ListColumn = {
    title: 'Tier',
    width: '90px',
    cell: customer => (customer.tier ? <TierMark tier={customer.tier} /> : '–'),
  };
  const outcome: ListColumn = {
    title: 'Outcome',
    width: '90px',
    cell: ({ outcome: known }) => (known === null ? 'not known' : known === 1 ? 'event' : 'no event'),
  };
  const line: ListColumn = {
    title: 'Credit line',
    width: '100px',
    isNumber: true,
    cell: ({ creditLine }) => (creditLine === null ? '–' : formatCount(creditLine)),
  };
  return [
    ...shared,
    ...(segments.length > 0 ? [group] : []),
    ...(hasTiers ? [tier] : []),
    outcome,
    ...(hasCreditLine ? [line] : []),
  ];
}

function reasonsOf({ reasons }: RankedCustomer) {
  const words = reasons.map(({ short }) => short).join('; ');
  return <span title={words}>{words || <span className="muted">nothing stands out</span>}</span>;
}

/** The row that a key goes to; null for other keys. */
function moved(key: string, from: number, total: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: Math.max(page, PAGE_STEP),
    PageUp: -Math.max(page, PAGE_STEP),
    Home: -total,
    End: total,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(Math.max(0, total - 1), Math.max(0, from + step));
}
