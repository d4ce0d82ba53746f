import Button from '@mui/material/Button';
import type { ColumnKind, ColumnRole } from '#shared/columns';
import { formatCount } from '#shared/format';
import { Choice } from '../../components/Choice.tsx';
import { KIND_CHOICES, ROLE_CHOICES } from './VariableRow.tsx';

const NOTHING = { value: '', label: 'choose…', isDisabled: true };

/** Sets the role or kind of every selected variable as one change. */
export function BulkChange({
  names,
  onChange,
  onClear,
}: {
  names: readonly string[];
  onChange(part: { role?: ColumnRole; kind?: ColumnKind }): void;
  onClear(): void;
}) {
  if (names.length === 0) return null;
  const what = `${formatCount(names.length)} selected ${names.length === 1 ? 'variable' : 'variables'}`;
  return (
    <div className="row bulkChange" role="group" aria-label={`Change ${what}`}>
      <strong>{what}</strong>
      <span className="muted">Role</span>
      <Choice
        label="Role of the selected variables"
        value=""
        choices={[NOTHING, ...ROLE_CHOICES]}
        onChange={role => onChange({ role: role as ColumnRole })}
      />
      <span className="muted">Kind</span>
      <Choice
        label="Kind of the selected variables"
        value=""
        choices={[NOTHING, ...KIND_CHOICES]}
        onChange={kind => onChange({ kind: kind as ColumnKind })}
      />
      <span className="grow" />
      <Button onClick={onClear}>Select none</Button>
    </div>
  );
}
