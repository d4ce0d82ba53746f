import Button from '@mui/material/Button';
import { formatThings } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { useEngine } from '../../hooks/EngineContext.ts';
import { useSaveFile } from '../../hooks/useSaveFile.ts';

/** Hands out every row that was left out, not only those listed on the page. */
export function LeftOutFile({ n }: { n: number }) {
  const store = useEngine();
  const file = useSaveFile();
  if (n === 0) return null;
  const save = () => file.save(() => store.call('dataset.leftOutFile', {}));
  return (
    <>
      <div className="row">
        <Button variant="outlined" onClick={() => void save()}>
          Save all {formatThings(n, 'row')} left out as CSV
        </Button>
        {file.saved && <span className="muted">{file.saved}</span>}
      </div>
      {file.error && <Failure error={file.error} onClose={file.clear} />}
    </>
  );
}
