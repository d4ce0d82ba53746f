import { formatCount, formatNumber } from '#shared/format';
import type { ChartTable, PickedPoint } from './figure.ts';
import { TableScroll } from '../components/TableScroll.tsx';

const SHOWN_ROWS = 500;

/** The numbers behind a picture. */
export function DataTable({
  table,
  caption,
  onPick,
}: {
  table: ChartTable;
  caption: string;
  onPick?: (point: PickedPoint) => void;
}) {
  const pickOf = (index: number) => (onPick ? (table.picks?.[index] ?? null) : null);
  const isNumber = table.columns.map((_, column) => table.rows.some(row => typeof row[column] === 'number'));
  return (
    <TableScroll label={`Table: ${caption}`} className="chartTable">
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th key={column} scope="col" className={isNumber[index] ? 'number' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, SHOWN_ROWS).map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={table.columns[column]} className={isNumber[column] ? 'number' : undefined}>
                  {column === 0 && pickOf(index) !== null ? (
                    <button
                      type="button"
                      className="linkButton"
                      title="Show these customers"
                      onClick={() => onPick?.({ customdata: pickOf(index) })}
                    >
                      {cellText(cell)}
                    </button>
                  ) : (
                    cellText(cell)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > SHOWN_ROWS && (
        <p className="muted">
          The first {formatCount(SHOWN_ROWS)} of {formatCount(table.rows.length)} rows; the CSV has them all.
        </p>
      )}
    </TableScroll>
  );
}

function cellText(cell: string | number | null): string {
  return typeof cell === 'number' ? formatNumber(cell, 5) : (cell ?? '–');
}
