import Button from '@mui/material/Button';
import { formatCount } from '#shared/format';
import type { ModelChallenge } from '#shared/monitor/challenge';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import { asPercent, asThree, intervalText } from '../scores/measureText.ts';

interface ComparisonProps {
  readonly challenge: ModelChallenge;
  readonly isWorking: boolean;
  /** What replacing does. */
  readonly about: string;
  onReplace(): void;
}

/** Two models on the same customers, and the button that puts one in the place of the other. */
export function Comparison({ challenge, isWorking, about, onReplace }: ComparisonProps) {
  const { swap, isBetter } = challenge;
  return (
    <section className="stack" aria-label="Champion against challenger">
      <p className="answer">{legible(challenge.sentence)}</p>
      <ChallengeTable challenge={challenge} />
      <p>{legible(swap.sentence)}</p>
      <p className="muted">{challenge.protocol}</p>
      {challenge.outcomesFrom && <p className="muted">{legible(challenge.outcomesFrom)}</p>}
      <div className="row">
        <Button variant={isBetter ? 'contained' : 'outlined'} disabled={isWorking} onClick={onReplace}>
          Replace the model by the challenger
        </Button>
        <span className="muted">{about}</span>
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
          {challenge.model}, {legible(challenge.eventWords)}; n = {formatCount(challenge.n)} customers,{' '}
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
