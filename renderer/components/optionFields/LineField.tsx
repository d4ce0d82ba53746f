import { useState } from 'react';
import TextField from '@mui/material/TextField';
import { formatCount } from '#shared/format';
import { followed, newDraft } from './lineDraft.ts';

export interface LineFieldProps {
  readonly id: string;
  /** What holds, or while it is being asked for, what was typed. */
  readonly value: string;
  /** Characters, at most. */
  readonly most: number;
  readonly isDisabled: boolean;
  readonly describedBy: string;
  onChange(value: string): void;
}

/** A line of text that is asked for with Enter or on leaving it, and stays as it was typed where it is refused. */
export function LineField({ id, value, most, isDisabled, describedBy, onChange }: LineFieldProps) {
  const [kept, setDraft] = useState(() => newDraft(value));
  const draft = followed(kept, value, isDisabled);
  if (draft !== kept) setDraft(draft);
  const isLong = draft.text.length > most;
  const isOpen = isLong || (draft.refused !== null && draft.text !== value);
  return (
    <TextField
      id={id}
      fullWidth
      value={draft.text}
      error={isOpen}
      helperText={isLong ? longText(draft.text, most) : isOpen ? openText(value) : undefined}
      disabled={isDisabled}
      slotProps={{ htmlInput: { 'aria-describedby': isOpen ? `${describedBy} ${id}-helper-text` : describedBy } }}
      onChange={event => setDraft({ ...draft, text: event.target.value })}
      onBlur={() => {
        // What was refused is not asked for again until it is another text.
        if (isLong || draft.text === value || draft.text === draft.refused) return;
        setDraft({ ...draft, asked: { from: value, to: draft.text } });
        onChange(draft.text);
      }}
      onKeyDown={event => {
        if (event.key === 'Enter') (event.target as HTMLInputElement).blur();
        if (event.key === 'Escape') setDraft(newDraft(value));
      }}
    />
  );
}

function longText(text: string, most: number): string {
  return `At most ${formatCount(most)} characters can be used; it has ${formatCount(text.length)}.`;
}

function openText(value: string): string {
  return value === '' ? 'Not used, see above.' : `Not used, see above: “${value}” still holds.`;
}
