import { useState } from 'react';
import Button from '@mui/material/Button';
import { DECISIONS, type CreditDecision, type Decision } from '#shared/decisions/credit';
import { formatCount, formatPercent } from '#shared/format';
import { Answered } from '../../components/Answered.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';
import { DECISION_WORDS } from './creditWords.ts';
import { DecideByHand } from './DecideByHand.tsx';
import { PageButtons, PAGE_ROWS, pageWithin } from './PageButtons.tsx';
import { SaveList } from '../../components/SaveList.tsx';

const ALL = 'all';

interface CreditTableProps {
  readonly wanted: Decision | null;
  /** Customers that are decided so. */
  readonly of: number;
  onWant(decision: Decision | null): void;
}

/** Customers by decision, the highest probability first; a person may decide otherwise. */
export function CreditTable({ wanted, of, onWant }: CreditTableProps) {
  const [asked, setPage] = useState(0);
  const [deciding, setDeciding] = useState<CreditDecision | null>(null);
  const page = pageWithin(asked, of);
  const rows = useQuery('decide.creditRows', { offset: page * PAGE_ROWS, limit: PAGE_ROWS, decision: wanted });
  return (
    <section className="stack" aria-label="Customers by decision">
      <div className="row">
        <FormChoice
          label="Decision"
          value={wanted ?? ALL}
          choices={[
            { value: ALL, label: 'All' },
            ...DECISIONS.map(decision => ({ value: decision, label: DECISION_WORDS[decision] })),
          ]}
          onChange={next => {
            setPage(0);
            onWant(next === ALL ? null : (next as Decision));
          }}
        />
        <span className="grow" />
        <PageButtons page={page} total={of} onChange={setPage} />
        <SaveList method="decide.saveCredit" />
      </div>
      <Answered query={rows} what="Looking the customers up">
        {data => <Rows rows={data.rows} onDecide={setDeciding} />}
      </Answered>
      {deciding && <DecideByHand key={deciding.row} decision={deciding} onClose={() => setDeciding(null)} />}
    </section>
  );
}

function Rows({ rows, onDecide }: { rows: readonly CreditDecision[]; onDecide(decision: CreditDecision): void }) {
  if (rows.length === 0) return <p className="muted">No customer is decided so.</p>;
  return (
    <TableScroll label="Customers by decision">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Customer</th>
            <th scope="col" className="number">
              Score
            </th>
            <th scope="col">Decision</th>
            <th scope="col" className="number">
              Line
            </th>
            <th scope="col">Why</th>
            <th scope="col">
              <span className="visually-hidden">By hand</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.row}>
              <th scope="row">
                <Button size="small" onClick={() => goTo(`/scores?view=customers&row=${row.row}`)}>
                  {row.customer}
                </Button>
              </th>
              <td className="number">{formatPercent(row.score)}</td>
              <td>
                {DECISION_WORDS[row.decision]}
                {row.override && <span className="muted"> (by hand)</span>}
              </td>
              <td className="number">{row.line === null ? '–' : formatCount(row.line)}</td>
              <td>{row.reasons.join('; ')}</td>
              <td>
                <Button size="small" aria-label={`Decide about ${row.customer}`} onClick={() => onDecide(row)}>
                  Decide
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
