import TextField from '@mui/material/TextField';

/** Words behind one another, with commas between them. */
export function WordsField(props: {
  id: string;
  value: readonly string[];
  isDisabled: boolean;
  onChange(value: string[]): void;
}) {
  const { id, value, isDisabled, onChange } = props;
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
