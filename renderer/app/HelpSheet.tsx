import Button from '@mui/material/Button';
import { TABLE_EXTENSIONS } from '#shared/tableFormats';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { Command } from './commands.ts';

const OTHER_KEYS: readonly [string, string][] = [
  ['F6', 'Go to the next pane: rail, top bar, content, options, status'],
  ['Esc', 'Close what is open, or clear the selection'],
  ['Arrow keys', 'Move in the grid of customers; with Shift, select'],
  ['Ctrl+C, Ctrl+V', 'Copy the selected cells with their headers; paste a block over cells'],
  ['F2, or typing', 'Edit a cell; Enter keeps the new value, Esc the old one, Delete empties it'],
  ['F3, Shift+F3', 'Go to the next or previous match'],
  ['Alt with an arrow', 'Make the column of the cursor wider or narrower'],
  ['Home, End, Page Up, Page Down', 'Move further in the grid'],
];

/** Shortcuts, and how the work goes, on one sheet. */
export function HelpSheet({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const withKeys = commands.filter(command => command.keys);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="help-title">
      <DialogTitle id="help-title">Shortcuts and help</DialogTitle>
      <DialogContent className="stack">
        <ol className="stack" aria-label="How the work goes">
          <li>1. Open a table ({TABLE_EXTENSIONS.join(', ')}). Data shows what was done to it; correct roles there.</li>
          <li>
            2. Segments groups the customers, says why, and gives every customer a risk tier by a rule you can edit.
          </li>
          <li>3. Click any tile, bar or point to see the customers behind it. Customer looks one of them up.</li>
          <li>4. Report writes the PDF to file, with everything needed to repeat the run.</li>
        </ol>
        <dl className="keys">
          {withKeys.map(command => (
            <Keys key={command.id} keys={command.keys!} text={command.title} />
          ))}
          {OTHER_KEYS.map(([keys, text]) => (
            <Keys key={keys} keys={keys} text={text} />
          ))}
        </dl>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}

function Keys({ keys, text }: { keys: string; text: string }) {
  return (
    <>
      <dt>
        <kbd>{keys}</kbd>
      </dt>
      <dd>{text}</dd>
    </>
  );
}
