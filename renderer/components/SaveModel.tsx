import Button from '@mui/material/Button';
import { useJob } from '../hooks/useJob.ts';
import { useSaveFile } from '../hooks/useSaveFile.ts';
import { Failure } from './Failure.tsx';

/** Segments and scores on show as one model file, for other people and programs. */
export function SaveModel() {
  const job = useJob('model.save');
  const file = useSaveFile();
  return (
    <>
      <Button
        variant="outlined"
        disabled={job.isWorking}
        title="One file that answers about other customers as the model in use does; it holds no names and no identifiers"
        onClick={() => void file.save(() => job.start({ owner: null }))}
      >
        Save model
      </Button>
      {job.isWorking && (
        <span className="row">
          <span className="muted">Writing the model</span>
          <Button onClick={job.cancel}>Cancel</Button>
        </span>
      )}
      {file.saved && !job.isWorking && <span className="muted">{file.saved}</span>}
      {job.job?.error && <Failure error={job.job.error} />}
      {file.error && <Failure error={file.error} onClose={file.clear} />}
    </>
  );
}
