import { useEffect, useRef, useState } from 'react';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import KeyboardArrowDownOutlined from '@mui/icons-material/KeyboardArrowDownOutlined';
import KeyboardArrowUpOutlined from '@mui/icons-material/KeyboardArrowUpOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import type { GridColumn } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';
import { Choice } from '../Choice.tsx';
import type { GridFind } from './useFind.ts';

const EVERYWHERE = '';

/** Finds a text in the table without leaving rows out, and goes to a row by its number. */
export function FindBar({
  find,
  columns,
  autoFocus,
  onGoToRow,
}: {
  find: GridFind;
  columns: readonly GridColumn[];
  autoFocus?: boolean;
  onGoToRow(row: number): void;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) box.current?.focus();
  }, [autoFocus]);
  return (
    <div className="row findBar" role="search" aria-label="Find in the table">
      <TextField
        value={find.text}
        placeholder="Find in the table"
        inputRef={box}
        onChange={event => find.setText(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') find.go(event.shiftKey);
          if (event.key === 'Escape') find.setText('');
        }}
        sx={{ width: 220 }}
        slotProps={{
          htmlInput: { 'aria-label': 'Find in the table', 'data-find': '', maxLength: 200 },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <SearchOutlined fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      <Choice
        label="Where to find"
        value={find.column ?? EVERYWHERE}
        choices={[
          { value: EVERYWHERE, label: 'in every column' },
          ...columns.map(({ name }) => ({ value: name, label: `in ${name}` })),
        ]}
        onChange={name => find.setColumn(name === EVERYWHERE ? null : name)}
      />
      <IconButton aria-label="Previous match" disabled={!find.text} onClick={() => find.go(true)}>
        <KeyboardArrowUpOutlined fontSize="small" />
      </IconButton>
      <IconButton aria-label="Next match" disabled={!find.text} onClick={() => find.go(false)}>
        <KeyboardArrowDownOutlined fontSize="small" />
      </IconButton>
      <span className="findCount muted" role="status">
        {findWords(find)}
      </span>
      <span className="grow" />
      <GoToRow onGo={onGoToRow} />
    </div>
  );
}

function findWords({ text, found, isWorking, error }: GridFind): string {
  if (text === '') return '';
  if (error) return error.message;
  if (isWorking && !found) return 'Finding…';
  if (!found) return '';
  if (!found.match) return 'No match';
  return `${formatCount(found.match.nth)} of ${formatCount(found.total)} ${found.total === 1 ? 'match' : 'matches'}`;
}

function GoToRow({ onGo }: { onGo(row: number): void }) {
  const [text, setText] = useState('');
  const row = Number(text.replace(/[,\s]/g, ''));
  const isGood = Number.isInteger(row) && row >= 1;
  return (
    <form
      className="row"
      onSubmit={event => {
        event.preventDefault();
        if (isGood) onGo(row);
      }}
    >
      <TextField
        value={text}
        placeholder="Row"
        onChange={event => setText(event.target.value)}
        sx={{ width: 90 }}
        slotProps={{ htmlInput: { 'aria-label': 'Row to go to', inputMode: 'numeric', 'data-go-to-row': '' } }}
      />
      <Button type="submit" variant="outlined" disabled={!isGood}>
        Go to row
      </Button>
    </form>
  );
}
