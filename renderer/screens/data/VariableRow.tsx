import { COLUMN_KINDS, COLUMN_ROLES, type ColumnKind, type ColumnRole } from '#shared/columns';
import type { ColumnChange } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import type { ColumnReport } from '#shared/results';
import { noteSentence } from '#shared/text/noteSentences';
import { Choice } from '../../components/Choice.tsx';
import { useDraft } from '../../hooks/useDraft.ts';
import { capital, KIND_TEXT, ROLE_TEXT } from '../../text/sentences.ts';

export const KIND_CHOICES = COLUMN_KINDS.map(kind => ({ value: kind, label: KIND_TEXT[kind] }));
export const ROLE_CHOICES = COLUMN_ROLES.map(role => ({ value: role, label: ROLE_TEXT[role].title }));

type Part = Omit<ColumnChange, 'name'>;

/** One variable: everything about it that a person may correct, and why it is what it is. */
export function VariableRow({
  column,
  isChosen,
  onChoose,
  onChange,
  onOrder,
}: {
  column: ColumnReport;
  isChosen: boolean;
  onChoose(isOn: boolean): void;
  /** Whether the change was taken. */
  onChange(part: Part): Promise<boolean>;
  onOrder(): void;
}) {
  const { name } = column;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={isChosen}
          onChange={event => onChoose(event.target.checked)}
        />
      </td>
      <th scope="row">
        <CellText label={`Name of ${name}`} value={name} onChange={rename => onChange({ rename })} />
        {column.original !== name && <div className="muted original">was {column.original || '(blank)'}</div>}
      </th>
      <td>
        <CellText label={`Label of ${name}`} value={column.label} onChange={label => onChange({ label })} />
      </td>
      <td>
        <Choice
          isPlain
          label={`Kind of ${name}`}
          value={column.kind}
          choices={KIND_CHOICES}
          onChange={kind => void onChange({ kind: kind as ColumnKind })}
        />
      </td>
      <td title={ROLE_TEXT[column.role].help}>
        <Choice
          isPlain
          label={`Role of ${name}`}
          value={column.role}
          choices={ROLE_CHOICES}
          onChange={role => void onChange({ role: role as ColumnRole })}
        />
      </td>
      <td>
        <CellText
          label={`Missing codes of ${name}`}
          placeholder="such as 999; -1"
          value={column.missingCodes.join('; ')}
          onChange={text => onChange({ missingCodes: codesIn(text) })}
        />
      </td>
      <td className="number">{formatCount(column.missing)}</td>
      <td className="number">{formatCount(column.distinct)}</td>
      <td>
        {column.kind === 'category' && (
          <button type="button" className="linkButton" aria-label={`Order of the levels of ${name}`} onClick={onOrder}>
            Order…
          </button>
        )}
      </td>
      <td className="muted">
        {capital(column.kindEvidence)}. {capital(column.roleReason)}.
        {column.notes.map((note, index) => (
          <div key={`${note.code} ${index}`} className="columnNote">
            {noteSentence(note)}
          </div>
        ))}
      </td>
    </tr>
  );
}

function codesIn(text: string): string[] {
  return [...new Set(text.split(';').map(code => code.trim()))].filter(code => code !== '');
}

/** A text that is taken when the field is left or Enter is pressed; Esc, or that it is refused, brings the old one back. */
function CellText({
  label,
  value,
  placeholder,
  onChange,
}: {
  label: string;
  value: string;
  placeholder?: string;
  onChange(value: string): Promise<boolean>;
}) {
  const [draft, setDraft] = useDraft(value);
  return (
    <input
      className="cellText"
      aria-label={label}
      placeholder={placeholder}
      maxLength={400}
      title={value || undefined}
      value={draft}
      onChange={event => setDraft(event.target.value)}
      onBlur={() => {
        const next = draft.trim();
        // Two variables under one name would be shown where the second was refused.
        if (next !== value) void onChange(next).then(isTaken => !isTaken && setDraft(value));
      }}
      onKeyDown={event => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(value);
      }}
    />
  );
}
