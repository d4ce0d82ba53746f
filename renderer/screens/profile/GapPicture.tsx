import { useCallback } from 'react';
import { formatCount, formatPart, formatPercent, formatThings } from '#shared/format';
import type { GapMap } from '#shared/profile';
import { Chart } from '../../charts/Chart.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import type { Tokens } from '../../theme/tokens.ts';
import { gapFigure, gapTable } from './gapFigure.ts';

/** Where values are missing, and which columns are missing in the same rows. */
export function GapPicture({ gaps }: { gaps: GapMap }) {
  const draw = useCallback((tokens: Tokens) => gapFigure(gaps, tokens), [gaps]);
  if (gaps.columns.length === 0)
    return (
      <section className="panel" aria-labelledby="gaps-title">
        <h2 id="gaps-title">Where values are missing</h2>
        <p className="muted">Nowhere: all {formatCount(gaps.nRows)} rows have a value in every column.</p>
      </section>
    );
  return (
    <div className="gapParts">
      <Chart
        title="Where values are missing"
        detail={detail(gaps)}
        fileName="missing values"
        height={70 + 20 * Math.max(gaps.columns.length, 3)}
        table={gapTable(gaps)}
        draw={draw}
      />
      <Together together={gaps.together} />
    </div>
  );
}

function detail({ columns, nColumnsWithGaps, blockRows, completeRows, nRows }: GapMap): string {
  const shown = nColumnsWithGaps > columns.length ? `The ${formatCount(columns.length)} with most gaps of ` : '';
  const block = blockRows === 1 ? 'each row' : `each block of ${formatCount(blockRows)} rows, in the order of the file`;
  return `${shown}${formatThings(nColumnsWithGaps, 'column')} with gaps; the share missing in ${block}. ${formatCount(completeRows)} of ${formatCount(nRows)} rows (${formatPart(completeRows, nRows)}) are complete in all columns that have any value.`;
}

function Together({ together }: { together: GapMap['together'] }) {
  return (
    <section className="panel stack" aria-labelledby="together-title">
      <h2 id="together-title">Missing together</h2>
      {together.length === 0 ? (
        <p className="muted">No two columns share more than half of the rows in which either is missing.</p>
      ) : (
        <TableScroll label="Columns missing together" className="togetherTable">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Columns</th>
                <th scope="col" className="number">
                  Both missing
                </th>
                <th scope="col" className="number">
                  Of either
                </th>
              </tr>
            </thead>
            <tbody>
              {together.map(({ a, b, both, either }) => (
                <tr key={`${a} ${b}`}>
                  <th scope="row">
                    {a} and {b}
                  </th>
                  <td className="number">{formatCount(both)}</td>
                  <td className="number">{formatPercent(both / either)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}
