import { useEffect, useRef } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { formatThings } from '#shared/format';
import { Failure } from '../components/Failure.tsx';
import { Working } from '../components/Working.tsx';
import { announce } from '../hooks/announce.ts';
import { useEngine, useIsConnected, useRestarted } from '../hooks/EngineContext.ts';
import { useCurrentJob, useJob } from '../hooks/useJob.ts';
import { restartSentence } from '../text/sentences.ts';
import { JOB_TITLES } from '../text/jobTitles.ts';
import { useSharedWorkspace } from './WorkspaceContext.ts';

/** What concerns the whole project: a file being opened, why it could not be, a lost engine. */
export function Alerts({ onConnectAgain }: { onConnectAgain: () => Promise<void> }) {
  const workspace = useSharedWorkspace();
  const isConnected = useIsConnected();
  const opening = [useJob('dataset.open'), useJob('dataset.openSample'), useJob('project.open')].find(
    job => job.isWorking,
  );
  useAnnounceEnds();
  const store = useEngine();
  const restarted = useRestarted();
  return (
    <div className="alerts">
      {!isConnected && (
        <Alert severity="warning" action={<Button onClick={() => void onConnectAgain()}>Connect again</Button>}>
          The connection to the engine was lost. The project stays open in the engine; connect again to go on.
        </Alert>
      )}
      {restarted && (
        <Alert severity="warning" onClose={store.dismissRestart}>
          {restartSentence(restarted)}
        </Alert>
      )}
      {opening && <Working title={JOB_TITLES[opening.job!.method]} job={opening.job!} onCancel={opening.cancel} />}
      {workspace.error && <Failure error={workspace.error} onClose={workspace.dismiss} />}
      {workspace.message && (
        <Alert severity="success" onClose={workspace.dismiss}>
          {workspace.message}
        </Alert>
      )}
      {workspace.waiting && <OpenWithoutSaving />}
    </div>
  );
}

function OpenWithoutSaving() {
  const workspace = useSharedWorkspace();
  const { name, proceed, giveUp } = workspace.waiting!;
  return (
    <Dialog open onClose={giveUp} aria-labelledby="unsaved-title">
      <DialogTitle id="unsaved-title">The results of this project were not saved</DialogTitle>
      <DialogContent>
        {name === '' ? 'Closing' : `Opening ${name}`} ends this project. Its results can be saved first as a project
        file.
      </DialogContent>
      <DialogActions>
        <Button onClick={giveUp}>Go back</Button>
        <Button
          onClick={() => {
            giveUp();
            workspace.save();
          }}
        >
          Save the project
        </Button>
        <Button variant="contained" onClick={proceed}>
          {name === '' ? 'Close without saving' : 'Open without saving'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Tells screen readers when long work starts, ends or fails. */
function useAnnounceEnds(): void {
  const store = useEngine();
  const current = useCurrentJob();
  const last = useRef<typeof current>(undefined);
  useEffect(() => {
    const before = last.current;
    last.current = current;
    if (current && current.method !== before?.method) announce(`${JOB_TITLES[current.method]}: started`);
    if (!before || current) return;
    const ended = store.jobs.get(before.method);
    if (!ended || ended.endedAt === null) return;
    const seconds = Math.round((ended.endedAt - ended.startedAt) / 1000);
    const how = ended.error
      ? 'failed'
      : ended.wasCancelled
        ? 'cancelled'
        : `finished after ${formatThings(seconds, 'second')}`;
    announce(`${JOB_TITLES[ended.method]}: ${how}`);
  }, [current, store]);
}
