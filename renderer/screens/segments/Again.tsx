import type { ClassifierReport } from '#shared/explanation';
import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { Segmentation } from '#shared/results';
import { Answered } from '../../components/Answered.tsx';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';

/** How well a simple model finds each segment again. */
export function Again({ segmentation }: { segmentation: Segmentation }) {
  const report = useQuery('segment.classifier', {});
  return (
    <section className="stack" aria-labelledby="again-title">
      <h2 id="again-title">How well the segments are found again</h2>
      <Answered query={report} what="Finding the segments again">
        {data => (
          <div className="stack">
            <p>{data.sentence}</p>
            <ScoreTable report={data} segmentation={segmentation} />
            <p className="muted">{data.method}</p>
          </div>
        )}
      </Answered>
    </section>
  );
}

function ScoreTable({ report, segmentation }: { report: ClassifierReport; segmentation: Segmentation }) {
  const { segments, confusion } = report.naiveBayes;
  return (
    <TableScroll label="Segments found again">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Segment</th>
            <th scope="col" className="number">
              n
            </th>
            <th scope="col" className="number" title="Of those placed here, the share that is in the segment">
              Precision
            </th>
            <th scope="col" className="number" title="Of the segment, the share that is placed here">
              Recall
            </th>
            <th scope="col" className="number">
              F1
            </th>
            <th scope="col" className="number">
              F1, nearest centroid
            </th>
            {segments.map(({ segment }) => (
              <th key={segment} scope="col" className="number" title="Customers of the segment that were placed here">
                <SegmentMark id={segment} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {segments.map(({ segment, n, precision, recall, f1 }, s) => (
            <tr key={segment}>
              <th scope="row">
                <SegmentMark id={segment} name={segmentation.segments[s]?.name} />
              </th>
              <td className="number">{formatCount(n)}</td>
              <td className="number" title={intervalWords(precision)}>
                {formatPercent(precision.value)}
              </td>
              <td className="number" title={intervalWords(recall)}>
                {formatPercent(recall.value)}
              </td>
              <td className="number">{formatFixed(f1, 3)}</td>
              <td className="number">{formatFixed(report.nearestCentroid.segments[s].f1, 3)}</td>
              {confusion[s].map((count, placed) => (
                <td
                  key={segments[placed].segment}
                  className={`number ${placed === s ? 'isOwn' : count === 0 ? 'muted' : ''}`}
                >
                  {formatCount(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function intervalWords({ low, high, n }: { low: number; high: number; n: number }): string {
  return `95 % interval ${formatPercent(low)} to ${formatPercent(high)}, n = ${formatCount(n)}`;
}
