import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { ColumnKind } from '#shared/columns';
import type { ColumnOption, Option } from '#shared/option';
import { Choice } from './Choice.tsx';
import { NumberField } from './NumberField.tsx';
import { ColumnsField } from './optionFields/ColumnsField.tsx';
import { LineField } from './optionFields/LineField.tsx';
import { PairsField } from './optionFields/PairsField.tsx';
import { WordsField } from './optionFields/WordsField.tsx';

/** A column that an option may name. */
export interface ColumnToChoose {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Known of the columns that features are made of: targets are only learned from, and nothing else is. */
  readonly isTarget?: boolean;
}
export interface OptionFieldProps {
  readonly id: string;
  readonly option: Option;
  readonly value: unknown;
  readonly columns: readonly ColumnToChoose[];
  readonly isDisabled: boolean;
  onChange(value: unknown): void;
}

/** One option as the control that fits its kind. */
export function OptionField(props: OptionFieldProps) {
  const { id, option } = props;
  const help = (
    <p className="optionHelp" id={`${id}-help`}>
      {option.help}
    </p>
  );
  if (option.kind === 'flag')
    return (
      <div>
        <FormControlLabel
          label={option.title}
          control={
            <Checkbox
              checked={props.value === true}
              disabled={props.isDisabled}
              slotProps={{ input: { 'aria-describedby': `${id}-help` } }}
              onChange={event => props.onChange(event.target.checked)}
            />
          }
        />
        {help}
      </div>
    );
  return (
    <div>
      <label className="optionTitle" htmlFor={id}>
        {option.title}
        {option.unit && <span className="muted"> ({option.unit})</span>}
      </label>
      <Control {...props} />
      {help}
    </div>
  );
}

function Control({ id, option, value, columns, isDisabled, onChange }: OptionFieldProps) {
  const shared = { id, isDisabled, onChange };
  switch (option.kind) {
    case 'int':
    case 'number':
      return (
        <NumberField
          {...shared}
          value={value as number}
          min={option.min}
          max={option.max}
          isWhole={option.kind === 'int'}
          describedBy={`${id}-help`}
        />
      );
    case 'choice': {
      const labels = option.labels as Record<string, string> | undefined;
      const choices = option.values.map(choice => ({ value: choice, label: labels?.[choice] ?? choice }));
      return <Choice {...shared} value={value as string} choices={choices} />;
    }
    case 'column':
      return <Choice {...shared} value={value as string} choices={columnChoices(option, columns, value as string)} />;
    case 'columns':
      return (
        <ColumnsField
          {...shared}
          option={option}
          columns={columns
            .filter(({ kind, isTarget = false }) => option.columnKinds.includes(kind) && !isTarget)
            .map(({ name }) => name)}
          value={value as readonly string[]}
        />
      );
    case 'pairs':
      return <PairsField {...shared} option={option} value={value as readonly (readonly [string, string])[]} />;
    case 'words':
      return <WordsField {...shared} value={value as readonly string[]} />;
    case 'text':
      return <LineField {...shared} value={value as string} most={option.maxLength} describedBy={`${id}-help`} />;
    case 'flag':
      return null;
  }
}

function columnChoices(option: ColumnOption, columns: readonly ColumnToChoose[], value: string) {
  const names = columns
    .filter(({ kind, isTarget = true }) => option.columnKinds.includes(kind) && isTarget)
    .map(({ name }) => name);
  if (value !== '' && !names.includes(value)) names.push(value);
  return [{ value: '', label: '(none)' }, ...names.map(name => ({ value: name, label: name }))];
}
