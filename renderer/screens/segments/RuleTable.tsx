import type { RuleList } from '#shared/explanation';
import { formatCount, formatPercent } from '#shared/format';
import type { Segmentation } from '#shared/results';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';

/** One to three rules per segment, each with how much of it is in the segment and how much of the segment it holds. */
export function RuleTable({ list, segmentation }: { list: RuleList; segmentation: Segmentation }) {
  return (
    <TableScroll label="Rules of the segments">
      <table className="table ruleList">
        <thead>
          <tr>
            <th scope="col">Segment</th>
            <th scope="col">Customers with</th>
            <th scope="col" className="number" title="Customers that the rule fits">
              n
            </th>
            <th scope="col" className="number" title="Of the customers that the rule fits, those in the segment">
              In the segment
            </th>
            <th scope="col" className="number" title="Of the segment, the customers that the rule fits">
              Of the segment
            </th>
          </tr>
        </thead>
        {list.segments.map(({ segment, rules, sentence, isApart, left }) => (
          <tbody key={segment}>
            {rules.length === 0 && (
              <tr>
                <SegmentHead id={segment} segmentation={segmentation} rows={1} />
                <td colSpan={4} className="muted">
                  {sentence}
                </td>
              </tr>
            )}
            {rules.map((rule, i) => (
              <tr key={rule.text}>
                {i === 0 && <SegmentHead id={segment} segmentation={segmentation} rows={rules.length} />}
                <td>
                  {legible(rule.text)}
                  {i === rules.length - 1 && left > 0 && <span className="muted"> (and {left} smaller rules)</span>}
                  {i === 0 && isApart && <span className="muted"> (against all other segments together)</span>}
                </td>
                <td className="number">{formatCount(rule.n)}</td>
                <td className="number">{formatPercent(rule.precision)}</td>
                <td className="number">{formatPercent(rule.recall)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </TableScroll>
  );
}

function SegmentHead({ id, segmentation, rows }: { id: number; segmentation: Segmentation; rows: number }) {
  return (
    <th scope="rowgroup" rowSpan={rows}>
      <SegmentMark id={id} name={segmentation.segments[id - 1]?.name} />
    </th>
  );
}
