import IconButton from '@mui/material/IconButton';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { formatCount } from '#shared/format';
import { ProgressBar } from '../components/ProgressBar.tsx';
import { useEngine, useIsConnected, useProject } from '../hooks/EngineContext.ts';
import type { Job } from '../hooks/EngineStore.ts';
import { useElapsed } from '../hooks/useElapsed.ts';
import { useCurrentJob } from '../hooks/useJob.ts';
import { useFilterText } from '../hooks/filterText.ts';
import { JOB_TITLES } from '../text/jobTitles.ts';

/** Rows, columns, filter, seed and what the engine is doing. */
export function StatusLine() {
  const project = useProject();
  const job = useCurrentJob();
  const isConnected = useIsConnected();
  const filter = useFilterText();
  return (
    <footer className="statusLine" data-pane tabIndex={-1} aria-label="Status">
      {project?.source ? (
        <>
          <span>
            {formatCount(project.nRows)} rows × {formatCount(project.nColumns)} columns
          </span>
          <span>filter: {filter}</span>
          <span>seed {project.recipe.seed}</span>
        </>
      ) : (
        <span>No data open</span>
      )}
      {job ? (
        <RunningJob job={job} />
      ) : (
        <span className="statusJob muted">{isConnected ? 'engine idle' : 'engine stopped'}</span>
      )}
    </footer>
  );
}

function RunningJob({ job }: { job: Job }) {
  const store = useEngine();
  const seconds = useElapsed(job.startedAt, job.endedAt);
  const { done, total, label } = job.progress;
  const title = JOB_TITLES[job.method];
  return (
    <span className="statusJob">
      <span>
        {label || title}
        {total > 0 && ` ${Math.round((done / total) * 100)} %`} · {seconds} s
      </span>
      <ProgressBar done={done} total={total} label={title} />
      <IconButton aria-label={`Cancel: ${title}`} onClick={() => store.cancel(job.method)}>
        <CloseOutlined fontSize="small" />
      </IconButton>
    </span>
  );
}
