import { useRef } from 'react';
import TextField from '@mui/material/TextField';
import { useDraft } from '../hooks/useDraft.ts';

export interface NumberFieldProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
  readonly isDisabled?: boolean;
  readonly describedBy?: string;
  readonly width?: number;
  /** Called only with allowed numbers, after typing pauses at an allowed number, on Enter or on leaving the field. */
  onChange(value: number): void;
}

/** A number within bounds: says what is allowed while what is typed is not. */
export function NumberField({
  id,
  label,
  value,
  min,
  max,
  isWhole,
  isDisabled,
  describedBy,
  width,
  onChange,
}: NumberFieldProps) {
  const [text, setText] = useDraft(String(value));
  // Enter asks, and the field that is disabled meanwhile loses the focus: that must not ask again.
  const asked = useRef<number | null>(null);
  const parsed = text.trim() === '' ? Number.NaN : Number(text);
  const isGood = Number.isFinite(parsed) && parsed >= min && parsed <= max && (!isWhole || Number.isInteger(parsed));
  const commit = () => {
    if (isGood && parsed !== value && asked.current !== parsed) {
      asked.current = parsed;
      onChange(parsed);
    }
    if (!isGood) setText(String(value));
  };
  return (
    <TextField
      id={id}
      type="text"
      value={text}
      disabled={isDisabled}
      error={!isGood}
      helperText={isGood ? undefined : `${isWhole ? 'A whole number' : 'A number'} from ${min} to ${max}`}
      onChange={event => {
        asked.current = null;
        setText(event.target.value);
      }}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') commit();
        if (event.key === 'ArrowUp' && isGood && isWhole && parsed < max) onChange(parsed + 1);
        if (event.key === 'ArrowDown' && isGood && isWhole && parsed > min) onChange(parsed - 1);
      }}
      sx={{ width: width ?? 140 }}
      slotProps={{
        htmlInput: { inputMode: isWhole ? 'numeric' : 'decimal', 'aria-label': label, 'aria-describedby': describedBy },
      }}
    />
  );
}
