import { formatCount, formatFixed, formatPercent } from '#shared/format';
import { TableScroll } from '../../components/TableScroll.tsx';
import type { ViewProps } from './Findings.tsx';

/** How often each product is had and offered, and what goes together. */
export function Together({ result: { products, associations, account } }: ViewProps) {
  return (
    <>
      <section className="stack" aria-labelledby="offered-products">
        <h2 id="offered-products">Products by how often they are offered</h2>
        <TableScroll label="Products" className="productTable">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Product</th>
                <th scope="col" className="number">
                  Have it
                </th>
                <th scope="col" className="number">
                  Offered to
                </th>
                <th scope="col" className="number">
                  As the first
                </th>
              </tr>
            </thead>
            <tbody>
              {products.map(({ product, n, share, offered, offeredFirst }) => (
                <tr key={product}>
                  <th scope="row">{product}</th>
                  <td className="number">
                    {formatCount(n)} ({formatPercent(share)})
                  </td>
                  <td className="number">{formatCount(offered)}</td>
                  <td className="number">{formatCount(offeredFirst)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </section>
      <section className="stack" aria-labelledby="what-goes-together">
        <h2 id="what-goes-together">
          {associations.length === 0
            ? 'No two products go together certainly more often than by chance'
            : 'What goes together more often than by chance'}
        </h2>
        {associations.length > 0 && (
          <TableScroll label="Rules between products" className="productTable">
            <table className="table">
              <caption>
                n = {formatCount(account.customersWithProducts)} customers with products; 95 % intervals.
              </caption>
              <thead>
                <tr>
                  <th scope="col">Who has</th>
                  <th scope="col">Also has</th>
                  <th scope="col" className="number">
                    Have both
                  </th>
                  <th scope="col" className="number" title="Share of all customers with products who have both">
                    Support
                  </th>
                  <th scope="col" className="number" title="Share of the holders of the first who have the second">
                    Confidence
                  </th>
                  <th scope="col" className="number" title="Confidence over the share of all who have the second">
                    Lift
                  </th>
                </tr>
              </thead>
              <tbody>
                {associations.map(({ from, to, n, support, confidence, lift }) => (
                  <tr key={`${from} ${to}`}>
                    <td>{from}</td>
                    <td>{to}</td>
                    <td className="number">{formatCount(n)}</td>
                    <td className="number">{formatPercent(support.value)}</td>
                    <td className="number">
                      {formatPercent(confidence.value)}
                      <div className="interval">
                        {formatPercent(confidence.low)} to {formatPercent(confidence.high)}
                      </div>
                    </td>
                    <td className="number">
                      {formatFixed(lift.value, 2)}
                      <div className="interval">
                        {formatFixed(lift.low, 2)} to {formatFixed(lift.high, 2)}
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
      </section>
    </>
  );
}
