import { useState } from 'react';
import Button from '@mui/material/Button';
import { formatCount } from '#shared/format';
import type { LearnFrom, ModelChallenge } from '#shared/monitor/challenge';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { Working } from '../../components/Working.tsx';
import { useJob } from '../../hooks/useJob.ts';
import { legible } from '../../text/sentences.ts';
import { asPercent, asThree, intervalText } from '../scores/measureText.ts';
import type { PeriodProps } from './Period.tsx';

const FROM: readonly { value: LearnFrom; label: string }[] = [
  { value: 'both', label: 'Both files' },
  { value: 'later', label: 'The later file alone' },
];

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
        <Comparison challenge={state.challenge} isWorking={isWorking} onReplace={() => void replace.start({})} />
      )}
    </>
  );
}

interface ComparisonProps {
  readonly challenge: ModelChallenge;
  readonly isWorking: boolean;
  onReplace(): void;
}

function Comparison({ challenge, isWorking, onReplace }: ComparisonProps) {
  const { swap, isBetter, learnFrom } = challenge;
  return (
    <section className="stack" aria-label="Champion against challenger">
      <p className="answer">{legible(challenge.sentence)}</p>
      <ChallengeTable challenge={challenge} />
      <p>{legible(swap.sentence)}</p>
      <p className="muted">{challenge.protocol}</p>
      <div className="row">
        <Button variant={isBetter ? 'contained' : 'outlined'} disabled={isWorking} onClick={onReplace}>
          Replace the model by the challenger
        </Button>
        <span className="muted">
          {learnFrom === 'both'
            ? 'The later customers are appended and all are scored anew; undo takes it back.'
            : 'The later customers take the place of those of this project and are scored anew; undo takes it back.'}
        </span>
      </div>
    </section>
  );
}

const ROWS = [
  ['rocAuc', 'ROC-AUC', asThree],
  ['gini', 'Gini', asThree],
  ['ks', 'KS', asThree],
  ['brier', 'Brier score', asThree],
  ['accuracy', 'Accuracy', asPercent],
  ['calibrationSlope', 'Calibration slope', asThree],
  ['calibrationRatio', 'Happened over foretold', asThree],
] as const;

function ChallengeTable({ challenge }: { challenge: ModelChallenge }) {
  const { champion, challenger } = challenge;
  return (
    <TableScroll label="Champion against challenger">
      <table className="table monitorTable">
        <caption>
          {challenge.model}, {legible(challenge.eventWords)}; n = {formatCount(challenge.n)} later customers,{' '}
          {formatCount(challenge.nEvents)} with the event
        </caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="number">
              Model in use
            </th>
            <th scope="col" className="number">
              Challenger
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([key, title, text]) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              {[champion[key], challenger[key]].map((figure, i) => (
                <td key={i} className="number">
                  {figure ? `${text(figure.value)} (${intervalText(figure, text)})` : '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
