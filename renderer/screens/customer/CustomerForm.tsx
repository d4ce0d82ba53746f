import Button from '@mui/material/Button';
import type { CellValue } from '#shared/columns';
import { formatNumber } from '#shared/format';
import type { FormField } from '#shared/results';
import { Choice } from '../../components/Choice.tsx';
import { SetField } from './SetField.tsx';
import { ValueField } from './ValueField.tsx';

export interface CustomerFormProps {
  readonly fields: readonly FormField[];
  readonly values: Readonly<Record<string, CellValue>>;
  readonly start: Readonly<Record<string, CellValue>>;
  readonly startWords: string;
  onChange(name: string, value: CellValue): void;
  readonly onReset: (() => void) | null;
}

/** Every value the segments depend on; each can be changed to see what would follow. */
export function CustomerForm({ fields, values, start, startWords, onChange, onReset }: CustomerFormProps) {
  return (
    <div className="stack">
      <div className="row">
        <h2 id="form-title" className="grow">
          Values, starting from {startWords}
        </h2>
        {onReset && <Button onClick={onReset}>Undo the changes</Button>}
      </div>
      <div className="customerFields">
        {setsLast(fields).map(field => {
          const id = `field-${field.name}`;
          const isChanged = values[field.name] !== start[field.name];
          return (
            <div
              key={field.name}
              className={`customerField ${isChanged ? 'isChanged' : ''} ${field.kind === 'set' ? 'isSet' : ''}`}
            >
              <label htmlFor={id}>
                {field.name}
                {isChanged && <span className="muted"> (was {words(start[field.name])})</span>}
              </label>
              <Field
                id={id}
                field={field}
                value={values[field.name] ?? null}
                onChange={value => onChange(field.name, value)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Lists of boxes are tall: they come after the single values. */
function setsLast(fields: readonly FormField[]): FormField[] {
  return [...fields.filter(field => field.kind !== 'set'), ...fields.filter(field => field.kind === 'set')];
}

const MISSING = '(missing)';

function Field({
  id,
  field,
  value,
  onChange,
}: {
  id: string;
  field: FormField;
  value: CellValue;
  onChange(value: CellValue): void;
}) {
  if (field.kind === 'set') return <SetField id={id} levels={field.levels} value={value} onChange={onChange} />;
  if (field.kind === 'boolean')
    return (
      <Choice
        id={id}
        value={value === null ? MISSING : value === true || value === 'true' ? 'yes' : 'no'}
        choices={['yes', 'no', MISSING].map(text => ({ value: text, label: text }))}
        onChange={text => onChange(text === MISSING ? null : text === 'yes')}
      />
    );
  if (field.kind === 'number' || field.kind === 'date' || field.levels.length === 0)
    return <ValueField id={id} field={field} value={value} onChange={onChange} />;
  const levels = typeof value === 'string' && !field.levels.includes(value) ? [value, ...field.levels] : field.levels;
  return (
    <Choice
      id={id}
      value={value === null ? MISSING : String(value)}
      choices={[...levels, MISSING].map(level => ({ value: level, label: level }))}
      onChange={text => onChange(text === MISSING ? null : text)}
    />
  );
}

function words(value: CellValue | undefined): string {
  if (value === null || value === undefined) return 'missing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? formatNumber(value, 6) : value;
}
