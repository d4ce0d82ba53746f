import { isAllowed, type Option, type OptionTable } from '#shared/option';
import { OptionField, type ColumnToChoose } from './OptionField.tsx';

export interface OptionFormProps {
  readonly table: OptionTable;
  readonly values: Readonly<Record<string, unknown>>;
  /** Called with all values once the changed one is allowed. */
  onChange(values: Record<string, unknown>): void;
  readonly isDisabled?: boolean;
  /** The columns that options of kind column and columns choose from. */
  readonly columns?: readonly ColumnToChoose[];
  /** Distinguishes fields of the same name on one page. */
  readonly idPrefix: string;
}

const NO_COLUMNS: readonly ColumnToChoose[] = [];

/** The form of an option table: one labelled field per option, each with its help, bounds and unit. */
export function OptionForm({ table, values, onChange, isDisabled, columns, idPrefix }: OptionFormProps) {
  const names = Object.keys(table);
  if (names.length === 0) return <p className="muted">Nothing to choose here.</p>;
  const change = (name: string, option: Option, value: unknown) => {
    if (isAllowed(option, value)) onChange({ ...values, [name]: value });
  };
  return (
    <div className="optionForm">
      {names.map(name => (
        <OptionField
          key={name}
          id={`${idPrefix}-${name}`}
          option={table[name]}
          value={Object.hasOwn(values, name) ? values[name] : table[name].default}
          columns={columns ?? NO_COLUMNS}
          isDisabled={isDisabled ?? false}
          onChange={value => change(name, table[name], value)}
        />
      ))}
    </div>
  );
}
