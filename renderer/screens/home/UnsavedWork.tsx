import Button from '@mui/material/Button';
import { Failure } from '../../components/Failure.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo } from '../../hooks/useRoute.ts';

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Work that was not saved when Tessera last ended; offered until it is brought back or let go. */
export function UnsavedWork() {
  const recoverable = useQuery('project.recoverable', {});
  const recover = useAction('project.recover');
  const forget = useAction('project.forgetRecovery');
  const error = recover.error ?? forget.error;
  if (!recoverable.data?.length && !error) return null;
  const isWorking = recover.isWorking || forget.isWorking;
  return (
    <section aria-labelledby="unsaved-title" className="stack">
      <h2 id="unsaved-title">Unsaved work</h2>
      {error && <Failure error={error} />}
      {recoverable.data?.map(({ id, name, at, lastChange }) => (
        <div key={id} className="panel row">
          <div className="grow">
            <strong>{name}</strong>
            <p className="muted">
              {WHEN.format(new Date(at))}. Last done: {lastChange}
            </p>
          </div>
          <Button
            variant="outlined"
            disabled={isWorking}
            onClick={async () => {
              if (await recover.run({ id })) goTo('/data');
            }}
          >
            Bring back
          </Button>
          <Button
            disabled={isWorking}
            onClick={async () => {
              await forget.run({ id });
              recoverable.askAgain();
            }}
          >
            Let go
          </Button>
        </div>
      ))}
    </section>
  );
}
