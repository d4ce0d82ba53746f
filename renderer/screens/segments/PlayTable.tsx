import { formatCompact, formatCount } from '#shared/format';
import type { Recommendation } from '#shared/playbook';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import type { PickProps } from './Findings.tsx';
import { segmentFilter } from './pickFilters.ts';
import { AIM_WORDS } from './playOptions.ts';

interface PlayTableProps extends PickProps {
  readonly recommendations: readonly Recommendation[];
}

/** One row per segment and play, with the numbers that triggered it. */
export function PlayTable({ recommendations, segmentation, onPick }: PlayTableProps) {
  return (
    <TableScroll label="Plays by segment">
      <table className="table playTable">
        <thead>
          <tr>
            <th scope="col">Segment</th>
            <th scope="col">Play</th>
            <th scope="col">Because</th>
            <th scope="col" className="number">
              Reach
            </th>
            <th scope="col" className="number">
              Successes
            </th>
            <th scope="col" className="number">
              Value in a year
            </th>
          </tr>
        </thead>
        <tbody>
          {recommendations.map((entry, i) => (
            <tr key={`${entry.segment} ${entry.play}`}>
              {recommendations[i - 1]?.segment !== entry.segment && (
                <th scope="rowgroup" rowSpan={countOf(recommendations, entry.segment)}>
                  <button
                    type="button"
                    className="linkButton playSegment"
                    title={`Show the customers of ${entry.segmentName}`}
                    onClick={() => onPick([segmentFilter(segmentation, entry.segment)])}
                  >
                    <SegmentMark id={entry.segment} name={entry.segmentName} />
                  </button>
                </th>
              )}
              <td className="playWhat">
                <p>
                  <strong>{entry.title}</strong> <span className="muted">{AIM_WORDS[entry.aim].toLowerCase()}</span>
                </p>
                <p className="muted">{entry.action}</p>
              </td>
              <td className="playWhy">
                <ul>
                  {entry.triggers.map(({ text }) => (
                    <li key={text}>{legible(text)}</li>
                  ))}
                </ul>
                <p className="muted">{entry.basis}</p>
              </td>
              <td className="number">{formatCount(entry.reach)}</td>
              <td className="number">{rangeText(entry.successes, value => formatCount(Math.round(value)))}</td>
              <td className="number">
                {entry.value ? rangeText(entry.value, formatCompact) : <span title={entry.basis}>–</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function countOf(recommendations: readonly Recommendation[], segment: number): number {
  return recommendations.filter(entry => entry.segment === segment).length;
}

function rangeText({ low, high }: { low: number; high: number }, format: (value: number) => string): string {
  return low === high ? format(low) : `${format(low)} to ${format(high)}`;
}
