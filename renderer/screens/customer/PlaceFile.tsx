import { useState } from 'react';
import Button from '@mui/material/Button';
import type { PlacedFile } from '#shared/explanation';
import { Failure } from '../../components/Failure.tsx';
import { Working } from '../../components/Working.tsx';
import { announce } from '../../hooks/announce.ts';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { PlacedSummary } from './PlacedSummary.tsx';

/** Places all customers of another file at once, and hands the rows out with their segments. */
export function PlaceFile() {
  const host = useHost();
  const place = useJob('segment.assignFile');
  const save = useJob('segment.savePlaced');
  const [placed, setPlaced] = useState<PlacedFile | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [saved, setSaved] = useState('');
  const choose = async () => {
    setError(null);
    setSaved('');
    try {
      const file = await host.openFile();
      if (!file) return;
      setPlaced(null);
      setPlaced((await place.start({ file: file.token })) ?? null);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  const keep = async (format: 'xlsx' | 'csv') => {
    setError(null);
    try {
      const file = await save.start({ format });
      if (!file) return;
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
    <section className="stack" aria-label="A file of customers">
      <div className="row">
        <Button variant="outlined" onClick={() => void choose()} disabled={place.isWorking}>
          Place a file of customers
        </Button>
        <span className="muted">Every customer of another file with the same columns gets a segment and a tier.</span>
      </div>
      {place.isWorking && <Working title="Placing customers" job={place.job!} onCancel={place.cancel} />}
      {place.job?.error && <Failure error={place.job.error} onRetry={() => void choose()} />}
      {save.job?.error && <Failure error={save.job.error} />}
      {error && <Failure error={error} onClose={() => setError(null)} />}
      {placed && (
        <PlacedSummary placed={placed}>
          <div className="row">
            <Button variant="contained" onClick={() => void keep('xlsx')} disabled={save.isWorking}>
              Save as workbook
            </Button>
            <Button variant="outlined" onClick={() => void keep('csv')} disabled={save.isWorking}>
              Save as CSV
            </Button>
            {saved && <span className="muted">{saved}</span>}
          </div>
        </PlacedSummary>
      )}
    </section>
  );
}
