import { formatPercent } from '#shared/format';
import { Empty } from '../../components/Empty.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import { asPoints, intervalText } from '../scores/measureText.ts';
import { LightMark } from './LightMark.tsx';
import type { PeriodProps } from './Period.tsx';

/** How large each segment is now beside development. */
export function SegmentView({ period }: PeriodProps) {
  const { segments } = period;
  if (!segments)
    return (
      <Empty title="There were no segments when this file was watched.">
        <p>
          {period.model
            ? 'The model file that it was held against has no segments.'
            : 'Find segments, and watch the file again.'}
        </p>
      </Empty>
    );
  const most = Math.max(...segments.segments.flatMap(({ before, now }) => [before.value, now.value]), 1e-9);
  return (
    <>
      <ul className="findings" aria-label="About the segments">
        <li>
          <LightMark light={segments.light} />
          <span>{legible(segments.sentence)}</span>
        </li>
      </ul>
      <TableScroll label="Sizes of the segments">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Segment</th>
              <th scope="col">At development</th>
              <th scope="col">Now</th>
              <th scope="col" className="number">
                Change in points, 95 % interval
              </th>
            </tr>
          </thead>
          <tbody>
            {segments.segments.map(({ id, name, before, now, change }) => (
              <tr key={id}>
                <th scope="row">
                  {id} {legible(name)}
                </th>
                <ShareCell share={before.value} most={most} />
                <ShareCell share={now.value} most={most} />
                <td className="number">
                  {asPoints(change.value)} <span className="muted">({intervalText(change, asPoints)})</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}

function ShareCell({ share, most }: { share: number; most: number }) {
  return (
    <td>
      <span className="shareBar">
        <span aria-hidden="true" style={{ width: `${(100 * share) / most}px` }} />
        {formatPercent(share)}
      </span>
    </td>
  );
}
