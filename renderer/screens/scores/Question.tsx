import { useId } from 'react';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import type { Purpose } from '#shared/scoring/choices';
import type { TargetSummary } from '#shared/scoring/result';
import type { PossibleTarget } from '#shared/scoring/target';
import { Choice } from '../../components/Choice.tsx';
import { Empty } from '../../components/Empty.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { moneyWords, presetOf, PRESETS, startingThreshold } from './presets.ts';
import type { SetUpProps } from './setUpProps.ts';

/** What is asked, the column that answers it for the past, and which of its values is the event. */
export function Question(props: SetUpProps) {
  const { values, change } = props.draft;
  const { targets, target, problem } = props.setup;
  const purpose = values.purpose ?? target?.purpose ?? 'other';
  const preset = presetOf(purpose);
  const isScored = useProject()?.scores !== 'none';
  const money = isScored ? values.threshold : startingThreshold(values, purpose);
  const choosePurpose = (next: Purpose) =>
    change({ purpose: next, threshold: { ...values.threshold, ...presetOf(next).money } });
  return (
    <section className="panel stack" aria-labelledby="question-title">
      <h2 id="question-title">What is the question?</h2>
      <FormChoice
        label="What the question is"
        value={purpose}
        choices={PRESETS.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={choosePurpose}
      />
      <p>
        {preset.question} <span className="muted">{moneyWords(preset, money)}</span>
      </p>
      {targets.length === 0 ? <NoTarget /> : <Outcome {...props} />}
      {problem && targets.length > 0 && (
        <p role="alert" className="setUpProblem">
          {problem}
        </p>
      )}
      {target && <TargetSentence target={target} />}
    </section>
  );
}

function NoTarget() {
  return (
    <Empty title="No column of this table can be predicted.">
      <p className="muted">
        A column to predict says for each customer whether the event happened: yes or no, or a few values. Give it the
        role target on the Data screen.
      </p>
    </Empty>
  );
}

/** The column and its value; what is recognised holds until another is chosen. */
function Outcome({ draft, setup, isDisabled }: SetUpProps) {
  const { values, change } = draft;
  const { targets, target } = setup;
  const name = values.target ?? target?.name ?? null;
  const possible = targets.find(candidate => candidate.name === name);
  return (
    <div className="questionFields">
      <TargetChoice
        targets={targets}
        value={values.target}
        recognised={values.target === null ? name : null}
        isDisabled={isDisabled}
        onChange={next => change({ target: next || null, event: null, purpose: null, keep: [], monotone: {} })}
      />
      {possible && !possible.isDate && (
        <EventChoice
          possible={possible}
          value={values.event}
          isDisabled={isDisabled}
          onChange={event => change({ event })}
        />
      )}
    </div>
  );
}

function TargetSentence({ target }: { target: TargetSummary }) {
  const { eventWords, nEvents, nOthers, nUnknown } = target;
  const known = nEvents + nOthers;
  const unknown =
    nUnknown > 0
      ? ` For ${formatThings(nUnknown, 'customer')} it is not known: they are scored, and nothing is learned from them.`
      : '';
  return (
    <p aria-live="polite">
      <strong>{eventWords}</strong> for {formatCount(nEvents)} of {formatThings(known, 'customer')} with a known outcome
      ({formatPercent(nEvents / known)}).{unknown}
    </p>
  );
}

interface TargetChoiceProps {
  readonly targets: readonly PossibleTarget[];
  readonly value: string | null;
  /** The column that is taken while none is chosen. */
  readonly recognised: string | null;
  readonly isDisabled: boolean;
  onChange(value: string): void;
}

function TargetChoice({ targets, value, recognised, isDisabled, onChange }: TargetChoiceProps) {
  const id = useId();
  const first = recognised === null ? 'Choose a column' : `${recognised}, as recognised`;
  const named = targets.map(target => ({
    value: target.name,
    label: `${target.name} (${target.isDate ? 'days' : target.events.map(({ value: text, n }) => `${text}: ${formatCount(n)}`).join(', ')})`,
  }));
  return (
    <div>
      <label className="optionTitle" htmlFor={id}>
        Column to predict
      </label>
      <Choice
        id={id}
        value={value ?? ''}
        choices={[{ value: '', label: first }, ...named]}
        isDisabled={isDisabled}
        onChange={onChange}
      />
    </div>
  );
}

interface EventChoiceProps {
  readonly possible: PossibleTarget;
  readonly value: string | null;
  readonly isDisabled: boolean;
  onChange(value: string | null): void;
}

function EventChoice({ possible, value, isDisabled, onChange }: EventChoiceProps) {
  const id = useId();
  const { event, events } = possible;
  const first = event === null ? 'Choose a value' : `${event}, as recognised`;
  return (
    <div>
      <label className="optionTitle" htmlFor={id}>
        Value that is the event
      </label>
      <Choice
        id={id}
        value={value ?? ''}
        choices={[
          { value: '', label: first },
          ...events.map(one => ({ value: one.value, label: `${one.value} (${formatThings(one.n, 'customer')})` })),
        ]}
        isDisabled={isDisabled}
        onChange={text => onChange(text === '' ? null : text)}
      />
    </div>
  );
}
