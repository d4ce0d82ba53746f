import { useState } from 'react';
import Button from '@mui/material/Button';
import type { In, Out } from '#shared/contract/contract';
import type { ScoringSetup } from '#shared/contract/score';
import { formatCount, formatPercent } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { useDebounced } from '../../hooks/useDebounced.ts';
import { useJob, type JobHandle } from '../../hooks/useJob.ts';
import { useQuery, type Query } from '../../hooks/useQuery.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { Findings, SET_UP } from './Findings.tsx';
import { HowOptions } from './HowOptions.tsx';
import { SetUp } from './SetUp.tsx';
import type { SetupAnswer } from './setUpProps.ts';
import { startingThreshold } from './presets.ts';
import { useScoringDraft } from './useScoringDraft.ts';
import { whyNotYet } from './whyNotYet.ts';
import './scores.css';

const SETTLE_MS = 250;

/** How probable the event is for each customer: set up, compared, explained. */
export function Screen() {
  const answer = useQuery('score.result', {});
  const run = useJob('score.run');
  const draft = useScoringDraft();
  const shown = answer.data ?? null;
  const isAsked = useRouteParameter('view') === SET_UP;
  const isSetUp = isAsked || answer.data === null;
  const setup = useSetup(draft.asked, isSetUp && !run.isWorking);
  const score = () => {
    const threshold = startingThreshold(draft.values, setup.data?.target?.purpose ?? 'other');
    // Only the first time: afterwards the money is the person's own.
    const scoring = shown === null ? { ...draft.changed, threshold } : draft.changed;
    void run.start({ scoring }).then(result => {
      if (!result) return;
      draft.clear();
      goTo('/scores?view=compare');
    });
  };
  const whyNot = whyNotYet(draft.values, setup.data);
  const button = <ScoreButton hasResult={shown !== null} isWorking={run.isWorking} whyNot={whyNot} onRun={score} />;
  const form = <SetUp draft={draft} setup={setup} isDisabled={run.isWorking} />;
  const how = { draft, setup: setup.data, isDisabled: run.isWorking, whyNot, actions: button };
  return (
    <ScreenLayout
      headline={shown?.result.headline ?? beginning(setup.data)}
      actions={isSetUp ? button : undefined}
      side={isSetUp ? <HowOptions {...how} /> : undefined}
    >
      <RunState run={run} onRetry={score} />
      <StaleBanner shown={shown} run={run} />
      <AnswerState answer={answer} />
      {shown && <Findings result={shown.result} setUp={form} />}
      {answer.data === null && form}
    </ScreenLayout>
  );
}

function ScoreButton(props: { hasResult: boolean; isWorking: boolean; whyNot: string | null; onRun: () => void }) {
  const { hasResult, isWorking, whyNot, onRun } = props;
  return (
    <Button variant="contained" disabled={isWorking || whyNot !== null} title={whyNot ?? undefined} onClick={onRun}>
      {hasResult ? 'Score again' : 'Score the customers'}
    </Button>
  );
}

function AnswerState({ answer }: { answer: Query<Out<'score.result'>> }) {
  if (answer.error) return <Failure error={answer.error} onRetry={answer.askAgain} />;
  if (answer.data === undefined) return <ProgressBar done={0} total={0} label="Asking for the scores" />;
  return null;
}

/** What scoring would do by the choices on the form; the last answer stays while the next one, or scoring itself, is under way. */
function useSetup(asked: In<'score.setup'>['scoring'], isWanted: boolean): SetupAnswer {
  const settled = useDebounced(asked, SETTLE_MS);
  const query = useQuery('score.setup', isWanted ? { scoring: settled } : null);
  const [kept, setKept] = useState(query.data);
  if (query.data !== undefined && query.data !== kept) setKept(query.data);
  return { ...query, data: query.data ?? kept };
}

function RunState({ run, onRetry }: { run: JobHandle<'score.run'>; onRetry: () => void }) {
  if (run.isWorking) return <Working title="Scoring the customers" job={run.job!} onCancel={run.cancel} />;
  if (run.job?.error) return <Failure error={run.job.error} onRetry={onRetry} />;
  return null;
}

function StaleBanner({ shown, run }: { shown: Out<'score.result'>; run: JobHandle<'score.run'> }) {
  if (shown === null || shown.isFresh || run.isWorking) return null;
  return (
    <div className="scoresStale" role="note">
      <span className="grow">
        ↻ The data or choices changed after these customers were scored. The scores are shown as they were.
      </span>
      <Button variant="contained" onClick={() => void run.start({})}>
        Score again
      </Button>
    </div>
  );
}

function beginning(setup: ScoringSetup | undefined): string {
  if (!setup?.target)
    return 'Who will leave, not repay or respond: a score for every customer, and how far to trust it.';
  const { eventWords, nEvents, nOthers } = setup.target;
  const known = nEvents + nOthers;
  return `${eventWords} for ${formatCount(nEvents)} of ${formatCount(known)} customers (${formatPercent(nEvents / known)}); nothing has been scored yet.`;
}
