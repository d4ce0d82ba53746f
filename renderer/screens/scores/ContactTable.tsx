import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatCount, formatPercent } from '#shared/format';
import { Answered } from '../../components/Answered.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { PageButtons, PAGE_ROWS, pageWithin } from './PageButtons.tsx';
import { SaveList } from '../../components/SaveList.tsx';
import { goTo } from '../../hooks/useRoute.ts';

/** The list itself, in the order in which it is worked through. */
export function ContactTable({ n }: { n: number }) {
  const [asked, setPage] = useState(0);
  const page = pageWithin(asked, n);
  const rows = useQuery('decide.contacts', { offset: page * PAGE_ROWS, limit: PAGE_ROWS });
  if (n === 0) return null;
  return (
    <section className="stack" aria-label="Contact list">
      <div className="row">
        <h2 className="grow">Whom to contact, in this order</h2>
        <PageButtons page={page} total={n} onChange={setPage} />
        <SaveList method="decide.saveContacts" />
      </div>
      <Answered query={rows} what="Finding reasons">
        {data => (
          <TableScroll label="Customers to contact">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col" className="number">
                    No.
                  </th>
                  <th scope="col">Customer</th>
                  <th scope="col" className="number">
                    Score
                  </th>
                  <th scope="col">Reasons</th>
                  <th scope="col">Action</th>
                  <th scope="col" className="number" title="What is saved where it works">
                    Value
                  </th>
                  <th scope="col" className="number" title="Probability × success × value − cost">
                    Expected
                  </th>
                  <th scope="col" className="number" title="From careful to hopeful assumptions">
                    Range
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.rows.map((contact, i) => (
                  <tr key={contact.row}>
                    <td className="number">{formatCount(page * PAGE_ROWS + i + 1)}</td>
                    <th scope="row">
                      <Button size="small" onClick={() => goTo(`/scores?view=customers&row=${contact.row}`)}>
                        {contact.customer}
                      </Button>
                    </th>
                    <td className="number">{formatPercent(contact.score)}</td>
                    <td>{contact.reasons.join('; ') || '–'}</td>
                    <td className="isWhole">{contact.action}</td>
                    <td className="number">{formatCount(Math.round(contact.value))}</td>
                    <td className="number">{formatCount(Math.round(contact.expected.value))}</td>
                    <td className="number muted">
                      {formatCount(Math.round(contact.expected.low))} to{' '}
                      {formatCount(Math.round(contact.expected.high))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
      </Answered>
    </section>
  );
}
