import { useState } from 'react';
import TextField from '@mui/material/TextField';
import { formatCount, formatThings, joinWords } from '#shared/format';
import type { Scoring } from '#shared/scoring/choices';
import { Choice } from '../../components/Choice.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { featureRows, type FeatureRow } from './featureRows.ts';
import { withColumn, withoutColumn, type SetUpProps } from './setUpProps.ts';

const PAGE = 60;
const DIRECTIONS = [
  { value: '0', label: 'Either way' },
  { value: '1', label: 'May only rise' },
  { value: '-1', label: 'May only fall' },
];

/** The columns that models learn from and those they do not, each with why, and the means to change that. */
export function FeatureChoices({ draft, setup, isDisabled }: SetUpProps) {
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const report = useQuery('dataset.report', {}).data;
  const rows = featureRows(setup, draft.values, report?.columns ?? []);
  const nUsed = rows.filter(({ isUsed }) => isUsed).length;
  const found = rows.filter(({ column }) => column.toLowerCase().includes(text.toLowerCase()));
  const guarded = rows.filter(row => row.isProtected).map(({ column }) => column);
  return (
    <section className="panel stack" aria-labelledby="features-title">
      <div className="row">
        <h2 id="features-title" className="grow">
          {formatThings(nUsed, 'column')} to learn from, {formatCount(rows.length - nUsed)} left out
        </h2>
        {rows.length > 12 && (
          <TextField
            value={text}
            placeholder="Find a column"
            onChange={event => setText(event.target.value)}
            slotProps={{ htmlInput: { 'aria-label': 'Find a column' } }}
          />
        )}
      </div>
      <p>
        {guarded.length > 0
          ? `Protected and never an input: ${joinWords(guarded)}. Scores are checked by them afterwards.`
          : 'No column has the role protected. Columns such as sex or age can be given it on the Data screen; they are then never an input, and scores are checked by them.'}
      </p>
      <TableScroll label="Columns to learn from" className="featureTable">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Used</th>
              <th scope="col">Column</th>
              <th scope="col">What models see</th>
              <th
                scope="col"
                title="Kept to by boosted trees: the score may then only rise, or only fall, with the number"
              >
                Score with the number
              </th>
              <th scope="col">Why left out</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, limit).map(row => (
              <FeatureLine key={row.column} row={row} draft={draft} isDisabled={isDisabled} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {found.length > limit && (
        <button type="button" className="linkButton" onClick={() => setLimit(limit + 5 * PAGE)}>
          Show more of {formatThings(found.length, 'column')}
        </button>
      )}
    </section>
  );
}

function FeatureLine({ row, draft, isDisabled }: Pick<SetUpProps, 'draft' | 'isDisabled'> & { row: FeatureRow }) {
  const { values, change } = draft;
  const { column, isUsed, canChange, number } = row;
  const toggle = () => {
    const exclude = withoutColumn(values.exclude, column);
    if (isUsed) change({ exclude: withColumn(exclude, column) });
    else if (row.isLeak) change({ exclude, keep: withColumn(values.keep, column) });
    else change({ exclude });
  };
  return (
    <tr className={isUsed ? undefined : 'isLeftOut'}>
      <td>
        {canChange ? (
          <input
            type="checkbox"
            aria-label={`Use ${column}`}
            checked={isUsed}
            disabled={isDisabled}
            onChange={toggle}
          />
        ) : (
          <span className="muted">never</span>
        )}
      </td>
      <th scope="row">{column}</th>
      <td>{row.seenAs}</td>
      <td>
        {isUsed && number !== null && (
          <Choice
            isPlain
            label={`Score with ${number}`}
            value={String(values.monotone[number] ?? 0)}
            choices={DIRECTIONS}
            isDisabled={isDisabled}
            onChange={value => change({ monotone: withDirection(values.monotone, number, value) })}
          />
        )}
      </td>
      <td className="muted">{row.reason}</td>
    </tr>
  );
}

function withDirection(monotone: Scoring['monotone'], feature: string, value: string): Scoring['monotone'] {
  const others = Object.fromEntries(Object.entries(monotone).filter(([name]) => name !== feature));
  if (value === '0') return others;
  return { ...others, [feature]: value === '1' ? 1 : -1 };
}
