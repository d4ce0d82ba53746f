import type { CustomerCard } from '#shared/results';
import { cellText } from '../../components/grid/cellText.ts';
import { ROLE_TEXT } from '../../text/sentences.ts';
import { TableScroll } from '../../components/TableScroll.tsx';

/** Everything recorded about the customer. */
export function CustomerValues({ card }: { card: CustomerCard }) {
  return (
    <section className="panel stack" aria-labelledby="values-title">
      <h2 id="values-title">Recorded for {card.customer}</h2>
      <TableScroll label="Recorded values">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Value</th>
              <th scope="col">Role</th>
            </tr>
          </thead>
          <tbody>
            {card.values.map(({ column, role, value }) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                <td>
                  {value === null ? (
                    <span className="muted">missing</span>
                  ) : (
                    cellText(value, role === 'date' ? 'date' : 'text', role, column)
                  )}
                </td>
                <td className="muted">{ROLE_TEXT[role].title}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
