import type { CellValue } from '#shared/columns';
import type { CleanChanges } from '#shared/contract/clean';
import { formatCount, formatNumber } from '#shared/format';
import { TableScroll } from '../../components/TableScroll.tsx';

/** A few of the rows that a step changed, before and after. */
export function ChangedRows({ changes }: { changes: CleanChanges }) {
  if (changes.rows.length === 0) return <p className="muted">No row was changed by this step.</p>;
  return (
    <section aria-label="Some of the rows that changed" className="stack">
      <h4>Some of the rows that changed</h4>
      <TableScroll label="Rows before and after">
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="number">
                Row
              </th>
              {changes.columns.map(column => (
                <th key={column.name} scope="col">
                  {column.name}
                  {column.isNew && <span className="muted"> (new)</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {changes.rows.map(row => (
              <tr key={row.row}>
                <th scope="row" className="number">
                  {formatCount(row.row)}
                </th>
                {changes.columns.map((column, i) => (
                  <td key={column.name}>
                    <Cell before={row.before[i]} after={row.after ? row.after[i] : undefined} isNew={column.isNew} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {changes.rows[0].after === null && <p className="muted">These rows were removed.</p>}
    </section>
  );
}

/** `after` is undefined where the row was removed. */
function Cell({ before, after, isNew }: { before: CellValue; after: CellValue | undefined; isNew: boolean }) {
  if (after === undefined) return <del>{words(before)}</del>;
  if (isNew) return <ins>{words(after)}</ins>;
  if (before === after) return <span className="muted">{words(after)}</span>;
  return (
    <>
      <del>{words(before)}</del> <span aria-hidden="true">→</span> <ins>{words(after)}</ins>
    </>
  );
}

function words(value: CellValue): string {
  if (value === null) return 'missing';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return formatNumber(value, 6);
  return value.trim() === value ? value : `“${value}”`;
}
