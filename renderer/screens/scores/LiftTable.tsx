import { formatCount, formatFixed, formatNumber, formatPercent } from '#shared/format';
import type { LiftRow } from '#shared/scoring/evaluation';
import { figureWords } from '#shared/text/scoringWords';
import { TableScroll } from '../../components/TableScroll.tsx';

/** The customers in tenths by score: how frequent the event is in each, and how many events are found down to it. */
export function LiftTable({ lift }: { lift: readonly LiftRow[] }) {
  return (
    <section aria-labelledby="lift-title" className="stack">
      <h2 id="lift-title">By tenth of the customers, highest scores first</h2>
      <TableScroll label="Lift and capture by tenth">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Tenth</th>
              <th scope="col" className="number">
                Customers
              </th>
              <th scope="col" className="number">
                Mean score
              </th>
              <th scope="col" className="number">
                Events
              </th>
              <th scope="col" className="number">
                Rate
              </th>
              <th scope="col" className="number">
                95 % interval
              </th>
              <th scope="col" className="number" title={figureWords.lift.about}>
                Lift
              </th>
              <th scope="col" title={figureWords.capture.about}>
                Capture
              </th>
            </tr>
          </thead>
          <tbody>
            {lift.map(row => (
              <tr key={row.decile}>
                <th scope="row">{row.decile}</th>
                <td className="number">{formatCount(row.n)}</td>
                <td className="number">{formatPercent(row.meanScore)}</td>
                <td className="number">{formatNumber(row.events, 4)}</td>
                <td className="number">{formatPercent(row.rate.value)}</td>
                <td className="number muted">
                  {formatPercent(row.rate.low)} to {formatPercent(row.rate.high)}
                </td>
                <td className="number">{formatFixed(row.lift, 2)}</td>
                <td>
                  <span className="captureBar">
                    <span className="captureTrack" aria-hidden="true">
                      <span style={{ width: `${100 * row.capture}%` }} />
                    </span>
                    {formatPercent(row.capture)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
