import { formatCount, formatNumber } from '#shared/format';
import { TIERS } from '#shared/results';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { TierMark } from '../../components/TierMark.tsx';
import type { PickProps } from './Findings.tsx';
import { segmentFilter, tierFilter } from './pickFilters.ts';

/** Customers and exposure of every segment in every tier. */
export function TierBySegment({ segmentation, onPick }: PickProps) {
  const shown = TIERS.filter(tier => segmentation.tiers.some(summary => summary.tier === tier && tier !== 'None'));
  if (shown.length === 0) return null;
  const exposure = segmentation.tiers.find(tier => tier.exposure)?.exposure?.column;
  return (
    <section aria-labelledby="tier-by-segment-title">
      <h2 id="tier-by-segment-title">
        Tiers by segment <span className="muted">(a rule, not a model)</span>
      </h2>
      {exposure && <p className="muted">Below each number of customers the sum of {exposure}.</p>}
      <TableScroll label="Tiers by segment">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Segment</th>
              {shown.map(tier => (
                <th key={tier} scope="col" className="number">
                  <TierMark tier={tier} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {segmentation.segments.map(segment => (
              <tr key={segment.id}>
                <th scope="row">
                  <SegmentMark id={segment.id} name={segment.name} />
                </th>
                {shown.map(tier => (
                  <td key={tier} className="number">
                    <button
                      type="button"
                      className="linkButton"
                      disabled={segment.tierCounts[tier] === 0}
                      onClick={() => onPick([segmentFilter(segmentation, segment.id), tierFilter(tier)])}
                    >
                      {formatCount(segment.tierCounts[tier])}
                    </button>
                    {segment.tierExposure && <div className="muted">{formatNumber(segment.tierExposure[tier])}</div>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
