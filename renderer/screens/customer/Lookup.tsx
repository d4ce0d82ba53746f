import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useDraft } from '../../hooks/useDraft.ts';

/** Finds one customer by identifier. */
export function Lookup({
  current,
  onAsk,
  onClear,
}: {
  current: string | null;
  onAsk(id: string): void;
  onClear(): void;
}) {
  const [text, setText] = useDraft(current ?? '');
  return (
    <form
      className="row"
      role="search"
      aria-label="Look one customer up"
      onSubmit={event => {
        event.preventDefault();
        if (text.trim()) onAsk(text.trim());
      }}
    >
      <label htmlFor="customer-id">Customer</label>
      <TextField
        id="customer-id"
        value={text}
        placeholder="identifier"
        onChange={event => setText(event.target.value)}
        sx={{ width: 260 }}
        slotProps={{ htmlInput: { 'data-find': '' } }}
      />
      <Button type="submit" variant="contained" disabled={text.trim() === ''}>
        Look up
      </Button>
      {current !== null && <Button onClick={onClear}>Start from typical values</Button>}
    </form>
  );
}
