import { useState } from 'react';
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
  const [typed, setTyped] = useState<string | null>(null);
  const text = shownText(typed, value, field);
  const parsed = parse(text, field);
  const isGood = parsed !== undefined;
  return (
    <TextField
      id={id}
      type={field.kind === 'date' ? 'date' : 'text'}
      value={text}
      fullWidth
      error={!isGood}
      placeholder={field.kind === 'date' ? undefined : 'missing'}
      helperText={isGood ? rangeWords(parsed, field) : 'A number'}
      onChange={event => {
        setTyped(event.target.value);
        const next = parse(event.target.value, field);
        if (next !== undefined) onChange(next);
      }}
      slotProps={{ htmlInput: { inputMode: field.kind === 'number' ? 'decimal' : undefined } }}
    />
  );
}

/** What is typed stays as it was typed ("1,200", "3.") for as long as it means the value. */
function shownText(typed: string | null, value: CellValue, field: FormField): string {
  if (typed !== null) {
    const meant = parse(typed, field);
    if (meant === undefined || meant === value) return typed;
  }
  return value === null ? '' : String(value);
}

function rangeWords(value: CellValue, { min, max }: FormField): string | undefined {
  if (typeof value !== 'number' || min === null || max === null || (value >= min && value <= max)) return undefined;
  return `Seen: ${formatNumber(min)} to ${formatNumber(max)}`;
}

/** undefined: not a value yet. */
function parse(text: string, field: FormField): CellValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (field.kind !== 'number') return trimmed;
  const number = Number(trimmed.replace(/,(?=\d{3}\b)/g, ''));
  return Number.isFinite(number) ? number : undefined;
}
