import { useState } from 'react';
import type { In } from '#shared/contract/contract';
import { announce } from '../../hooks/announce.ts';
import { useEngine, useHost } from '../../hooks/EngineContext.ts';

/** Saves the rows behind a number of the account as a file. */
export function LeftOutButton({ of, what }: { of: In<'tables.leftOut'>; what: string }) {
  const store = useEngine();
  const host = useHost();
  const [state, setState] = useState('');
  const save = async () => {
    setState('Writing');
    try {
      const file = await store.call('tables.leftOut', of);
      const outcome = await host.saveFile({ token: file.token, name: file.name });
      const text = outcome.saved ? `Saved${outcome.where ? ` in ${outcome.where}` : ''}` : '';
      setState(text);
      if (text) announce(text);
    } catch {
      setState('It could not be written');
    }
  };
  return (
    <span className="row">
      <button type="button" className="linkButton" onClick={() => void save()} aria-label={`Save the list: ${what}`}>
        Save the list
      </button>
      {state && <span className="muted">{state}</span>}
    </span>
  );
}
