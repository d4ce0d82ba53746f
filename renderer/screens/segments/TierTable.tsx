import type { TierOutcome } from '#shared/contract/tiers';
import { formatCount, formatNumber, formatPercent } from '#shared/format';
import { TierMark } from '../../components/TierMark.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';
import type { ViewProps } from './Findings.tsx';
import { tierFilter } from './pickFilters.ts';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';

/** The tiers by size and exposure, each with the sentence that explains it. */
export function TierTable({ segmentation, onPick, hasRuleLink }: ViewProps & { hasRuleLink?: boolean }) {
  const exposure = segmentation.tiers.find(tier => tier.exposure)?.exposure?.column;
  const outcomes = useQuery('segment.tierOutcomes', {}).data;
  return (
    <section aria-labelledby="tiers-title">
      <h2 id="tiers-title">
        Risk tiers <span className="muted">(a rule, not a model)</span>
      </h2>
      {hasRuleLink && (
        <button type="button" className="linkButton" onClick={() => goTo('/segments?view=tiers')}>
          Read or change the rule
        </button>
      )}
      <TableScroll label="Risk tiers" className="tierTable">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col" className="number">
                Customers
              </th>
              <th scope="col" className="number">
                Share
              </th>
              {exposure && (
                <th scope="col" className="number">
                  {exposure}, total
                </th>
              )}
              {outcomes && (
                <th scope="col" className="number outcomeHead">
                  {legible(outcomes.eventWords)}
                </th>
              )}
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {segmentation.tiers.map(tier => (
              <tr key={tier.tier}>
                <th scope="row">
                  <TierMark tier={tier.tier} />
                </th>
                <td className="number">
                  <button
                    type="button"
                    className="linkButton"
                    disabled={tier.size === 0}
                    onClick={() => onPick([tierFilter(tier.tier)])}
                  >
                    {formatCount(tier.size)}
                  </button>
                  {tier.setByHand !== undefined && (
                    <div className="muted">{formatCount(tier.setByHand)} set by hand</div>
                  )}
                </td>
                <td className="number">{formatPercent(tier.share)}</td>
                {exposure && <td className="number">{tier.exposure ? formatNumber(tier.exposure.sum) : '–'}</td>}
                {outcomes && (
                  <OutcomeCell size={tier.size} outcome={outcomes.tiers.find(one => one.tier === tier.tier)} />
                )}
                <td>{legible(tier.sentence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {outcomes && <p className="muted">{legible(outcomes.sentence)}</p>}
    </section>
  );
}

/** The share that had it with its interval, and of how many that is known where not of all. */
function OutcomeCell({ size, outcome }: { size: number; outcome: TierOutcome | undefined }) {
  if (!outcome) return <td className="number">–</td>;
  const { share, low, high, known } = outcome;
  return (
    <td className="number">
      {formatPercent(share)}
      <div className="muted">
        {formatPercent(low)} to {formatPercent(high)}
      </div>
      {known < size && <div className="muted">of {formatCount(known)} known</div>}
    </td>
  );
}
