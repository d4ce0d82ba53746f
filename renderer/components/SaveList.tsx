import Button from '@mui/material/Button';
import { Failure } from './Failure.tsx';
import { useJob } from '../hooks/useJob.ts';
import { useSaveFile } from '../hooks/useSaveFile.ts';

/** A list as a file to take along. */
export function SaveList({
  method,
  working = 'Writing the customers',
}: {
  method: 'decide.saveContacts' | 'decide.saveCredit' | 'score.save' | 'offer.save';
  working?: string;
}) {
  const job = useJob(method);
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
          <span className="muted">{working}</span>
          <Button onClick={job.cancel}>Cancel</Button>
        </span>
      )}
      {file.saved && !job.isWorking && <span className="muted">{file.saved}</span>}
      {job.job?.error && <Failure error={job.job.error} />}
      {file.error && <Failure error={file.error} onClose={file.clear} />}
    </>
  );
}
