import type { TypicalCustomer } from '#shared/explanation';
import type { Segmentation } from '#shared/results';
import { Answered } from '../../components/Answered.tsx';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';

/** The customers nearest to each centre, with the values that set their segment apart. */
export function Typical({ segmentation }: { segmentation: Segmentation }) {
  const typical = useQuery('segment.typical', {});
  return (
    <section className="stack" aria-labelledby="typical-title">
      <h2 id="typical-title">Typical customers</h2>
      <p className="muted">
        The customers nearest to the centre of each segment, with the columns in which it differs most from the whole
        book.
      </p>
      <Answered query={typical} what="Looking for typical customers">
        {list => (
          <div className="typicalTables">
            {segmentation.segments.map((segment, s) => (
              <div key={segment.id} className="stack">
                <SegmentMark id={segment.id} name={segment.name} />
                <TypicalTable customers={list[s] ?? []} name={segment.name} />
              </div>
            ))}
          </div>
        )}
      </Answered>
    </section>
  );
}

/** Numbers as they are written, and the dash of a missing one. */
const NUMBER = /^[-–−\d.,]+( %)?$/;

function TypicalTable({ customers, name }: { customers: readonly TypicalCustomer[]; name: string }) {
  if (customers.length === 0) return <p className="muted">No customers.</p>;
  const areNumbers = customers[0].values.map((_value, i) =>
    customers.every(({ values }) => NUMBER.test(values[i].text)),
  );
  return (
    <TableScroll label={`Typical customers of ${name}`}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{customers[0].idColumn ?? 'Customer'}</th>
            {customers[0].values.map(({ column }, i) => (
              <th key={column} scope="col" className={areNumbers[i] ? 'number' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {customers.map(customer => (
            <tr key={customer.row}>
              <th scope="row">
                <button type="button" className="linkButton" onClick={() => goTo(`/customer?row=${customer.row}`)}>
                  {customer.id}
                </button>
              </th>
              {customer.values.map(({ column, text }, i) => (
                <td key={column} className={areNumbers[i] ? 'tabular number' : undefined}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
