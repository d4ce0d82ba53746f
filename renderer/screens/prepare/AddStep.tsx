import { useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { StepInfo } from '#shared/contract/prepare';

/** The catalogue of steps with a search over their titles, help and the words other tools use. */
export function AddStep({
  id,
  catalog,
  isWorking,
  onAdd,
  onClose,
}: {
  id: string;
  catalog: readonly StepInfo[];
  /** Nothing can be added until the change before is done. */
  isWorking: boolean;
  onAdd(info: StepInfo): void;
  onClose(): void;
}) {
  const [text, setText] = useState('');
  const found = catalog.filter(info => matches(info, text));
  return (
    <div id={id} className="stepCatalog" onKeyDown={event => event.key === 'Escape' && onClose()}>
      <div className="row">
        <TextField
          className="grow"
          autoFocus
          fullWidth
          placeholder="Search the steps"
          value={text}
          onChange={event => setText(event.target.value)}
          onKeyDown={event => event.key === 'Enter' && !isWorking && found.length > 0 && onAdd(found[0])}
          slotProps={{ htmlInput: { 'aria-label': 'Search the steps' } }}
        />
        <Button onClick={onClose}>Close</Button>
      </div>
      <ul aria-label="Steps to add">
        {found.map(info => (
          <li key={info.id}>
            <button type="button" className="stepChoice" disabled={isWorking} onClick={() => onAdd(info)}>
              <strong>{info.title}</strong>
              <span className="muted">{info.help}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="muted">No step has “{text}” in its title or help.</p>}
    </div>
  );
}

function matches(info: StepInfo, text: string): boolean {
  const options = Object.values(info.options).flatMap(option => [option.title, ...(option.searchWords ?? [])]);
  const words = [info.title, info.help, info.id, ...options].join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every(word => words.includes(word));
}
