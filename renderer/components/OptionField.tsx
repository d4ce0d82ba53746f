import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import type { Option } from '#shared/option';
import { Choice } from './Choice.tsx';
import { NumberField } from './NumberField.tsx';

export interface OptionFieldProps {
  readonly id: string;
  readonly option: Option;
  readonly value: unknown;
  readonly isDisabled: boolean;
  onChange(value: unknown): void;
}

/** One option as the control that fits its kind. */
export function OptionField({ id, option, value, isDisabled, onChange }: OptionFieldProps) {
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
              checked={value === true}
              disabled={isDisabled}
              slotProps={{ input: { 'aria-describedby': `${id}-help` } }}
              onChange={event => onChange(event.target.checked)}
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
      {(option.kind === 'int' || option.kind === 'number') && (
        <NumberField
          id={id}
          value={value as number}
          min={option.min}
          max={option.max}
          isWhole={option.kind === 'int'}
          isDisabled={isDisabled}
          describedBy={`${id}-help`}
          onChange={onChange}
        />
      )}
      {option.kind === 'choice' && (
        <Choice
          id={id}
          value={value as string}
          isDisabled={isDisabled}
          choices={option.values.map(choice => ({
            value: choice,
            label: (option.labels as Record<string, string> | undefined)?.[choice] ?? choice,
          }))}
          onChange={onChange}
        />
      )}
      {option.kind === 'words' && (
        <WordsField id={id} value={value as readonly string[]} isDisabled={isDisabled} onChange={onChange} />
      )}
      {help}
    </div>
  );
}

function WordsField({
  id,
  value,
  isDisabled,
  onChange,
}: {
  id: string;
  value: readonly string[];
  isDisabled: boolean;
  onChange(value: string[]): void;
}) {
  return (
    <TextField
      id={id}
      fullWidth
      key={value.join('\n')}
      defaultValue={value.join(', ')}
      disabled={isDisabled}
      onBlur={event => {
        const words = event.target.value.split(',').map(word => word.trim());
        if (words.join('\n') !== value.join('\n')) onChange(words);
      }}
    />
  );
}
