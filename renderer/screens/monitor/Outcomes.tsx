import { useState } from 'react';
import Button from '@mui/material/Button';
import type { FeedbackAdded, FeedbackState } from '#shared/contract/feedback';
import type { BookFeedback } from '#shared/feedback/result';
import { formatCount, formatThings } from '#shared/format';
import type { ModelChallenge } from '#shared/monitor/challenge';
import { Answered } from '../../components/Answered.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Working } from '../../components/Working.tsx';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { legible } from '../../text/sentences.ts';
import { asThree, intervalText } from '../scores/measureText.ts';
import { Comparison } from './Comparison.tsx';
import { LightMark } from './LightMark.tsx';
import { CorrectionsAccount, OutcomesAccount } from './OutcomesAccount.tsx';
import { OutcomeLists } from './OutcomeLists.tsx';

/** What became known about customers since their file was made, and what can be done with it. */
export function Outcomes() {
  const query = useQuery('feedback.state', {});
  const adding = useAdding();
  return (
    <section className="stack" aria-labelledby="known-outcomes">
      <div className="row">
        <h2 id="known-outcomes" className="grow">
          Outcomes that are known
        </h2>
        <Button variant="outlined" disabled={adding.job.isWorking} onClick={() => void adding.choose()}>
          Add outcomes…
        </Button>
      </div>
      {adding.job.isWorking && <Working title="Reading the list" job={adding.job.job!} onCancel={adding.job.cancel} />}
      {adding.job.job?.error && <Failure error={adding.job.job.error} />}
      {adding.error && <Failure error={adding.error} onClose={adding.clear} />}
      {adding.added?.kind === 'corrections' && <CorrectionsAccount account={adding.added.account} />}
      <Answered query={query} what="Asking for the outcomes">
        {state => <Known state={state} added={adding.added} />}
      </Answered>
    </section>
  );
}

function useAdding() {
  const host = useHost();
  const job = useJob('feedback.add');
  const [added, setAdded] = useState<FeedbackAdded | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const choose = async () => {
    setError(null);
    try {
      const file = await host.openFile();
      if (file) setAdded((await job.start({ file: file.token, sheet: null })) ?? null);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return { job, added, error, choose, clear: () => setError(null) };
}

function Known({ state, added }: { state: FeedbackState; added: FeedbackAdded | null }) {
  const { lists, corrections, book, problem } = state;
  const shown = added?.kind === 'outcomes' ? lists.find(({ id }) => id === added.account.id) : undefined;
  return (
    <div className="stack">
      {lists.length + corrections.length === 0 && <Nothing state={state} />}
      {problem !== null && lists.length + corrections.length > 0 && <p className="muted">{problem}</p>}
      {shown && <OutcomesAccount account={shown} />}
      {(lists.length > 0 || corrections.length > 0) && <OutcomeLists state={state} />}
      {book && <Book book={book} />}
      {lists.length > 0 && <Uses state={state} />}
    </div>
  );
}

function Nothing({ state: { eventWords, problem } }: { state: FeedbackState }) {
  return (
    <>
      <p>
        {eventWords === null
          ? problem
          : `A list with the key of a customer, what happened (${legible(eventWords)}: yes or no, or the words of the column) and, where there is one, its date tells how good the scores were, and models can learn from it.`}
      </p>
      <p className="muted">
        A list with the columns key, column, value, reason and by holds corrections: of cells, of a segment or of a
        tier. They are made as if set by hand.
      </p>
    </>
  );
}

function Book({ book }: { book: BookFeedback }) {
  const { sentence, measured, notMeasured } = book;
  return (
    <>
      <h3>The scores on show by these outcomes</h3>
      <p>{legible(sentence)}</p>
      {notMeasured && <p className="muted">{notMeasured}</p>}
      {measured && (
        <ul className="findings" aria-label="How good the scores were">
          <li>
            <LightMark light={measured.light} />
            <span>{measured.sentences.join(' ')}</span>
          </li>
        </ul>
      )}
      {measured?.performance.rocAuc && (
        <p className="muted">
          n = {formatCount(measured.performance.n)} customers, {formatThings(measured.performance.nEvents, 'event')};
          ROC-AUC {asThree(measured.performance.rocAuc.value)} ({intervalText(measured.performance.rocAuc, asThree)}),
          each scored by a model that had not seen them.
        </p>
      )}
    </>
  );
}

function Uses({ state }: { state: FeedbackState }) {
  const compare = useJob('feedback.challenge');
  const learn = useJob('feedback.learn');
  const again = useJob('feedback.measureAgain');
  const isWorking = compare.isWorking || learn.isWorking || again.isWorking;
  const { atHand, canLearn, cannotLearn, learned, challenge } = state;
  const jobs = [
    { title: 'Fitting the challenger', handle: compare },
    { title: 'Learning again', handle: learn },
    { title: 'Measuring again', handle: again },
  ];
  return (
    <>
      {learned !== null && <p>The models learned from {learned}. Undo takes it back.</p>}
      {cannotLearn !== null && <p className="muted">{cannotLearn}</p>}
      <div className="row">
        {atHand !== null && (
          <Button variant="outlined" disabled={isWorking} onClick={() => void again.start({})}>
            Measure {legible(atHand)} again
          </Button>
        )}
        {canLearn && (
          <Button variant="outlined" disabled={isWorking} onClick={() => void compare.start({})}>
            Compare with a model that learned from them
          </Button>
        )}
      </div>
      {jobs.map(({ title, handle }) => (
        <Progress key={title} title={title} handle={handle} />
      ))}
      {challenge && <Challenge challenge={challenge} isWorking={isWorking} onReplace={() => void learn.start({})} />}
    </>
  );
}

function Progress({
  title,
  handle: { job, isWorking, cancel },
}: {
  title: string;
  handle: Pick<ReturnType<typeof useJob>, 'job' | 'isWorking' | 'cancel'>;
}) {
  if (isWorking) return <Working title={title} job={job!} onCancel={cancel} />;
  return job?.error ? <Failure error={job.error} /> : null;
}

function Challenge(props: { challenge: ModelChallenge; isWorking: boolean; onReplace(): void }) {
  return (
    <Comparison {...props} about="These outcomes stand in the data and all are scored anew; undo takes it back." />
  );
}
