import { formatCount, formatPercent } from '#shared/format';
import { BANDS } from '#shared/scoring/bands';
import type { BandSummary } from '#shared/scoring/result';
import { BandMark } from '../../components/BandMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';

/** The bands of the score: how many customers, what was foretold and what happened; a click lists them. */
export function BandBars({
  bands,
  rule,
  chosen,
  onPick,
}: {
  bands: readonly BandSummary[];
  rule: string;
  chosen: number | null;
  onPick(band: number | null): void;
}) {
  return (
    <section className="stack" aria-labelledby="bands-title">
      <h2 id="bands-title" title={rule}>
        Bands of the score <span className="muted">(a rule, not a model)</span>
      </h2>
      <TableScroll label="Bands of the score">
        <table className="table bandTable">
          <thead>
            <tr>
              <th scope="col">Band</th>
              <th scope="col" className="number">
                Score from
              </th>
              <th scope="col" className="number">
                Customers
              </th>
              <th scope="col">Share</th>
              <th scope="col" className="number">
                Mean score
              </th>
              <th scope="col" className="number">
                Had the event
              </th>
              <th scope="col" className="number">
                95 % interval
              </th>
            </tr>
          </thead>
          <tbody>
            {[...bands].reverse().map(({ band, from, n, share, meanScore, rate }) => {
              const place = BANDS.indexOf(band);
              return (
                <tr key={band}>
                  <th scope="row">
                    <BandMark band={band} />
                  </th>
                  <td className="number">{from > 1 ? '–' : formatPercent(from)}</td>
                  <td className="number">
                    <button
                      type="button"
                      className="linkButton"
                      disabled={n === 0}
                      aria-pressed={chosen === place}
                      onClick={() => onPick(chosen === place ? null : place)}
                    >
                      {formatCount(n)}
                    </button>
                  </td>
                  <td>
                    <span className="captureBar">
                      <span className="captureTrack" aria-hidden="true">
                        <span style={{ width: `${100 * share}%` }} />
                      </span>
                      {formatPercent(share)}
                    </span>
                  </td>
                  <td className="number">{n > 0 ? formatPercent(meanScore) : '–'}</td>
                  <td className="number" title={`n ${formatCount(rate.n)} with a known outcome`}>
                    {rate.n > 0 ? formatPercent(rate.value) : '–'}
                  </td>
                  <td className="number muted">
                    {rate.n > 0 ? `${formatPercent(rate.low)} to ${formatPercent(rate.high)}` : '–'}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
