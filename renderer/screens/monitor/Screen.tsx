import { useState } from 'react';
import Button from '@mui/material/Button';
import type { MonitorState } from '#shared/contract/monitor';
import { Failure } from '../../components/Failure.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery, type Query } from '../../hooks/useQuery.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { legible } from '../../text/sentences.ts';
import { Against } from './Against.tsx';
import { Beginning } from './Beginning.tsx';
import { Period } from './Period.tsx';
import { WatchOptions, type WatchDraft } from './WatchOptions.tsx';
import './monitor.css';

/** Later files against the customers that segments and scores were made from. */
export function Screen() {
  const query = useQuery('monitor.state', {});
  const watching = useWatching();
  const { watch, choose, draft, setDraft } = watching;
  const asked = useRouteParameter('period');
  const state = query.data;
  const period = state?.periods.find(({ label }) => label === asked) ?? state?.periods.at(-1) ?? null;
  const canWatch = state !== undefined && state.against !== null;
  const button = (
    <Button variant="contained" disabled={!canWatch || watch.isWorking} onClick={() => void choose()}>
      Watch a later file
    </Button>
  );
  return (
    <ScreenLayout
      headline={period ? legible(period.headline) : headlineOf(state)}
      actions={button}
      side={
        state && (
          <>
            <Against state={state} isDisabled={watch.isWorking} />
            <WatchOptions state={state} draft={draft} onDraft={setDraft} isDisabled={watch.isWorking} />
          </>
        )
      }
    >
      <WatchingState watching={watching} />
      <AnswerState query={query} />
      {state && (period ? <Period state={state} period={period} /> : <Beginning state={state} />)}
    </ScreenLayout>
  );
}

function WatchingState({ watching: { watch, error, clear, choose } }: { watching: ReturnType<typeof useWatching> }) {
  return (
    <>
      {watch.isWorking && <Working title="Watching the file" job={watch.job!} onCancel={watch.cancel} />}
      {watch.job?.error && <Failure error={watch.job.error} onRetry={() => void choose()} />}
      {error && <Failure error={error} onClose={clear} />}
    </>
  );
}

function AnswerState({ query }: { query: Query<MonitorState> }) {
  if (query.error) return <Failure error={query.error} onRetry={query.askAgain} />;
  if (!query.data) return <ProgressBar done={0} total={0} label="Asking for the periods" />;
  if (!query.data.isStale) return null;
  return (
    <p className="staleMark" role="note">
      ↻ The data or options changed after segments or scores were made. Files are held against them as they were.
    </p>
  );
}

function headlineOf(state: MonitorState | undefined): string {
  return state?.against === null
    ? 'Nothing to hold a later file against yet: find segments, score the customers or choose a model file.'
    : 'What has changed since segments and scores were made: watch this month’s file.';
}

function useWatching() {
  const host = useHost();
  const watch = useJob('monitor.watch');
  const [error, setError] = useState<Error | null>(null);
  const [draft, setDraft] = useState<WatchDraft>({ label: '', day: '' });
  const choose = async () => {
    setError(null);
    try {
      const file = await host.openFile();
      if (!file) return;
      const label = draft.label.trim() || null;
      const state = await watch.start({ file: file.token, label, day: draft.day || null });
      if (!state) return;
      setDraft({ label: '', day: '' });
      if (state.latest !== null) goTo(`/monitor?period=${encodeURIComponent(state.latest)}`);
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return { watch, error, clear: () => setError(null), choose, draft, setDraft };
}
