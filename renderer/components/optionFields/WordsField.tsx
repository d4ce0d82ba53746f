import TextField from '@mui/material/TextField';
import { readWords, wordsText } from './wordsText.ts';

/** Words behind one another, with commas between them. */
export function WordsField(props: {
  id: string;
  value: readonly string[];
  isDisabled: boolean;
  onChange(value: string[]): void;
}) {
  const { id, value, isDisabled, onChange } = props;
  const shown = wordsText(value);
  return (
    <TextField
      id={id}
      fullWidth
      key={shown}
      defaultValue={shown}
      disabled={isDisabled}
      onBlur={event => {
        if (event.target.value === shown) return;
        const words = readWords(event.target.value);
        if (wordsText(words) !== shown) onChange(words);
      }}
      onKeyDown={event => {
        if (event.key === 'Enter') (event.target as HTMLInputElement).blur();
      }}
    />
  );
}
