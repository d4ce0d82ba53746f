import Button from '@mui/material/Button';
import type { CreditDecisions, CreditPolicy } from '#shared/decisions/credit';
import { formatCount } from '#shared/format';
import { TEST_WORDS } from './creditWords.ts';
import { NamedNumber, percent } from './NamedNumber.tsx';
import { NewPolicyRule } from './NewPolicyRule.tsx';

const MOST_MONEY = 1e12;
const FIRST_LINE = 50_000;

export interface CreditPolicyFormProps {
  /** Null where the policy cannot be followed. */
  readonly decided: CreditDecisions | null;
  readonly policy: CreditPolicy;
  readonly isDisabled: boolean;
  onChange(part: Partial<CreditPolicy>): void;
}

/** The bounds of the score and the rules of the policy, all in sight. */
export function CreditPolicyForm({ decided, policy, isDisabled, onChange }: CreditPolicyFormProps) {
  const approveBelow = decided?.approveBelow ?? policy.approveBelow ?? 0;
  const declineFrom = decided?.declineFrom ?? policy.declineFrom ?? 1;
  return (
    <section className="panel stack moneyForm" aria-labelledby="credit-policy">
      <h2 id="credit-policy">The policy</h2>
      <NamedNumber
        label="Approved below a probability of, %"
        id="credit-approve"
        value={percent(approveBelow)}
        min={0}
        max={100}
        isDisabled={isDisabled}
        onChange={next => onChange({ approveBelow: next / 100, declineFrom: Math.max(declineFrom, next / 100) })}
      />
      <NamedNumber
        label="Declined from, %"
        id="credit-decline"
        value={percent(declineFrom)}
        min={0}
        max={100}
        isDisabled={isDisabled}
        onChange={next => onChange({ declineFrom: next / 100, approveBelow: Math.min(approveBelow, next / 100) })}
      />
      <label className="row">
        <input
          type="checkbox"
          checked={policy.mostLine !== null}
          disabled={isDisabled}
          onChange={event => onChange({ mostLine: event.target.checked ? FIRST_LINE : null })}
        />
        No line above
      </label>
      {policy.mostLine !== null && (
        <NamedNumber
          label="Highest line"
          id="credit-most"
          value={policy.mostLine}
          min={0}
          max={MOST_MONEY}
          isDisabled={isDisabled}
          onChange={mostLine => onChange({ mostLine })}
        />
      )}
      <h3>Rules</h3>
      {policy.rules.length === 0 && <p className="muted">None yet: the score alone decides.</p>}
      <ul className="policyRules">
        {policy.rules.map(({ column, test, value, leadsTo }, i) => {
          const counted = decided?.rules[i];
          return (
            <li key={`${i} ${column}`}>
              <span>
                {column} {TEST_WORDS[test]} {value}: <strong>{leadsTo === 'decline' ? 'decline' : 'refer'}</strong>
              </span>
              {counted && (
                <span className="muted">
                  {formatCount(counted.n)} customers, {formatCount(counted.alone)} by it alone
                </span>
              )}
              <Button
                size="small"
                disabled={isDisabled}
                onClick={() => onChange({ rules: policy.rules.filter((_rule, place) => place !== i) })}
              >
                Remove
              </Button>
            </li>
          );
        })}
      </ul>
      <NewPolicyRule isDisabled={isDisabled} onAdd={rule => onChange({ rules: [...policy.rules, rule] })} />
    </section>
  );
}
