import { isAllowed, isHeard, type Option, type OptionTable } from '#shared/option';
import { useHeld } from '../hooks/useHeld.ts';
import { OptionField, type ColumnToChoose } from './OptionField.tsx';

export interface OptionFormProps {
  readonly table: OptionTable;
  readonly values: Readonly<Record<string, unknown>>;
  /** Called with all values once the changed one is allowed. */
  onChange(values: Record<string, unknown>): void;
  readonly isDisabled?: boolean;
  /** The values change only when this work is done; until then the form shows what was chosen. */
  readonly isWorking?: boolean;
  /** The columns that options of kind column and columns choose from. */
  readonly columns?: readonly ColumnToChoose[];
  /** Distinguishes fields of the same name on one page. */
  readonly idPrefix: string;
}

const NO_COLUMNS: readonly ColumnToChoose[] = [];

/** The form of an option table: one labelled field per option, each with its help, bounds and unit. */
export function OptionForm(props: OptionFormProps) {
  const { table, onChange, isDisabled = false, isWorking = false, columns = NO_COLUMNS, idPrefix } = props;
  const [values, hold] = useHeld(props.values, isWorking);
  const names = Object.keys(table).filter(name => isHeard(table[name], table, values));
  if (names.length === 0) return <p className="muted">Nothing to choose here.</p>;
  const change = (name: string, option: Option, value: unknown) => {
    if (!isAllowed(option, value)) return;
    const changed = { ...values, [name]: value };
    hold(changed);
    onChange(changed);
  };
  return (
    <div className="optionForm">
      {names.map(name => (
        <OptionField
          key={name}
          id={`${idPrefix}-${name}`}
          option={table[name]}
          value={Object.hasOwn(values, name) ? values[name] : table[name].default}
          columns={columns}
          isDisabled={isDisabled || (isWorking && table[name].kind !== 'columns')}
          onChange={value => change(name, table[name], value)}
        />
      ))}
    </div>
  );
}
