import TextField from '@mui/material/TextField';
import type { PairsOption } from '#shared/option';

const ARROW = /\s*(?:→|->|=>)\s*/;

/** One replacement a line: what, an arrow, by what. A line without an arrow stays until it has one. */
export function PairsField(props: {
  id: string;
  option: PairsOption;
  value: readonly (readonly [string, string])[];
  isDisabled: boolean;
  onChange(value: (readonly [string, string])[]): void;
}) {
  const { id, option, value, isDisabled, onChange } = props;
  const shown = pairsText(value);
  return (
    <TextField
      id={id}
      fullWidth
      multiline
      minRows={2}
      maxRows={8}
      key={shown}
      defaultValue={shown}
      placeholder={`${option.labels[0]} → ${option.labels[1]}`}
      disabled={isDisabled}
      onBlur={event => {
        const pairs = readPairs(event.target.value);
        if (pairs && pairsText(pairs) !== shown) onChange(pairs);
      }}
    />
  );
}

export function pairsText(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([from, to]) => `${from} → ${to}`).join('\n');
}

/** null when a line has no arrow. */
export function readPairs(text: string): (readonly [string, string])[] | null {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const pairs = lines.map(line => line.trim().split(ARROW));
  if (pairs.some(parts => parts.length !== 2 || parts[0] === '')) return null;
  return pairs.map(([from, to]) => [from, to] as const);
}
