import Button from '@mui/material/Button';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useJob, type JobHandle } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { Findings } from './Findings.tsx';
import { RunOptions } from './RunOptions.tsx';
import './segments.css';

export function Screen() {
  const result = useQuery('segment.result', {});
  const run = useJob('segment.run');
  const start = () => void run.start({});
  const segmentation = result.data ?? null;
  return (
    <ScreenLayout
      headline={segmentation?.headline ?? 'Groups of customers that are alike, and why.'}
      side={<RunOptions run={run} hasResult={segmentation !== null} />}
    >
      <RunState run={run} />
      {result.error && <Failure error={result.error} onRetry={result.askAgain} />}
      {segmentation && !run.isWorking && <StaleBanner onRun={start} />}
      {segmentation && <Findings segmentation={segmentation} />}
      {result.data === undefined && !result.error && <ProgressBar done={0} total={0} label="Asking for the segments" />}
      {result.data === null && !run.isWorking && <NoSegments onRun={start} />}
    </ScreenLayout>
  );
}

function RunState({ run }: { run: JobHandle<'segment.run'> }) {
  if (run.isWorking) return <Working title="Finding segments" job={run.job!} onCancel={run.cancel} />;
  if (run.job?.error) return <Failure error={run.job.error} onRetry={() => void run.start({})} />;
  return null;
}

function StaleBanner({ onRun }: { onRun: () => void }) {
  if (useProject()?.segments !== 'stale') return null;
  return (
    <div className="staleBanner" role="note">
      <span className="grow">
        ↻ The data or options changed after these segments were found. They are shown as they were.
      </span>
      <Button variant="contained" onClick={onRun}>
        Find segments again
      </Button>
    </div>
  );
}

function NoSegments({ onRun }: { onRun: () => void }) {
  return (
    <Empty title="The customers have not been grouped yet.">
      <p>
        Customers are compared on the columns with the role feature, flag or date, after preparation. The number of
        segments is chosen by evidence, or given at the side.
      </p>
      <Button variant="contained" size="large" onClick={onRun}>
        Find segments
      </Button>
    </Empty>
  );
}
