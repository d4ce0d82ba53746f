import type { KeyboardEvent } from 'react';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Failure } from '../components/Failure.tsx';
import { announce } from '../hooks/announce.ts';
import { useProject } from '../hooks/EngineContext.ts';
import { useAction } from '../hooks/useAction.ts';

/** Everything done in this project, in order; choosing an entry goes there, undoing or redoing what lies between. */
export function HistoryPanel({ onClose }: { onClose: () => void }) {
  const history = useProject()?.history ?? [];
  const travel = useAction('project.travel');
  const current = history.findIndex(entry => entry.isCurrent);
  const go = async (index: number) => {
    if (await travel.run({ index })) announce(`Now at: ${history[index].label}`);
  };
  return (
    <Drawer open anchor="right" onClose={onClose} slotProps={{ paper: { 'aria-labelledby': 'changes-title' } }}>
      <div className="historyPanel">
        <div className="row">
          <h2 id="changes-title" className="grow">
            What was done in this project
          </h2>
          <IconButton aria-label="Close the list of changes" onClick={onClose}>
            <CloseOutlined fontSize="small" />
          </IconButton>
        </div>
        <p className="muted">Choose a line to go back to it or forward again. A new change drops the undone lines.</p>
        {travel.error && <Failure error={travel.error} onClose={travel.clear} />}
        {history.length === 0 && <p className="muted">Nothing was done yet. Open a file first.</p>}
        <ol ref={focusCurrent} onKeyDown={moveFocus}>
          {history.map((entry, index) => (
            <li key={`${index} ${entry.label}`}>
              <button
                type="button"
                className={index > current ? 'isUndone' : ''}
                aria-current={entry.isCurrent ? 'step' : undefined}
                disabled={travel.isWorking}
                onClick={() => void go(index)}
              >
                <span className="muted historyNumber">{index + 1}</span>
                <span className="grow">{entry.label}</span>
                {entry.isCurrent && <span className="muted">now</span>}
                {index > current && <span className="muted">undone</span>}
              </button>
            </li>
          ))}
        </ol>
      </div>
    </Drawer>
  );
}

/** The list opens where the project stands. */
function focusCurrent(list: HTMLOListElement | null): void {
  const button = list?.querySelector<HTMLElement>('[aria-current]');
  button?.focus();
  button?.scrollIntoView({ block: 'center' });
}

/** Arrow keys, Home and End go from line to line. */
function moveFocus(event: KeyboardEvent<HTMLOListElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons[Math.max(0, Math.min(buttons.length - 1, to))]?.focus();
}
