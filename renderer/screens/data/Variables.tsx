import { useState } from 'react';
import TextField from '@mui/material/TextField';
import type { ColumnChange } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import type { ColumnReport } from '#shared/results';
import { Failure } from '../../components/Failure.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { BulkChange } from './BulkChange.tsx';
import { LevelOrder } from './LevelOrder.tsx';
import { VariableRow } from './VariableRow.tsx';

const PAGE = 100;

/** Every column with its name, label, kind, role, levels and missing codes, the evidence for them, and the means to correct them, one or many at once. */
export function Variables({ columns }: { columns: readonly ColumnReport[] }) {
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [ordering, setOrdering] = useState<string | null>(null);
  const change = useAction('dataset.setColumns');
  const found = columns.filter(column =>
    `${column.name} ${column.original} ${column.label}`.toLowerCase().includes(text.toLowerCase()),
  );
  const picked = columns.filter(({ name }) => chosen.has(name)).map(({ name }) => name);
  const set = async (changes: ColumnChange[]) => (await change.run({ changes })) !== undefined;
  const toggle = (names: readonly string[], isOn: boolean) => {
    const next = new Set(chosen);
    for (const name of names)
      if (isOn) next.add(name);
      else next.delete(name);
    setChosen(next);
  };
  return (
    <section className="stack" aria-labelledby="variables-title">
      <div className="row">
        <h2 id="variables-title" className="grow">
          {formatCount(columns.length)} variables, what they are and what they are for
        </h2>
        <TextField
          value={text}
          placeholder="Find a column"
          onChange={event => setText(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': 'Find a column' } }}
        />
      </div>
      <BulkChange
        names={picked}
        onChange={part => void set(picked.map(name => ({ name, ...part })))}
        onClear={() => setChosen(new Set())}
      />
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      <TableScroll label="Variables" className="columnTable">
        <table className="table">
          <VariablesHead
            isAllChosen={found.length > 0 && found.every(({ name }) => chosen.has(name))}
            onChooseAll={isOn =>
              toggle(
                found.map(({ name }) => name),
                isOn,
              )
            }
          />
          <tbody>
            {found.slice(0, limit).map(column => (
              <VariableRow
                key={column.name}
                column={column}
                isChosen={chosen.has(column.name)}
                onChoose={isOn => toggle([column.name], isOn)}
                onChange={part => set([{ name: column.name, ...part }])}
                onOrder={() => setOrdering(column.name)}
              />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {found.length > limit && (
        <button type="button" className="linkButton" onClick={() => setLimit(limit + PAGE)}>
          Show {formatCount(Math.min(PAGE, found.length - limit))} more of {formatCount(found.length)} columns
        </button>
      )}
      {ordering !== null && (
        <LevelOrder
          column={ordering}
          onClose={() => setOrdering(null)}
          onChange={levels => {
            void set([{ name: ordering, levels }]);
            setOrdering(null);
          }}
        />
      )}
    </section>
  );
}

const TITLES = [
  'Name',
  'Label',
  'Kind',
  'Role',
  'Missing codes',
  'Missing',
  'Distinct',
  'Levels',
  'Evidence and notes',
];
const NUMBERS = new Set(['Missing', 'Distinct']);

function VariablesHead({ isAllChosen, onChooseAll }: { isAllChosen: boolean; onChooseAll(isOn: boolean): void }) {
  return (
    <thead>
      <tr>
        <td>
          <input
            type="checkbox"
            aria-label="Select every variable shown"
            checked={isAllChosen}
            onChange={event => onChooseAll(event.target.checked)}
          />
        </td>
        {TITLES.map(title => (
          <th key={title} scope="col" className={NUMBERS.has(title) ? 'number' : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
