import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatCount } from '#shared/format';
import type { ScoringResult } from '#shared/scoring/result';
import { CustomerGrid } from '../../components/grid/CustomerGrid.tsx';
import { goTo } from '../../hooks/useRoute.ts';

type Report = ScoringResult['statements'];

/** What the data itself says of the event, confirmed on customers that it was not found on, each with the customers behind it. */
export function StatementList({ report }: { report: Report }) {
  const [shown, setShown] = useState<string | null>(null);
  const { statements, method, nTried } = report;
  const picked = statements.find(({ words }) => words === shown);
  return (
    <section className="stack" aria-labelledby="statements-title">
      <h2 id="statements-title">What the data says</h2>
      {statements.length === 0 && (
        <p>
          Of {formatCount(nTried)} groups of customers that were compared, none had the event so much more or less often
          that it held on other customers.
        </p>
      )}
      <ul className="statements">
        {statements.map(({ words, sentence, direction, conditions }) => (
          <li key={words}>
            <span className="statementMark" aria-hidden="true">
              {direction === 'more' ? '▲' : '▼'}
            </span>
            <p className="grow">{sentence}</p>
            {conditions.length > 0 && (
              <Button
                variant="outlined"
                aria-pressed={words === shown}
                onClick={() => setShown(words === shown ? null : words)}
              >
                {words === shown ? 'Hide these customers' : 'Show these customers'}
                <span className="visually-hidden">: {words}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {picked && (
        <CustomerGrid
          label={`Customers with ${picked.words}`}
          filters={picked.conditions}
          onClear={() => setShown(null)}
          onOpenRow={row => goTo(`/customer?row=${row}`)}
        />
      )}
      <p className="muted">{method}</p>
    </section>
  );
}
