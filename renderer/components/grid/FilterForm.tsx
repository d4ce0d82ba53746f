import { useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { Filter, GridColumn } from '#shared/contract/dataset';
import { Choice } from '../Choice.tsx';
import { rangeFilter } from './rangeFilter.ts';

const OPERATIONS = [
  { value: 'contains', label: 'contains' },
  { value: 'is', label: 'is exactly' },
  { value: 'between', label: 'is between' },
  { value: 'missing', label: 'is missing' },
] as const;
type Operation = (typeof OPERATIONS)[number]['value'];

/** Leaves customers out of sight: a column, what must hold, and the value. */
export function FilterForm({ columns, onAdd }: { columns: readonly GridColumn[]; onAdd(filter: Filter): void }) {
  const [chosen, setColumn] = useState<string | null>(null);
  const [operation, setOperation] = useState<Operation>('contains');
  const [text, setText] = useState('');
  const [upper, setUpper] = useState('');
  const [isTold, setTold] = useState(false);
  const column = columns.find(candidate => candidate.name === chosen) ?? columns[0];
  const { filter, fault } = askedFilter(column, operation, text, upper);
  // What is wrong is said of what is finished, not of every key.
  const type = (set: (text: string) => void, next: string) => {
    setTold(false);
    set(next);
  };
  const isRange = operation === 'between';
  return (
    <form
      className="row"
      role="search"
      aria-label="Filter customers"
      onSubmit={event => {
        event.preventDefault();
        setTold(!filter);
        if (!filter) return;
        onAdd(filter);
        setText('');
        setUpper('');
      }}
    >
      <Choice
        label="Column to filter"
        value={column?.name ?? ''}
        choices={columns.map(({ name }) => ({ value: name, label: name }))}
        onChange={setColumn}
      />
      <Choice
        label="Condition"
        value={operation}
        choices={OPERATIONS}
        onChange={value => setOperation(value as Operation)}
      />
      {operation !== 'missing' && (
        <TextField
          value={text}
          placeholder={isRange ? 'from, or open' : 'value'}
          onChange={event => type(setText, event.target.value)}
          onBlur={() => setTold(true)}
          sx={{ width: 140 }}
          slotProps={{ htmlInput: { 'aria-label': 'Value to filter by' } }}
        />
      )}
      {isRange && (
        <TextField
          value={upper}
          placeholder="to, or open"
          onChange={event => type(setUpper, event.target.value)}
          onBlur={() => setTold(true)}
          sx={{ width: 140 }}
          slotProps={{ htmlInput: { 'aria-label': 'Upper value' } }}
        />
      )}
      <Button type="submit" variant="outlined" disabled={!filter && !fault}>
        Filter
      </Button>
      {isTold && fault && (
        <span className="muted" role="status">
          {fault}
        </span>
      )}
    </form>
  );
}

function askedFilter(
  column: GridColumn | undefined,
  operation: Operation,
  text: string,
  upper: string,
): { readonly filter: Filter | null; readonly fault: string | null } {
  const value = text.trim();
  if (!column) return { filter: null, fault: null };
  if (operation === 'between') return rangeFilter(column, text, upper);
  return { filter: build(column.name, operation, value), fault: null };
}

function build(column: string, operation: 'contains' | 'is' | 'missing', value: string): Filter | null {
  if (operation === 'missing') return { op: 'missing', column };
  if (value === '') return null;
  return operation === 'is' ? { op: 'is', column, values: [value] } : { op: 'contains', column, text: value };
}
