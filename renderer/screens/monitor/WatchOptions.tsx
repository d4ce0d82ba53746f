import { useId, useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { MonitorState } from '#shared/contract/monitor';
import { defaultMonitoring, type Monitoring } from '#shared/monitor/choices';
import { Failure } from '../../components/Failure.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { useAction } from '../../hooks/useAction.ts';

export interface WatchDraft {
  readonly label: string;
  /** ISO day, or empty. */
  readonly day: string;
}
interface Props {
  readonly state: MonitorState;
  readonly draft: WatchDraft;
  readonly isDisabled: boolean;
  onDraft(draft: WatchDraft): void;
}

/** What the next period is called, and from when a change counts. */
export function WatchOptions({ state, draft, isDisabled, onDraft }: Props) {
  const id = useId();
  return (
    <>
      <section className="stack" aria-label="The next file">
        <label htmlFor={`${id}-label`}>Name of the period</label>
        <TextField
          id={`${id}-label`}
          value={draft.label}
          disabled={isDisabled}
          placeholder="June 2026"
          slotProps={{ htmlInput: { maxLength: 80 } }}
          onChange={event => onDraft({ ...draft, label: event.target.value })}
        />
        <label htmlFor={`${id}-day`}>Day at which ages are measured</label>
        <TextField
          id={`${id}-day`}
          type="date"
          value={draft.day}
          disabled={isDisabled}
          onChange={event => onDraft({ ...draft, day: event.target.value })}
        />
        <p className="muted">Without a day the latest date in the file is taken.</p>
      </section>
      <Limits rule={state.rule} words={state.ruleInWords} isDisabled={isDisabled} />
    </>
  );
}

type Pair = { amber: number; red: number };
const PAIRS: readonly { key: keyof Monitoring; title: string; percent: boolean; max: number }[] = [
  { key: 'psi', title: 'Stability index (PSI)', percent: false, max: 10 },
  { key: 'missing', title: 'Change of missing values, points', percent: true, max: 100 },
  { key: 'newLevels', title: 'New levels, % of customers', percent: true, max: 100 },
  { key: 'outOfRange', title: 'Out of range, % of customers', percent: true, max: 100 },
  { key: 'aucDrop', title: 'ROC-AUC below development', percent: false, max: 1 },
  { key: 'calibration', title: 'Happened over foretold, off by', percent: false, max: 10 },
];

function Limits({ rule, words, isDisabled }: { rule: Monitoring; words: readonly string[]; isDisabled: boolean }) {
  const set = useAction('monitor.setRule');
  const [isOpen, setOpen] = useState(false);
  const change = (next: Monitoring) => void set.run({ rule: next });
  const isPlain = JSON.stringify(rule) === JSON.stringify(defaultMonitoring());
  return (
    <section className="stack" aria-label="Traffic light">
      <h3>Traffic light (a rule, not a model)</h3>
      <ul className="sentences muted">
        {words.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Button variant="outlined" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Close the limits' : 'Change the limits'}
      </Button>
      {isOpen &&
        PAIRS.map(({ key, title, percent, max }) => (
          <PairFields
            key={key}
            title={title}
            pair={rule[key] as Pair}
            scale={percent ? 100 : 1}
            max={max}
            isDisabled={isDisabled || set.isWorking}
            onChange={pair => change({ ...rule, [key]: pair })}
          />
        ))}
      {isOpen && !isPlain && <Button onClick={() => change(defaultMonitoring())}>Take the usual limits</Button>}
      {isOpen && <p className="muted">Limits are for files that are watched from here on.</p>}
      {set.error && <Failure error={set.error} onClose={set.clear} />}
    </section>
  );
}

function PairFields(props: {
  title: string;
  pair: Pair;
  scale: number;
  max: number;
  isDisabled: boolean;
  onChange(pair: Pair): void;
}) {
  const { title, pair, scale, max, isDisabled, onChange } = props;
  const shown = (value: number) => Number((value * scale).toFixed(6));
  return (
    <fieldset className="limitPair">
      <legend>{title}</legend>
      {(['amber', 'red'] as const).map(light => (
        <label key={light} className="row">
          {light} from
          <NumberField
            label={`${title}: ${light} from`}
            value={shown(pair[light])}
            min={light === 'red' ? shown(pair.amber) : 0}
            max={light === 'amber' ? shown(pair.red) : max}
            width={84}
            isDisabled={isDisabled}
            onChange={value => onChange({ ...pair, [light]: value / scale })}
          />
        </label>
      ))}
    </fieldset>
  );
}
