import { useState, type KeyboardEvent } from 'react';
import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import type { Command } from './commands.ts';

/** Every command by name: type, choose with the arrows, Enter runs it. */
export function CommandPalette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const [text, setText] = useState('');
  const [position, setPosition] = useState(0);
  const found = search(commands, text);
  const current = Math.min(position, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command || command.whyNot !== null) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setPosition(Math.min(found.length - 1, current + 1));
    else if (event.key === 'ArrowUp') setPosition(Math.max(0, current - 1));
    else if (event.key === 'Enter') run(found[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label="Command palette"
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
    >
      <TextField
        autoFocus
        value={text}
        placeholder="Type a command or a screen"
        onChange={event => {
          setText(event.target.value);
          setPosition(0);
        }}
        onKeyDown={onKeyDown}
        sx={{ m: 3 }}
        slotProps={{
          htmlInput: {
            role: 'combobox',
            'aria-label': 'Command',
            'aria-expanded': true,
            'aria-controls': 'palette-list',
            'aria-activedescendant': found[current] ? `palette-${found[current].id}` : undefined,
          },
        }}
      />
      <ul className="paletteList" role="listbox" id="palette-list" aria-label="Commands">
        {found.map((command, index) => (
          <li
            key={command.id}
            id={`palette-${command.id}`}
            role="option"
            aria-selected={index === current}
            aria-disabled={command.whyNot !== null}
            onClick={() => run(command)}
            onMouseMove={() => setPosition(index)}
          >
            <span>{command.title}</span>
            <span className="muted grow">{command.whyNot ?? command.about}</span>
            {command.keys && <span className="muted">{command.keys}</span>}
          </li>
        ))}
        {found.length === 0 && <li className="muted">No command is called that.</li>}
      </ul>
    </Dialog>
  );
}

function search(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(command => {
    const hay = `${command.title} ${command.about ?? ''}`.toLowerCase();
    return command.id !== 'view.commands' && words.every(word => hay.includes(word));
  });
}
