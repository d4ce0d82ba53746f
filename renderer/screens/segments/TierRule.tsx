import Button from '@mui/material/Button';
import { formatCount, formatPercent } from '#shared/format';
import type { TierRule as Rule } from '#shared/recipe';
import type { TierSummary } from '#shared/results';
import { Failure } from '../../components/Failure.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { TierMark } from '../../components/TierMark.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useAdjustment } from '../../hooks/useAdjustment.ts';
import { useHeld } from '../../hooks/useHeld.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { AddDriver } from './AddDriver.tsx';
import { DriverTable } from './DriverTable.tsx';
import type { ViewProps } from './Findings.tsx';
import { tierFilter } from './pickFilters.ts';
import { ThresholdHistogram, type ThresholdHistogramProps } from './ThresholdHistogram.tsx';
import { TierBySegment } from './TierBySegment.tsx';
import { TierMoves } from './TierMoves.tsx';
import { TierTable } from './TierTable.tsx';

/** The score that gives every customer a tier: readable, editable, answered at once. */
export function TierRule({ segmentation, onPick, picked }: ViewProps) {
  const isOwn = useProject()!.recipe.tiers !== null;
  const change = useAction('segment.setTiers');
  // The segments in hand are of before the change until their answer is here.
  const isAsking = useQuery('segment.result', {}).isWorking;
  const [rule, hold] = useHeld(segmentation.tierRule, change.isWorking || isAsking);
  const adjustment = useAdjustment();
  /** @param field whose changes are one step of history until it is left */
  const apply = (next: Rule, field?: string) => {
    hold(next);
    void change.run({ rule: next, ...(field !== undefined && { adjustment: adjustment.of(field) }) });
  };
  return (
    <>
      <section className="panel stack" aria-labelledby="rule-title" onBlur={adjustment.leave}>
        <div className="row">
          <div className="grow">
            <h2 id="rule-title">
              Risk score and tiers <span className="muted">(a rule, not a model)</span>
            </h2>
            <p className="muted">{segmentation.tierRuleText}</p>
          </div>
          {isOwn && (
            <Button variant="outlined" onClick={() => void change.run({ rule: null })}>
              Back to the proposed rule
            </Button>
          )}
        </div>
        {change.error && <Failure error={change.error} onClose={change.clear} />}
        <DriverTable rule={rule} onChange={apply} />
        <AddDriver taken={rule.drivers} onAdd={driver => apply({ ...rule, drivers: [...rule.drivers, driver] })} />
        <div className="ruleThresholds">
          <span className="row">
            <TierMark tier="Medium" />
            <span>from a score of</span>
            <NumberField
              label="Medium from"
              width={80}
              min={0}
              max={100}
              value={rule.mediumFrom}
              onChange={mediumFrom =>
                apply({ ...rule, mediumFrom, highFrom: Math.max(rule.highFrom, mediumFrom) }, 'mediumFrom')
              }
            />
          </span>
          <span className="row">
            <TierMark tier="High" />
            <span>from a score of</span>
            <NumberField
              label="High from"
              width={80}
              min={0}
              max={100}
              value={rule.highFrom}
              onChange={highFrom =>
                apply({ ...rule, highFrom, mediumFrom: Math.min(rule.mediumFrom, highFrom) }, 'highFrom')
              }
            />
          </span>
          <span className="muted">of 100</span>
        </div>
        <Histogram rule={rule} onCommit={(thresholds, which) => apply({ ...rule, ...thresholds }, which)} />
        <TierTotals
          tiers={segmentation.tiers}
          isWorking={change.isWorking}
          onPick={tier => onPick([tierFilter(tier)])}
        />
      </section>
      <TierTable segmentation={segmentation} onPick={onPick} picked={picked} />
      <TierBySegment segmentation={segmentation} onPick={onPick} />
      <TierMoves segmentation={segmentation} onPick={onPick} />
    </>
  );
}

/** The scores with the thresholds to drag, where any customer has a score. */
function Histogram({ rule, onCommit }: { rule: Rule; onCommit: ThresholdHistogramProps['onCommit'] }) {
  const scores = useQuery('segment.scores', {}).data;
  if (!scores || scores.all.customers === 0) return null;
  return <ThresholdHistogram scores={scores} rule={rule} onCommit={onCommit} />;
}

function TierTotals({
  tiers,
  isWorking,
  onPick,
}: {
  tiers: readonly TierSummary[];
  isWorking: boolean;
  onPick: (tier: TierSummary['tier']) => void;
}) {
  return (
    <div className="tierTotals" aria-busy={isWorking} aria-label="Customers by tier" role="group">
      {tiers
        .filter(tier => tier.size > 0)
        .map(tier => (
          <button
            key={tier.tier}
            type="button"
            style={{ flex: tier.share }}
            title={`${formatPercent(tier.share)} of customers`}
            onClick={() => onPick(tier.tier)}
          >
            <TierMark tier={tier.tier} /> {formatCount(tier.size)}
          </button>
        ))}
    </div>
  );
}
