import { formatCount } from '#shared/format';
import type { Threshold, ThresholdRule } from '#shared/scoring/choices';
import type { ScoringResult } from '#shared/scoring/result';
import { FormChoice } from '../../components/FormChoice.tsx';
import { NamedNumber, percent } from './NamedNumber.tsx';

const RULES: readonly { value: ThresholdRule; label: string }[] = [
  { value: 'f1', label: 'Best F1' },
  { value: 'cost', label: 'Most money' },
  { value: 'capacity', label: 'Capacity' },
  { value: 'given', label: 'By hand' },
];
const HELP: Readonly<Record<ThresholdRule, string>> = {
  f1: 'The threshold with the best balance of precision and recall; money plays no part.',
  cost: 'The threshold that leaves most money, by the figures below, within the capacity where one is given.',
  capacity: 'As many customers as can be acted on, those with the highest scores.',
  given: 'The threshold as it was dragged or typed.',
};
const MOST_MONEY = 1e12;

/** The rule of the threshold and the figures it rests on. */
export function MoneyForm({
  result,
  threshold,
  isDisabled,
  onChange,
}: {
  result: ScoringResult;
  threshold: Threshold;
  isDisabled: boolean;
  onChange(change: Partial<Threshold>): void;
}) {
  const n = result.at.accuracy.n;
  const choose = (by: ThresholdRule) => {
    const value = by === 'given' ? { value: Math.min(1, result.at.threshold) } : {};
    const capacity =
      by === 'capacity' && threshold.capacity === null ? { capacity: Math.max(1, Math.round(n / 10)) } : {};
    onChange({ by, ...value, ...capacity });
  };
  return (
    <section className="panel stack moneyForm" aria-labelledby="money-rule">
      <h2 id="money-rule">How the threshold is chosen</h2>
      <FormChoice label="Rule of the threshold" value={threshold.by} choices={RULES} onChange={choose} />
      <p className="muted">{HELP[threshold.by]}</p>
      {threshold.by === 'given' && (
        <NamedNumber
          label="Threshold, %"
          id="money-value"
          value={percent(threshold.value)}
          min={0}
          max={100}
          isDisabled={isDisabled}
          onChange={value => onChange({ value: value / 100 })}
        />
      )}
      <NamedNumber
        label="Cost of acting on one customer"
        id="money-cost"
        value={threshold.contactCost}
        min={0}
        max={MOST_MONEY}
        isDisabled={isDisabled}
        onChange={contactCost => onChange({ contactCost })}
      />
      <NamedNumber
        label="Saved where it works"
        id="money-saved"
        value={threshold.valueSaved}
        min={0}
        max={MOST_MONEY}
        isDisabled={isDisabled}
        onChange={valueSaved => onChange({ valueSaved })}
      />
      <NamedNumber
        label="Works with, % of those with the event"
        id="money-success"
        value={percent(threshold.successRate)}
        min={0}
        max={100}
        isDisabled={isDisabled}
        onChange={value => onChange({ successRate: value / 100 })}
      />
      <label className="row">
        <input
          type="checkbox"
          checked={threshold.capacity !== null}
          disabled={isDisabled || threshold.by === 'capacity'}
          onChange={event => onChange({ capacity: event.target.checked ? Math.max(1, Math.round(n / 10)) : null })}
        />
        Only so many can be acted on
      </label>
      {threshold.capacity !== null && (
        <NamedNumber
          label={`Customers, of ${formatCount(n)} tested`}
          id="money-capacity"
          value={threshold.capacity}
          min={1}
          max={1_000_000_000}
          isWhole
          isDisabled={isDisabled}
          onChange={capacity => onChange({ capacity })}
        />
      )}
    </section>
  );
}
