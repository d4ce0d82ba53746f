import { useEffect, useState } from 'react';
import TextField from '@mui/material/TextField';
import type { CellValue } from '#shared/columns';
import { formatNumber } from '#shared/format';
import type { FormField } from '#shared/results';

/** A number, date or text that answers while it is typed; empty is missing. */
export function ValueField({
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
  const shown = value === null ? '' : String(value);
  const [text, setText] = useState(shown);
  useEffect(() => {
    setText(current => (parse(current, field) === value ? current : shown));
  }, [shown, value, field]);
  const parsed = parse(text, field);
  const isGood = parsed !== undefined;
  const isOutside =
    typeof parsed === 'number' &&
    field.min !== null &&
    field.max !== null &&
    (parsed < field.min || parsed > field.max);
  return (
    <TextField
      id={id}
      type={field.kind === 'date' ? 'date' : 'text'}
      value={text}
      fullWidth
      error={!isGood}
      placeholder={field.kind === 'date' ? undefined : 'missing'}
      helperText={
        isGood
          ? isOutside
            ? `Seen: ${formatNumber(field.min!)} to ${formatNumber(field.max!)}`
            : undefined
          : 'A number'
      }
      onChange={event => {
        setText(event.target.value);
        const next = parse(event.target.value, field);
        if (next !== undefined) onChange(next);
      }}
      slotProps={{ htmlInput: { inputMode: field.kind === 'number' ? 'decimal' : undefined } }}
    />
  );
}

/** undefined: not a value yet. */
function parse(text: string, field: FormField): CellValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (field.kind !== 'number') return trimmed;
  const number = Number(trimmed.replace(/,(?=\d{3}\b)/g, ''));
  return Number.isFinite(number) ? number : undefined;
}
