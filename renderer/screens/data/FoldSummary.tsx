import { formatCount, formatThings } from '#shared/format';
import type { FoldReport } from '#shared/results';

const HOW: Record<FoldReport['columns'][number]['how'], string> = {
  set: 'all values kept as a set',
  sum: 'added up',
  max: 'largest taken',
  first: 'first taken',
  latest: 'latest taken',
};

/** What happened to customers that stood on several rows. */
export function FoldSummary({ fold }: { fold: FoldReport }) {
  return (
    <div className="foldSummary">
      <p>
        {formatThings(fold.foldedCustomers, 'customer stands', 'customers stand')} on several rows;{' '}
        {formatCount(fold.rowsBefore)} rows were folded into {formatCount(fold.customers)} customers by {fold.keyColumn}
        .
      </p>
      <ul>
        {fold.columns.map(column => (
          <li key={column.column}>
            <strong>{column.column}</strong> differed for {formatThings(column.customers, 'customer')}:{' '}
            {HOW[column.how]}
          </li>
        ))}
      </ul>
    </div>
  );
}
