import { useState } from 'react';
import TextField from '@mui/material/TextField';
import { COLUMN_KINDS, COLUMN_ROLES, type ColumnKind, type ColumnRole } from '#shared/columns';
import { formatCount } from '#shared/format';
import type { ColumnReport } from '#shared/results';
import { noteSentence } from '#shared/text/noteSentences';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { capital, KIND_TEXT, ROLE_TEXT } from '../../text/sentences.ts';
import { TableScroll } from '../../components/TableScroll.tsx';

const PAGE = 100;
const KINDS = COLUMN_KINDS.map(kind => ({ value: kind, label: KIND_TEXT[kind] }));
const ROLES = COLUMN_ROLES.map(role => ({ value: role, label: ROLE_TEXT[role].title }));

/** Every column with its kind and role, the evidence for both, and the means to correct them. */
export function ColumnTable({ columns }: { columns: readonly ColumnReport[] }) {
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const change = useAction('dataset.setColumns');
  const found = columns.filter(column =>
    `${column.name} ${column.original}`.toLowerCase().includes(text.toLowerCase()),
  );
  const set = (name: string, part: { kind?: ColumnKind; role?: ColumnRole }) =>
    void change.run({ changes: [{ name, ...part }] });
  return (
    <section aria-labelledby="columns-title">
      <div className="row">
        <h2 id="columns-title" className="grow">
          Columns, what they are and what they are for
        </h2>
        <TextField
          value={text}
          placeholder="Find a column"
          onChange={event => setText(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': 'Find a column' } }}
        />
      </div>
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      <TableScroll label="Columns" className="columnTable">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Kind</th>
              <th scope="col">Evidence</th>
              <th scope="col">Role</th>
              <th scope="col">Reason</th>
              <th scope="col" className="number">
                Missing
              </th>
              <th scope="col" className="number">
                Distinct
              </th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, limit).map(column => (
              <ColumnRow key={column.name} column={column} onChange={part => set(column.name, part)} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {found.length > limit && (
        <button type="button" className="linkButton" onClick={() => setLimit(limit + PAGE)}>
          Show {formatCount(Math.min(PAGE, found.length - limit))} more of {formatCount(found.length)} columns
        </button>
      )}
    </section>
  );
}

function ColumnRow({
  column,
  onChange,
}: {
  column: ColumnReport;
  onChange(part: { kind?: ColumnKind; role?: ColumnRole }): void;
}) {
  return (
    <tr>
      <th scope="row">
        {column.name}
        {column.original !== column.name && <div className="muted original">was {column.original || '(blank)'}</div>}
      </th>
      <td>
        <Choice
          isPlain
          label={`Kind of ${column.name}`}
          value={column.kind}
          choices={KINDS}
          onChange={kind => onChange({ kind: kind as ColumnKind })}
        />
      </td>
      <td className="muted">{capital(column.kindEvidence)}</td>
      <td title={ROLE_TEXT[column.role].help}>
        <Choice
          isPlain
          label={`Role of ${column.name}`}
          value={column.role}
          choices={ROLES}
          onChange={role => onChange({ role: role as ColumnRole })}
        />
      </td>
      <td className="muted">
        {capital(column.roleReason)}
        {column.notes.map((note, index) => (
          <div key={`${note.code} ${index}`} className="columnNote">
            {noteSentence(note)}
          </div>
        ))}
      </td>
      <td className="number">{formatCount(column.missing)}</td>
      <td className="number">{formatCount(column.distinct)}</td>
    </tr>
  );
}
