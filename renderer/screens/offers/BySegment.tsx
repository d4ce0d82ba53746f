import { formatCount, formatPercent } from '#shared/format';
import { Empty } from '../../components/Empty.tsx';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import type { ViewProps } from './Findings.tsx';

const MOST = 3;

/** The next best products of each segment. */
export function BySegment({ result: { segments, keyColumn, source } }: ViewProps) {
  const hasBook = source.from === 'ownership' || keyColumn !== null;
  if (segments.length === 0)
    return (
      <Empty title="No segments to offer to">
        <p>
          {hasBook
            ? 'Find segments on the Segments screen: offers by segment, and those to customers without products, then follow them.'
            : 'These customers are those of the list; open a customer table and add the list to it to offer by segment.'}
        </p>
      </Empty>
    );
  return (
    <TableScroll label="Next best products by segment">
      <table className="table">
        <caption>The product that stands first, most often, with how many of the segment have it already.</caption>
        <thead>
          <tr>
            <th scope="col">Segment</th>
            <th scope="col" className="number">
              Customers
            </th>
            <th scope="col" className="number">
              Without products
            </th>
            <th scope="col">Product</th>
            <th scope="col" className="number">
              First offer of
            </th>
            <th scope="col" className="number">
              Have it already
            </th>
          </tr>
        </thead>
        <tbody>
          {segments.flatMap(segment =>
            segment.products.slice(0, MOST).map((product, i) => (
              <tr key={`${segment.id} ${product.product}`} className={i > 0 ? 'isFollowing' : undefined}>
                <th scope="row">{i === 0 && <SegmentMark id={segment.id} name={segment.name} />}</th>
                <td className="number">{i === 0 && formatCount(segment.n)}</td>
                <td className="number">{i === 0 && formatCount(segment.nCold)}</td>
                <td>{product.product}</td>
                <td className="number">
                  {formatCount(product.n)} ({formatPercent(product.share)})
                </td>
                <td className="number">{formatPercent(product.ownedShare)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </TableScroll>
  );
}
