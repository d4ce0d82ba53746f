import Button from '@mui/material/Button';
import { formatCount, formatFixed } from '#shared/format';
import type { Scoring } from '#shared/scoring/choices';
import { LEAK_MEASURES, type LeakFinding } from '#shared/scoring/leaks';
import { withColumn, withoutColumn, type SetUpProps } from './setUpProps.ts';

const SEVERITY = {
  leak: { mark: '▲', word: 'Gives the outcome away', tone: 'high' },
  suspect: { mark: '◆', word: 'Worth a look', tone: 'medium' },
} as const;

/** Columns that say too much about the outcome, found before anything is fitted, each with its evidence and one click. */
export function LeakList(props: SetUpProps) {
  const { leaks } = props.setup;
  return (
    <section className="panel stack" aria-labelledby="leaks-title">
      <h2 id="leaks-title">Columns that may give the outcome away</h2>
      {leaks.length === 0 ? (
        <p className="muted">None was found: no column is as good as the outcome itself, or known only after it.</p>
      ) : (
        <ul className="leaks" aria-label="Columns that may give the outcome away">
          {leaks.map(leak => (
            <LeakItem key={`${leak.column} ${leak.kind} ${leak.with}`} leak={leak} {...props} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LeakItem({ leak, draft, isDisabled }: SetUpProps & { leak: LeakFinding }) {
  const { mark, word, tone } = SEVERITY[leak.severity];
  const { values, change } = draft;
  const { column } = leak;
  const state = stateOf(leak, values);
  const toggle = () => {
    if (column === null) return;
    const isLeak = leak.severity === 'leak';
    const keep = withoutColumn(values.keep, column);
    const exclude = withoutColumn(values.exclude, column);
    if (state === 'used') change({ keep, exclude: isLeak ? exclude : withColumn(exclude, column) });
    else change({ keep: isLeak ? withColumn(keep, column) : keep, exclude });
  };
  const what = column === null ? '' : ` ${column}`;
  return (
    <li className="leak">
      <span className={`leakMark ${tone}`} title={word}>
        <span aria-hidden="true">{mark}</span>
        <span className="visually-hidden">{word}: </span>
      </span>
      <p
        className="grow"
        title={`${LEAK_MEASURES[leak.measure]} ${formatFixed(leak.value, 3)}, n = ${formatCount(leak.n)}`}
      >
        {leak.sentence}
      </p>
      <span className="leakState">{STATES[state].words}</span>
      {STATES[state].act && column !== null && (
        <Button variant="outlined" disabled={isDisabled} onClick={toggle}>
          {STATES[state].act}
          <span className="visually-hidden">{what}</span>
        </Button>
      )}
    </li>
  );
}

const STATES = {
  leftOut: { words: 'Left out', act: 'Keep it all the same' },
  byHand: { words: 'Left out by hand', act: 'Use it' },
  used: { words: 'Used', act: 'Leave it out' },
  notUsed: { words: 'Never used', act: null },
} as const;

/** As the form stands, whether or not the columns were looked at again since. */
function stateOf({ column, action, severity }: LeakFinding, { exclude, keep }: Scoring): keyof typeof STATES {
  if (action === 'notUsed' || column === null) return 'notUsed';
  if (exclude.includes(column)) return 'byHand';
  return severity === 'leak' && !keep.includes(column) ? 'leftOut' : 'used';
}
