import { useState } from 'react';
import Button from '@mui/material/Button';
import type { MonitorState } from '#shared/contract/monitor';
import { Failure } from '../../components/Failure.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { Working } from '../../components/Working.tsx';
import { useHost } from '../../hooks/EngineContext.ts';
import { useJob } from '../../hooks/useJob.ts';
import { legible } from '../../text/sentences.ts';

type Choice = 'project' | 'model';
const CHOICES: readonly { value: Choice; label: string }[] = [
  { value: 'project', label: 'This project' },
  { value: 'model', label: 'A model file' },
];

/** What later files are held against: the customers of this project, or those that a model file was made from. */
export function Against({ state, isDisabled }: { state: MonitorState; isDisabled: boolean }) {
  const { choose, error, clear, isWorking, job, cancel } = useModelChoice();
  const { modelFile, against } = state;
  return (
    <section className="stack" aria-label="What files are held against">
      <h3>Held against</h3>
      <FormChoice
        label="Held against"
        value={modelFile ? 'model' : 'project'}
        choices={CHOICES}
        onChange={choice => !isDisabled && !isWorking && void choose(choice)}
      />
      {isWorking && <Working title="Checking the model file" job={job!} onCancel={cancel} />}
      {error && <Failure error={error} onClose={clear} />}
      {job?.error && <Failure error={job.error} />}
      {modelFile ? (
        <>
          <p className="muted" title={`SHA-256 ${modelFile.sha256}`}>
            {legible(against ?? modelFile.name)}
          </p>
          <Button variant="outlined" disabled={isDisabled || isWorking} onClick={() => void choose('model')}>
            Choose another model file
          </Button>
        </>
      ) : (
        <p className="muted">A model file (.tsm) carries what later files are held against, without its project.</p>
      )}
    </section>
  );
}

function useModelChoice() {
  const host = useHost();
  const choosing = useJob('monitor.chooseModel');
  const [error, setError] = useState<Error | null>(null);
  const choose = async (choice: Choice) => {
    setError(null);
    try {
      const file = choice === 'model' ? await host.openModel() : null;
      if (choice === 'model' && !file) return;
      await choosing.start({ file: file && file.token });
    } catch (reason) {
      setError(reason as Error);
    }
  };
  return {
    choose,
    error,
    clear: () => setError(null),
    isWorking: choosing.isWorking,
    job: choosing.job,
    cancel: choosing.cancel,
  };
}
