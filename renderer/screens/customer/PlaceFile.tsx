import { useState } from 'react';
import Button from '@mui/material/Button';
import type { PlacedFile } from '#shared/explanation';
import { Failure } from '../../components/Failure.tsx';
import { Working } from '../../components/Working.tsx';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useSaveFile } from '../../hooks/useSaveFile.ts';
import { PlacedSummary } from './PlacedSummary.tsx';

/** Places all customers of another file at once, and hands the rows out with their segments. */
export function PlaceFile() {
  const host = useHost();
  const place = useJob('segment.assignFile');
  const save = useJob('segment.savePlaced');
  const [placed, setPlaced] = useState<PlacedFile | null>(null);
  const file = useSaveFile();
  const [error, setError] = useState<Error | null>(null);
  const choose = async () => {
    setError(null);
    file.clear();
    try {
      const chosen = await host.openFile();
      if (!chosen) return;
      setPlaced(null);
      setPlaced((await place.start({ file: chosen.token })) ?? null);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  const keep = (format: 'xlsx' | 'csv') => file.save(() => save.start({ format }));
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
      {file.error && <Failure error={file.error} onClose={file.clear} />}
      {placed && (
        <PlacedSummary placed={placed}>
          <div className="row">
            <Button variant="contained" onClick={() => void keep('xlsx')} disabled={save.isWorking}>
              Save as workbook
            </Button>
            <Button variant="outlined" onClick={() => void keep('csv')} disabled={save.isWorking}>
              Save as CSV
            </Button>
            {file.saved && <span className="muted">{file.saved}</span>}
          </div>
        </PlacedSummary>
      )}
    </section>
  );
}
