import { useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { CustomerOffers } from '#shared/offers/result';
import { formatCount, formatFixed } from '#shared/format';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useDebounced } from '../../hooks/useDebounced.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { ViewProps } from './Findings.tsx';
import { SaveList } from '../../components/SaveList.tsx';

const PAGE = 50;
const SETTLE_MS = 250;
const EVERYONE = { search: '', segment: null as number | null, product: null as string | null };

/** Every customer with his offers and why, a page at a time. */
export function CustomersOffered({ result }: ViewProps) {
  const [wanted, setWanted] = useState(EVERYONE);
  const [offset, setOffset] = useState(0);
  const settled = useDebounced(wanted, SETTLE_MS);
  const page = useQuery('offer.customers', { ...settled, offset, limit: PAGE });
  const change = (part: Partial<typeof EVERYONE>) => {
    setOffset(0);
    setWanted({ ...wanted, ...part });
  };
  const { data, error } = page;
  return (
    <>
      <div className="row">
        <Filters result={result} wanted={wanted} onChange={change} />
        <span className="muted grow" aria-live="polite">
          {data && `${formatCount(data.total)} of ${formatCount(data.of)} customers`}
        </span>
        <SaveList method="offer.save" working="Writing the offers" />
      </div>
      {error && <Failure error={error} onRetry={page.askAgain} />}
      {!data && !error && <ProgressBar done={0} total={0} label="Looking the offers up" />}
      {data && <OfferTable rows={data.rows} />}
      {data && data.total > PAGE && <Pages offset={offset} total={data.total} onGo={setOffset} />}
    </>
  );
}

interface FilterProps extends ViewProps {
  readonly wanted: typeof EVERYONE;
  onChange(part: Partial<typeof EVERYONE>): void;
}

function Filters({ result, wanted, onChange }: FilterProps) {
  return (
    <>
      <TextField
        size="small"
        placeholder="Find a customer"
        value={wanted.search}
        onChange={event => onChange({ search: event.target.value })}
        slotProps={{ htmlInput: { 'aria-label': 'Find a customer', maxLength: 200 } }}
      />
      {result.segments.length > 0 && (
        <Choice
          label="Segment"
          value={wanted.segment === null ? '' : String(wanted.segment)}
          choices={[
            { value: '', label: 'All segments' },
            ...result.segments.map(({ id, name }) => ({ value: String(id), label: `${id} ${name}` })),
          ]}
          onChange={value => onChange({ segment: value === '' ? null : Number(value) })}
        />
      )}
      <Choice
        label="Offered product"
        value={wanted.product ?? ''}
        choices={[
          { value: '', label: 'All products' },
          ...result.products.map(({ product }) => ({ value: product, label: product })),
        ]}
        onChange={value => onChange({ product: value === '' ? null : value })}
      />
    </>
  );
}

function Pages({ offset, total, onGo }: { offset: number; total: number; onGo(offset: number): void }) {
  const last = Math.min(total, offset + PAGE);
  return (
    <div className="row">
      <Button disabled={offset === 0} onClick={() => onGo(Math.max(0, offset - PAGE))}>
        Earlier
      </Button>
      <span className="muted">
        {formatCount(offset + 1)} to {formatCount(last)}
      </span>
      <Button disabled={last >= total} onClick={() => onGo(offset + PAGE)}>
        Later
      </Button>
    </div>
  );
}

function OfferTable({ rows }: { rows: readonly CustomerOffers[] }) {
  if (rows.length === 0) return <p className="muted">No customer fits these filters.</p>;
  return (
    <TableScroll label="Customers and their offers" className="offerTable">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Customer</th>
            <th scope="col">Has</th>
            <th scope="col">Offer</th>
            <th scope="col" className="number" title="Comparable within one customer only">
              Score
            </th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(customer =>
            customer.offers.length === 0 ? (
              <Nothing key={customer.row} customer={customer} />
            ) : (
              <Rows key={customer.row} customer={customer} />
            ),
          )}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Nothing({ customer }: { customer: CustomerOffers }) {
  return (
    <tr>
      <th scope="row">{customer.customer}</th>
      <td>{hasText(customer)}</td>
      <td colSpan={3} className="muted">
        Nothing is left to offer under the rules.
      </td>
    </tr>
  );
}

function Rows({ customer }: { customer: CustomerOffers }) {
  return customer.offers.map(({ rank, product, score, reason }) => (
    <tr key={rank} className={rank > 1 ? 'isFollowing' : undefined}>
      <th scope="row">
        {rank === 1 && customer.customer}
        {rank === 1 && customer.segment && <div className="muted">{customer.segment}</div>}
      </th>
      <td>{rank === 1 && hasText(customer)}</td>
      <td>
        {rank}. {product}
      </td>
      <td className="number">{formatFixed(score, 3)}</td>
      <td>{reason}</td>
    </tr>
  ));
}

function hasText({ owned, nOwned }: CustomerOffers): string {
  if (nOwned === 0) return 'nothing yet';
  const named = owned.slice(0, 3).join(', ');
  return nOwned > 3 ? `${named} and ${formatCount(nOwned - 3)} more` : named;
}
