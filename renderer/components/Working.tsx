import Button from '@mui/material/Button';
import type { Job } from '../hooks/EngineStore.ts';
import { useElapsed } from '../hooks/useElapsed.ts';
import { ProgressBar } from './ProgressBar.tsx';
import './states.css';

/** Work under way: the stage by name, how far, how long, and the way out. */
export function Working({ title, job, onCancel }: { title: string; job: Job; onCancel: () => void }) {
  const seconds = useElapsed(job.startedAt, job.endedAt);
  const { done, total, label } = job.progress;
  return (
    <section className="state" aria-label={title} data-state="working">
      <h2>{title}</h2>
      <ProgressBar done={done} total={total} label={label || title} />
      <p className="muted">
        {label || 'Starting'}
        {total > 0 && ` · ${Math.round((done / total) * 100)} %`} · {seconds} s
      </p>
      <Button variant="outlined" onClick={onCancel}>
        Cancel
      </Button>
    </section>
  );
}
