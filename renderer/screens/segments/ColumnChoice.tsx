import { Choice } from '../../components/Choice.tsx';

/** Which column a chart shows. */
export function ColumnChoice({
  columns,
  value,
  onChange,
  label,
}: {
  columns: readonly string[];
  value: string;
  onChange(column: string): void;
  label: string;
}) {
  return (
    <Choice
      label={label}
      value={value}
      choices={columns.map(column => ({ value: column, label: column }))}
      onChange={onChange}
    />
  );
}
