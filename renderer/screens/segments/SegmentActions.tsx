import { useState } from 'react';
import Checkbox from '@mui/material/Checkbox';
import type { EditRequest } from '#shared/contract/segmentEdits';
import { formatThings } from '#shared/format';
import type { Segmentation, SegmentSummary } from '#shared/results';
import { MOST_PARTS } from '#shared/segmentEdits';
import { Choice } from '../../components/Choice.tsx';
import { DecisionDialog, type SaidBy } from '../../components/DecisionDialog.tsx';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { Working } from '../../components/Working.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';

/** What can be done to one segment by hand. */
export function SegmentActions({ segmentation, segment }: { segmentation: Segmentation; segment: SegmentSummary }) {
  const [dialog, setDialog] = useState<'merge' | 'split' | null>(null);
  const isReady = useProject()?.segments === 'ready';
  const props = { segmentation, segment, onClose: () => setDialog(null) };
  return (
    <span className="segmentActions">
      <button
        type="button"
        className="linkButton"
        disabled={!isReady || segmentation.segments.length < 3}
        aria-label={`Merge with…: ${segment.name}`}
        onClick={() => setDialog('merge')}
      >
        Merge with…
      </button>
      <button
        type="button"
        className="linkButton"
        disabled={!isReady || segment.size < 2}
        aria-label={`Split…: ${segment.name}`}
        onClick={() => setDialog('split')}
      >
        Split…
      </button>
      {dialog === 'merge' && <MergeDialog {...props} />}
      {dialog === 'split' && <SplitDialog {...props} />}
    </span>
  );
}

interface EditDialogProps {
  readonly segmentation: Segmentation;
  readonly segment: SegmentSummary;
  onClose(): void;
}

function useEdit(onClose: () => void) {
  const job = useJob('segment.edit');
  const start = async (edit: EditRequest) => {
    if (await job.start({ edit })) onClose();
  };
  const working = job.isWorking && <Working title="Changing the segments" job={job.job!} onCancel={job.cancel} />;
  return { start, working, isWorking: job.isWorking, error: job.job?.error };
}

function MergeDialog({ segmentation, segment, onClose }: EditDialogProps) {
  const [others, setOthers] = useState<ReadonlySet<number>>(new Set());
  const { start, ...state } = useEdit(onClose);
  const candidates = segmentation.segments.filter(other => other.id !== segment.id);
  const toggle = (id: number) => {
    const next = new Set(others);
    if (!next.delete(id)) next.add(id);
    setOthers(next);
  };
  const merge = (said: SaidBy) => start({ op: 'merge', segments: [segment.id, ...others], ...said });
  return (
    <DecisionDialog
      title={`Merge ${segment.name} with`}
      confirm="Merge"
      isReady={others.size > 0 && others.size < candidates.length}
      onConfirm={said => void merge(said)}
      onClose={onClose}
      {...state}
    >
      <ul className="mergeList">
        {candidates.map(other => (
          <li key={other.id}>
            <label>
              <Checkbox checked={others.has(other.id)} onChange={() => toggle(other.id)} size="small" />
              <SegmentMark id={other.id} name={other.name} />
              <span className="muted">{formatThings(other.size, 'customer')}</span>
            </label>
          </li>
        ))}
      </ul>
      {others.size === candidates.length && <p>At least one segment has to stay outside the merge.</p>}
    </DecisionDialog>
  );
}

function SplitDialog({ segment, onClose }: EditDialogProps) {
  const [into, setInto] = useState(2);
  const { start, ...state } = useEdit(onClose);
  const parts = Array.from({ length: MOST_PARTS - 1 }, (_none, i) => i + 2);
  return (
    <DecisionDialog
      title={`Split ${segment.name}`}
      confirm="Split"
      isReady
      onConfirm={said => void start({ op: 'split', segment: segment.id, into, ...said })}
      onClose={onClose}
      {...state}
    >
      <label className="row">
        Into
        <Choice
          label="Parts"
          value={String(into)}
          choices={parts.map(n => ({ value: String(n), label: `${n} parts` }))}
          onChange={value => setInto(Number(value))}
        />
      </label>
      <p className="muted">
        The {formatThings(segment.size, 'customer')} of this segment are grouped once more by k-means, among themselves
        and with the seed of the run. The other segments stay as they are.
      </p>
    </DecisionDialog>
  );
}
