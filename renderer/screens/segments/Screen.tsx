import { Failure } from '../../components/Failure.tsx';
import { Empty } from '../../components/Empty.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { Working } from '../../components/Working.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import Button from '@mui/material/Button';
import { useProject } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { Findings } from './Findings.tsx';
import { RunOptions } from './RunOptions.tsx';
import './segments.css';

export function Screen() {
  const project = useProject()!;
  const result = useQuery('segment.result', {});
  const run = useJob('segment.run');
  const start = () => void run.start({});
  const segmentation = result.data ?? null;
  return (
    <ScreenLayout
      headline={segmentation?.headline ?? 'Groups of customers that are alike, and why.'}
      side={<RunOptions run={run} hasResult={segmentation !== null} />}
    >
      {run.isWorking && <Working title="Finding segments" job={run.job!} onCancel={run.cancel} />}
      {!run.isWorking && run.job?.error && <Failure error={run.job.error} onRetry={start} />}
      {result.error && <Failure error={result.error} onRetry={result.askAgain} />}
      {project.segments === 'stale' && !run.isWorking && segmentation && (
        <div className="staleBanner" role="note">
          <span className="grow">
            ↻ The data or options changed after these segments were found. They are shown as they were.
          </span>
          <Button variant="contained" onClick={start}>
            Find segments again
          </Button>
        </div>
      )}
      {segmentation && <Findings segmentation={segmentation} />}
      {result.data === undefined && !result.error && <ProgressBar done={0} total={0} label="Asking for the segments" />}
      {result.data === null && !run.isWorking && (
        <Empty title="The customers have not been grouped yet.">
          <p>
            Customers are compared on the columns with the role feature, flag or date, after preparation. The number of
            segments is chosen by evidence, or given at the side.
          </p>
          <Button variant="contained" size="large" onClick={start}>
            Find segments
          </Button>
        </Empty>
      )}
    </ScreenLayout>
  );
}
