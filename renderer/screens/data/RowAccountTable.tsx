import { formatCount } from '#shared/format';
import type { ImportReport } from '#shared/results';

/** Rows read, minus what was left out, equals what was kept: an account that adds up. */
export function RowAccountTable({ report }: { report: ImportReport }) {
  const { read, kept, rejected, duplicate, empty } = report.rows;
  const lines: [string, string, number][] = [
    ['−', 'formatted but empty', empty],
    ['−', 'rejected, not customers', rejected],
    ['−', 'duplicates, equal in every column', duplicate],
  ];
  return (
    <table className="table account">
      <tbody>
        <tr>
          <td aria-hidden="true" />
          <th scope="row">{report.combine ? 'Rows of the combined table' : 'Rows read below the header'}</th>
          <td className="number">{formatCount(read)}</td>
        </tr>
        {lines.map(([sign, text, count]) => (
          <tr key={text}>
            <td aria-hidden="true">{sign}</td>
            <td>{text}</td>
            <td className="number">{formatCount(count)}</td>
          </tr>
        ))}
        <tr>
          <td aria-hidden="true">=</td>
          <th scope="row">Rows kept</th>
          <td className="number">
            <strong>{formatCount(kept)}</strong>
          </td>
        </tr>
        {report.fold && (
          <tr>
            <td aria-hidden="true">→</td>
            <th scope="row">Customers, one row per {report.fold.keyColumn}</th>
            <td className="number">
              <strong>{formatCount(report.fold.customers)}</strong>
            </td>
          </tr>
        )}
        {report.removedByCleaning > 0 && (
          <>
            <tr>
              <td aria-hidden="true">−</td>
              <td>removed by cleaning steps</td>
              <td className="number">{formatCount(report.removedByCleaning)}</td>
            </tr>
            <tr>
              <td aria-hidden="true">=</td>
              <th scope="row">Customers</th>
              <td className="number">
                <strong>{formatCount(report.nRows)}</strong>
              </td>
            </tr>
          </>
        )}
      </tbody>
    </table>
  );
}
