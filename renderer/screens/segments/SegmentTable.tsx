import { formatCount, formatFixed, formatPercent } from '#shared/format';
import { TIERS, type SegmentSummary } from '#shared/results';
import { lookOf } from '#shared/segmentLooks';
import { TierMark } from '../../components/TierMark.tsx';
import { legible } from '../../text/sentences.ts';
import type { ViewProps } from './Findings.tsx';
import { segmentFilter, tierFilter } from './pickFilters.ts';
import { SegmentActions } from './SegmentActions.tsx';
import { SegmentName } from './SegmentName.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';

/** One row per segment: how many, how risky, and the sentence that says what it is. */
export function SegmentTable({ segmentation, onPick }: ViewProps) {
  const hasTiers = segmentation.tiers.some(tier => tier.tier !== 'None');
  const largest = Math.max(...segmentation.segments.map(segment => segment.share), 1e-9);
  return (
    <section aria-label="Segments">
      <TableScroll label="Segments">
        <table className="table segmentTable">
          <thead>
            <tr>
              <th scope="col">Segment</th>
              <th scope="col" className="number">
                Customers
              </th>
              {hasTiers && (
                <>
                  <th scope="col">
                    Tier <span className="muted">(a rule)</span>
                  </th>
                  <th scope="col">Customers by tier</th>
                </>
              )}
              <th scope="col">What it is{hasTiers && ', and why it has this tier'}</th>
            </tr>
          </thead>
          <tbody>
            {segmentation.segments.map(segment => (
              <tr key={segment.id}>
                <th scope="row">
                  <SegmentName segment={segment} />
                  <SegmentActions segmentation={segmentation} segment={segment} />
                </th>
                <td className="number sizeCell">
                  <button
                    type="button"
                    className="linkButton"
                    onClick={() => onPick([segmentFilter(segmentation, segment.id)])}
                  >
                    {formatCount(segment.size)}
                  </button>
                  <ShareBar segment={segment} largest={largest} />
                  {segment.setByHand !== undefined && (
                    <div className="muted">{formatCount(segment.setByHand)} set by hand</div>
                  )}
                </td>
                {hasTiers && (
                  <>
                    <td className="tierCell">
                      <TierMark tier={segment.tier} />
                      <div className="muted" title="Mean risk score of its customers, from 0 to 100, by the tier rule">
                        score {formatFixed(segment.meanScore, 1)}
                      </div>
                    </td>
                    <td>
                      <TierCounts
                        segment={segment}
                        onPick={tier => onPick([segmentFilter(segmentation, segment.id), tierFilter(tier)])}
                      />
                    </td>
                  </>
                )}
                <td className="sentence">
                  <p>{legible(segment.sentence)}</p>
                  {hasTiers && segment.tierSentence && <p className="muted">{legible(segment.tierSentence)}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function ShareBar({ segment, largest }: { segment: SegmentSummary; largest: number }) {
  return (
    <span className="shareBar">
      <span style={{ width: `${(segment.share / largest) * 48}px`, background: lookOf([segment], segment.id).color }} />
      {formatPercent(segment.share)}
    </span>
  );
}

function TierCounts({ segment, onPick }: { segment: SegmentSummary; onPick: (tier: (typeof TIERS)[number]) => void }) {
  const shown = TIERS.filter(tier => segment.tierCounts[tier] > 0);
  return (
    <span className="tierCounts">
      {shown.map(tier => (
        <button
          key={tier}
          type="button"
          title={`Show the ${formatCount(segment.tierCounts[tier])} ${tier} customers of ${segment.name}`}
          onClick={() => onPick(tier)}
        >
          <TierMark tier={tier} /> {formatCount(segment.tierCounts[tier])}
        </button>
      ))}
    </span>
  );
}
