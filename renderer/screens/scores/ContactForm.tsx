import type { ContactSetup } from '#shared/contract/decide';
import type { ContactChoices } from '#shared/decisions/contact';
import { Choice } from '../../components/Choice.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { NamedNumber, percent } from './NamedNumber.tsx';

const MOST_MONEY = 1e12;
const SAME_FOR_ALL = '';

export interface ContactFormProps {
  readonly setup: ContactSetup;
  readonly choices: ContactChoices;
  readonly isDisabled: boolean;
  onChange(part: Partial<ContactChoices>): void;
}

/** What a contact costs and may bring, and how many there can be. */
export function ContactForm({ setup, choices, isDisabled, onChange }: ContactFormProps) {
  const { actBy, cost, success } = choices;
  return (
    <section className="panel stack moneyForm" aria-labelledby="contact-form">
      <h2 id="contact-form">Money and means</h2>
      <ValueFields setup={setup} choices={choices} isDisabled={isDisabled} onChange={onChange} />
      {setup.hasSegments && (
        <FormChoice
          label="Cost and success"
          value={actBy}
          choices={[
            { value: 'one', label: 'One action' },
            { value: 'playbook', label: 'By segment' },
          ]}
          onChange={next => onChange({ actBy: next })}
        />
      )}
      {actBy === 'playbook' && (
        <p className="muted">
          Each segment gets the play that the playbook has for it; the others get the action below.
        </p>
      )}
      <NamedNumber
        label="Cost of one contact"
        id="contact-cost"
        value={cost}
        min={0}
        max={MOST_MONEY}
        isDisabled={isDisabled}
        onChange={next => onChange({ cost: next })}
      />
      <NamedNumber
        label="Works with at least, % of those with the event"
        id="contact-low"
        value={percent(success.low)}
        min={0}
        max={100}
        isDisabled={isDisabled}
        onChange={next => onChange({ success: { low: next / 100, high: Math.max(success.high, next / 100) } })}
      />
      <NamedNumber
        label="and at most, %"
        id="contact-high"
        value={percent(success.high)}
        min={0}
        max={100}
        isDisabled={isDisabled}
        onChange={next => onChange({ success: { low: Math.min(success.low, next / 100), high: next / 100 } })}
      />
      <Limit
        label="Only so many contacts"
        name="Contacts"
        id="contact-most"
        value={choices.mostContacts}
        start={500}
        least={1}
        isDisabled={isDisabled}
        onChange={mostContacts => onChange({ mostContacts })}
      />
      <Limit
        label="Only so much money"
        name="Budget"
        id="contact-budget"
        value={choices.budget}
        start={100 * Math.max(1, cost)}
        least={0}
        isDisabled={isDisabled}
        onChange={budget => onChange({ budget })}
      />
    </section>
  );
}

function ValueFields({ setup, choices, isDisabled, onChange }: ContactFormProps) {
  const { value } = choices;
  const column = 'column' in value ? value.column : SAME_FOR_ALL;
  const choose = (next: string) =>
    onChange({ value: next === SAME_FOR_ALL ? { amount: 200 } : { column: next, share: 0.01 } });
  return (
    <>
      <div className="moneyField">
        <label htmlFor="contact-value-of">Saved where it works</label>
        <Choice
          id="contact-value-of"
          value={column}
          choices={[
            { value: SAME_FOR_ALL, label: 'The same for all' },
            ...setup.valueColumns.map(name => ({ value: name, label: `A share of ${name}` })),
          ]}
          isDisabled={isDisabled}
          onChange={choose}
        />
      </div>
      {'amount' in value ? (
        <NamedNumber
          label="Amount"
          id="contact-amount"
          value={value.amount}
          min={0}
          max={MOST_MONEY}
          isDisabled={isDisabled}
          onChange={amount => onChange({ value: { amount } })}
        />
      ) : (
        <NamedNumber
          label={`Share of ${value.column}, %`}
          id="contact-share"
          value={percent(value.share)}
          min={0}
          max={1000}
          isDisabled={isDisabled}
          onChange={share => onChange({ value: { column: value.column, share: share / 100 } })}
        />
      )}
    </>
  );
}

interface LimitProps {
  readonly label: string;
  readonly name: string;
  readonly id: string;
  readonly value: number | null;
  /** What it begins with. */
  readonly start: number;
  readonly least: number;
  readonly isDisabled: boolean;
  onChange(value: number | null): void;
}

function Limit({ label, name, id, value, start, least, isDisabled, onChange }: LimitProps) {
  return (
    <>
      <label className="row">
        <input
          type="checkbox"
          checked={value !== null}
          disabled={isDisabled}
          onChange={event => onChange(event.target.checked ? start : null)}
        />
        {label}
      </label>
      {value !== null && (
        <NamedNumber
          label={name}
          id={id}
          value={value}
          min={least}
          max={1_000_000_000}
          isWhole
          isDisabled={isDisabled}
          onChange={onChange}
        />
      )}
    </>
  );
}
