import { useState } from 'react';
import TextField from '@mui/material/TextField';
import type { PairsOption } from '#shared/option';
import { useDraft } from '../../hooks/useDraft.ts';
import { pairsText, readPairs } from './pairsText.ts';

/** One replacement a line: what, an arrow, by what. What cannot be read stays as it was typed, and it is said which line it is. */
export function PairsField(props: {
  id: string;
  option: PairsOption;
  value: readonly (readonly [string, string])[];
  isDisabled: boolean;
  onChange(value: (readonly [string, string])[]): void;
}) {
  const { id, option, value, isDisabled, onChange } = props;
  const shown = pairsText(value);
  const [text, setText] = useDraft(shown);
  const [unread, setUnread] = useState<{ readonly text: string; readonly line: number } | null>(null);
  const isUnread = unread !== null && unread.text === text;
  return (
    <TextField
      id={id}
      fullWidth
      multiline
      minRows={2}
      maxRows={8}
      value={text}
      error={isUnread}
      helperText={
        isUnread
          ? `Not used: line ${unread.line} needs one arrow between two texts, as in ${option.labels[0]} → ${option.labels[1]}.`
          : undefined
      }
      placeholder={`${option.labels[0]} → ${option.labels[1]}`}
      disabled={isDisabled}
      onChange={event => setText(event.target.value)}
      onBlur={() => {
        // A text that was only looked at stays what it is, whatever stands in it.
        if (text === shown) return;
        const read = readPairs(text);
        if ('line' in read) setUnread({ text, line: read.line });
        else if (pairsText(read.pairs) !== shown) onChange(read.pairs);
      }}
    />
  );
}
