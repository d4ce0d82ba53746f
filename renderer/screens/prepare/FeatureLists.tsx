import { sourceColumns, type ColumnReport, type FeatureInfo } from '#shared/results';
import { useQuery } from '../../hooks/useQuery.ts';
import { capital, ROLE_TEXT } from '../../text/sentences.ts';
import { TableScroll } from '../../components/TableScroll.tsx';

/** What is measured and what is not, each with its reason. */
export function FeatureLists({ features }: { features: readonly FeatureInfo[] }) {
  const report = useQuery('dataset.report', {});
  const used = sourceColumns(features);
  const left = report.data?.columns.filter(column => !used.has(column.name)) ?? [];
  return (
    <div className="featureLists">
      <section aria-labelledby="used-title">
        <h2 id="used-title">Compared between customers ({features.length})</h2>
        <TableScroll label="Compared columns">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Level</th>
                <th scope="col">How it was made</th>
              </tr>
            </thead>
            <tbody>
              {features.map(feature => (
                <tr key={feature.name}>
                  <th scope="row">{feature.column}</th>
                  <td>{feature.level ?? ''}</td>
                  <td className="muted">{feature.transform}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </section>
      <section aria-labelledby="unused-title">
        <h2 id="unused-title">Never compared ({left.length})</h2>
        <TableScroll label="Columns never compared">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Role</th>
                <th scope="col">Why not</th>
              </tr>
            </thead>
            <tbody>
              {left.map(column => (
                <tr key={column.name}>
                  <th scope="row">{column.name}</th>
                  <td>{ROLE_TEXT[column.role].title}</td>
                  <td className="muted">{whyNot(column)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </section>
    </div>
  );
}

function whyNot(column: ColumnReport): string {
  if (column.role === 'feature' || column.role === 'flag' || column.role === 'date')
    return 'Left out by a step: it has no value, one value or too many different texts';
  return `${ROLE_TEXT[column.role].help} ${capital(column.roleReason)}`.trim();
}
