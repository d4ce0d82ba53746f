import type { ReactNode } from 'react';
import { Cancelled } from '#shared/errors';
import type { Query } from '../hooks/useQuery.ts';
import { Failure } from './Failure.tsx';
import { ProgressBar } from './ProgressBar.tsx';

/** Draws an answer of the engine in whichever state it is; a former answer stays, marked, while the next is on its way. */
export function Answered<O>({
  query,
  what,
  children,
}: {
  query: Query<O>;
  what: string;
  children: (data: NonNullable<O>) => ReactNode;
}) {
  if (query.error && !(query.error instanceof Cancelled))
    return <Failure error={query.error} onRetry={query.askAgain} />;
  if (query.data === undefined || query.data === null)
    return (
      <div className="state isPlain" data-state="working">
        <p className="muted">{what}</p>
        <ProgressBar done={0} total={0} label={what} />
      </div>
    );
  return (
    <div aria-busy={query.isPrevious || query.isWorking} className={query.isPrevious ? 'isPrevious' : undefined}>
      {children(query.data)}
    </div>
  );
}
