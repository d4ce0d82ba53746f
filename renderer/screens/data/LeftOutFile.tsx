import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatThings } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { announce } from '../../hooks/announce.ts';
import { useEngine, useHost } from '../../hooks/EngineContext.ts';

/** Hands out every row that was left out, not only those listed on the page. */
export function LeftOutFile({ n }: { n: number }) {
  const store = useEngine();
  const host = useHost();
  const [error, setError] = useState<Error | null>(null);
  const [saved, setSaved] = useState('');
  if (n === 0) return null;
  const save = async () => {
    setError(null);
    try {
      const file = await store.call('dataset.leftOutFile', {});
      const outcome = await host.saveFile({ token: file.token, name: file.name });
      if (!outcome.saved) return;
      const words = outcome.where ? `saved in ${outcome.where}` : 'saved';
      setSaved(words);
      announce(`${file.name} ${words}`);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return (
    <>
      <div className="row">
        <Button variant="outlined" onClick={() => void save()}>
          Save all {formatThings(n, 'row')} left out as CSV
        </Button>
        {saved && <span className="muted">{saved}</span>}
      </div>
      {error && <Failure error={error} onClose={() => setError(null)} />}
    </>
  );
}
