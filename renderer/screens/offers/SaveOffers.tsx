import Button from '@mui/material/Button';
import { Failure } from '../../components/Failure.tsx';
import { useJob } from '../../hooks/useJob.ts';
import { useSaveFile } from '../../hooks/useSaveFile.ts';

/** Every offer with customer, rank, score and reason as a file. */
export function SaveOffers() {
  const job = useJob('offer.save');
  const file = useSaveFile();
  const keep = (format: 'xlsx' | 'csv') => file.save(() => job.start({ format }));
  return (
    <>
      <Button variant="contained" disabled={job.isWorking} onClick={() => void keep('xlsx')}>
        Save as workbook
      </Button>
      <Button variant="outlined" disabled={job.isWorking} onClick={() => void keep('csv')}>
        Save as CSV
      </Button>
      {job.isWorking && (
        <span className="row">
          <span className="muted">Writing the offers</span>
          <Button onClick={job.cancel}>Cancel</Button>
        </span>
      )}
      {file.saved && !job.isWorking && <span className="muted">{file.saved}</span>}
      {job.job?.error && <Failure error={job.job.error} />}
      {file.error && <Failure error={file.error} onClose={file.clear} />}
    </>
  );
}
