import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatThings } from '#shared/format';
import type { PlaybookState } from '#shared/contract/playbook';
import type { Play, PlayPlace } from '#shared/playbook';
import { Failure } from '../../components/Failure.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { PlayEditor } from './PlayEditor.tsx';
import { freshCondition } from './playConditions.ts';
import { AIM_WORDS } from './playOptions.ts';

/** The playbook itself: every play can be changed, switched off, taken out; every change can be undone. */
export function PlayList({ state }: { state: PlaybookState }) {
  const change = useAction('playbook.set');
  const [open, setOpen] = useState<string | null>(null);
  const { playbook, isOwn, places } = state;
  const apply = (plays: readonly Play[]) => void change.run({ playbook: { version: 1, plays: [...plays] } });
  const add = () => {
    const play = freshPlay(playbook.plays, places);
    setOpen(play.id);
    apply([...playbook.plays, play]);
  };
  const inUse = playbook.plays.filter(play => play.isOn).length;
  return (
    <section className="panel stack" aria-labelledby="playbook-title" aria-busy={change.isWorking}>
      <div className="row">
        <div className="grow">
          <h2 id="playbook-title">The playbook</h2>
          <p className="muted">
            {formatThings(playbook.plays.length, 'play')}, {inUse} in use;{' '}
            {isOwn ? 'changed for this project' : 'as it comes with the app'}.
          </p>
        </div>
        {isOwn && (
          <Button variant="outlined" onClick={() => void change.run({ playbook: null })}>
            Back to the supplied playbook
          </Button>
        )}
        <Button variant="outlined" onClick={add}>
          Add a play
        </Button>
      </div>
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      <ul className="plays">
        {playbook.plays.map(play => (
          <li key={play.id}>
            <div className="row">
              <h3 className="grow">
                {play.title} <span className="muted">{AIM_WORDS[play.aim].toLowerCase()}</span>
                {!play.isOn && <span className="muted"> · not in use</span>}
              </h3>
              <Button
                aria-expanded={open === play.id}
                aria-controls={`play-${play.id}`}
                onClick={() => setOpen(open === play.id ? null : play.id)}
              >
                {open === play.id ? 'Close' : 'Change'}
              </Button>
            </div>
            {open === play.id && (
              <PlayEditor
                play={play}
                places={places}
                onChange={next => apply(playbook.plays.map(other => (other.id === play.id ? next : other)))}
                onRemove={() => apply(playbook.plays.filter(other => other.id !== play.id))}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function freshPlay(plays: readonly Play[], places: readonly PlayPlace[]): Play {
  let number = plays.length + 1;
  while (plays.some(play => play.id === `own${number}`)) number++;
  return {
    id: `own${number}`,
    title: `Play ${number}`,
    aim: 'retain',
    action: 'Say in a sentence what is done.',
    isOn: true,
    when: [freshCondition('differs', places) ?? { kind: 'tier', tier: 'High', share: 0.25 }],
    reach: 0.5,
    success: { low: 0.05, high: 0.1 },
    worth: null,
    cost: null,
  };
}
