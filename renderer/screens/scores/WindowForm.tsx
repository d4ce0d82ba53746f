import { useId, type ReactNode } from 'react';
import { LONGEST_WINDOW, type OutcomeWindow } from '#shared/scoring/window';
import { windowSentences } from '#shared/scoring/windowWords';
import { Choice } from '../../components/Choice.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import type { SetUpProps } from './setUpProps.ts';

type Kind = 'none' | 'column' | 'day';

const KINDS = [
  { value: 'none', label: 'The column says it all' },
  { value: 'column', label: 'From a day in a column' },
  { value: 'day', label: 'From one day for all' },
] as const;
const USUAL_MONTHS = 12;
/** Where the file has no date to begin from. */
const EXAMPLE_DAY = '2025-12-31';
type Dates = Pick<SetUpProps['setup'], 'dateColumns' | 'lastDay'>;

/** When customers are looked at and how long after that the event counts. */
export function WindowForm({ draft, setup, isDisabled }: SetUpProps) {
  const { values, change } = draft;
  const window = values.window ?? null;
  const kind: Kind = window === null ? 'none' : 'day' in window.observed ? 'day' : 'column';
  const isPossible = (wanted: Kind) => wanted !== 'column' || setup.dateColumns.length > 0;
  const choose = (next: Kind) => change({ window: newWindow(next, window, setup) });
  const summary = setup.target?.window;
  return (
    <section className="panel stack" aria-labelledby="window-title">
      <h2 id="window-title">When does it count?</h2>
      <FormChoice
        label="When the event counts"
        value={kind}
        choices={KINDS.filter(({ value }) => isPossible(value))}
        onChange={choose}
      />
      {window === null ? (
        <p className="muted">
          Customers are taken as they are in the table. Choose a window where events before or long after the day of
          observation would mix with those that are asked about.
        </p>
      ) : (
        <Fields
          window={window}
          dates={setup}
          isDated={setup.targets.some(({ name, isDate }) => isDate && name === values.target)}
          isDisabled={isDisabled}
          onChange={next => change({ window: next })}
        />
      )}
      {window && summary && <p aria-live="polite">{windowSentences(summary)}</p>}
    </section>
  );
}

function newWindow(kind: Kind, before: OutcomeWindow | null, { dateColumns, lastDay }: Dates): OutcomeWindow | null {
  if (kind === 'none') return null;
  const kept = before ?? { outcomeMonths: USUAL_MONTHS, eventDate: null, until: null };
  const observed = kind === 'day' ? { day: aYearBefore(lastDay ?? EXAMPLE_DAY) } : { column: dateColumns[0] };
  return { ...kept, observed };
}

function aYearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4).replace('-02-29', '-02-28')}`;
}

interface FieldsProps {
  readonly window: OutcomeWindow;
  readonly dates: Dates;
  /** The column that is predicted holds the day of the event itself. */
  readonly isDated: boolean;
  readonly isDisabled: boolean;
  onChange(window: OutcomeWindow): void;
}

function Fields({ window, dates, isDated, isDisabled, onChange }: FieldsProps) {
  const { observed, outcomeMonths, eventDate, until } = window;
  const { dateColumns, lastDay } = dates;
  const columns = dateColumns.map(name => ({ value: name, label: name }));
  return (
    <div className="questionFields">
      {'day' in observed ? (
        <DayField
          label="Day of observation"
          value={observed.day}
          isDisabled={isDisabled}
          onChange={day => day && onChange({ ...window, observed: { day } })}
        />
      ) : (
        <Field label="Column with the day of observation">
          {id => (
            <Choice
              id={id}
              value={observed.column}
              choices={columns}
              isDisabled={isDisabled}
              onChange={column => onChange({ ...window, observed: { column } })}
            />
          )}
        </Field>
      )}
      <Field label="Months that the event counts">
        {id => (
          <NumberField
            id={id}
            value={outcomeMonths}
            min={1}
            max={LONGEST_WINDOW}
            isWhole
            isDisabled={isDisabled}
            onChange={months => onChange({ ...window, outcomeMonths: months })}
          />
        )}
      </Field>
      {!isDated && (
        <Field label="Day of the event">
          {id => (
            <Choice
              id={id}
              value={eventDate ?? ''}
              choices={[{ value: '', label: 'The column to predict says it' }, ...columns]}
              isDisabled={isDisabled}
              onChange={column => onChange({ ...window, eventDate: column || null })}
            />
          )}
        </Field>
      )}
      <DayField
        label={`Outcomes are known up to${lastDay === null ? '' : ` (empty: ${lastDay})`}`}
        value={until ?? ''}
        isDisabled={isDisabled}
        onChange={day => onChange({ ...window, until: day || null })}
      />
    </div>
  );
}

function Field({ label, children }: { label: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div>
      <label className="optionTitle" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  );
}

function DayField(props: { label: string; value: string; isDisabled: boolean; onChange(day: string): void }) {
  const commit = (day: string) => day !== props.value && props.onChange(day);
  return (
    <Field label={props.label}>
      {id => (
        <input
          id={id}
          key={props.value}
          type="date"
          className="choice"
          defaultValue={props.value}
          disabled={props.isDisabled}
          onBlur={event => commit(event.target.value)}
          onKeyDown={event => event.key === 'Enter' && commit(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
