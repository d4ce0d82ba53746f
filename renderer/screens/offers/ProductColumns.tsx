import Button from '@mui/material/Button';
import type { PossibleProduct } from '#shared/contract/offer';
import { formatCount, formatPercent } from '#shared/format';
import type { OfferSource } from '#shared/offers/choices';
import { TableScroll } from '../../components/TableScroll.tsx';

/** Which columns of the customer table are products. */
export function ProductColumns(props: {
  columns: readonly PossibleProduct[];
  source: Extract<OfferSource, { from: 'ownership' }>;
  isDisabled: boolean;
  onChange(source: OfferSource): void;
}) {
  const { columns, source, isDisabled, onChange } = props;
  const chosen = new Set(source.products);
  const take = (names: ReadonlySet<string>) =>
    onChange({ ...source, products: columns.filter(({ column }) => names.has(column)).map(({ column }) => column) });
  const flip = (column: string) => {
    const next = new Set(chosen);
    if (!next.delete(column)) next.add(column);
    take(next);
  };
  return (
    <section className="stack" aria-labelledby="offer-products-title">
      <div className="row">
        <h2 id="offer-products-title" className="grow">
          {formatCount(chosen.size)} of {formatCount(columns.length)} columns are products
        </h2>
        <Button disabled={isDisabled} onClick={() => take(new Set(columns.map(({ column }) => column)))}>
          Take all
        </Button>
        <Button disabled={isDisabled} onClick={() => take(new Set())}>
          Take none
        </Button>
      </div>
      <p className="muted">
        Above zero, or yes, means that a customer has it. Protected columns, outcomes and identifiers are not listed.
      </p>
      <TableScroll label="Columns that may be products" className="productTable">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Product</th>
              <th scope="col">Column</th>
              <th scope="col" className="number">
                Customers who have it
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ column, ownedShare }) => (
              <tr key={column}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`${column} is a product`}
                    checked={chosen.has(column)}
                    disabled={isDisabled}
                    onChange={() => flip(column)}
                  />
                </td>
                <th scope="row">{column}</th>
                <td className="number">{formatPercent(ownedShare)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
