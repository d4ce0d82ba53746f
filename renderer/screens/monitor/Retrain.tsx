import { useState } from 'react';
import Button from '@mui/material/Button';
import type { LearnFrom } from '#shared/monitor/challenge';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob } from '../../hooks/useJob.ts';
import { legible } from '../../text/sentences.ts';
import { Comparison } from './Comparison.tsx';
import type { PeriodProps } from './Period.tsx';

const FROM: readonly { value: LearnFrom; label: string }[] = [
  { value: 'both', label: 'Both files' },
  { value: 'later', label: 'The later file alone' },
];

const WHAT_REPLACING_DOES: Readonly<Record<LearnFrom, string>> = {
  both: 'The later customers are appended and all are scored anew; undo takes it back.',
  later: 'The later customers take the place of those of this project and are scored anew; undo takes it back.',
};

/** The same recipe fitted with later customers against the model in use; nothing is replaced before it is asked for. */
export function Retrain({ state, period }: PeriodProps) {
  const compare = useJob('monitor.challenge');
  const replace = useJob('monitor.replace');
  const [learnFrom, setLearnFrom] = useState<LearnFrom>('both');
  if (period.model)
    return (
      <Empty title="This file was held against a model file.">
        <p>
          A model file has no customers to learn from. Hold the file against this project, and then compare the models.
        </p>
      </Empty>
    );
  if (!state.hasScores)
    return <Empty title="Nothing is scored in this project, so there is no model to learn again." />;
  if (state.atHand === null)
    return (
      <Empty title="The later file is not at hand.">
        <p>Files are not kept in the project. Watch the file again, and then compare the models.</p>
      </Empty>
    );
  const isWorking = compare.isWorking || replace.isWorking;
  return (
    <>
      <p>
        The recipe of the model in use is fitted again with the customers of {legible(state.atHand)}, and both models
        are judged by the same later customers. Nothing is replaced before you say so.
      </p>
      <div className="row">
        <FormChoice label="Learn from" value={learnFrom} choices={FROM} onChange={setLearnFrom} />
        <Button variant="contained" disabled={isWorking} onClick={() => void compare.start({ learnFrom })}>
          Compare the models
        </Button>
      </div>
      {compare.isWorking && <Working title="Fitting the challenger" job={compare.job!} onCancel={compare.cancel} />}
      {compare.job?.error && <Failure error={compare.job.error} />}
      {replace.isWorking && <Working title="Learning again" job={replace.job!} onCancel={replace.cancel} />}
      {replace.job?.error && <Failure error={replace.job.error} />}
      {state.challenge && (
        <Comparison
          challenge={state.challenge}
          isWorking={isWorking}
          about={WHAT_REPLACING_DOES[state.challenge.learnFrom]}
          onReplace={() => void replace.start({})}
        />
      )}
    </>
  );
}
