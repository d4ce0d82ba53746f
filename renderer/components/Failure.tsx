import Button from '@mui/material/Button';
import { failureCode, failureSentence } from '../text/sentences.ts';
import './states.css';

/** A failure in one sentence, with its code and the way on. */
export function Failure({ error, onRetry, onClose }: { error: Error; onRetry?: () => void; onClose?: () => void }) {
  return (
    <section className="state stateFailed" role="alert" data-state="failed">
      <p>{failureSentence(error)}</p>
      <div className="row">
        <code className="muted">{failureCode(error)}</code>
        {onRetry && (
          <Button variant="outlined" onClick={onRetry}>
            Try again
          </Button>
        )}
        {onClose && <Button onClick={onClose}>Dismiss</Button>}
      </div>
    </section>
  );
}
