import { useCallback, useState } from 'react';
import { formatCount, formatPercent } from '#shared/format';
import type { Threshold } from '#shared/scoring/choices';
import type { MoneyCurve } from '#shared/scoring/evaluation';
import type { ScoringResult } from '#shared/scoring/result';
import { Chart } from '../../charts/Chart.tsx';
import { Answered } from '../../components/Answered.tsx';
import { Failure } from '../../components/Failure.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAdjustment } from '../../hooks/useAdjustment.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import { useHeld } from '../../hooks/useHeld.ts';
import { useJob } from '../../hooks/useJob.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { legible } from '../../text/sentences.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { actedWords, atPoint, exactly, nearestPoint } from './consequences.ts';
import { ConfusionTable } from './ConfusionTable.tsx';
import { ConsequenceTable } from './ConsequenceTable.tsx';
import { LiftTable } from './LiftTable.tsx';
import { moneyFigure, moneyTable, moneyTakeaway, type MoneyAxis } from './moneyFigure.ts';
import { MoneyForm } from './MoneyForm.tsx';
import { ScoreHistogram } from './ScoreHistogram.tsx';
import './money.css';

/** From which score a customer is acted on, and what that costs and brings. */
export function Money({ result }: { result: ScoringResult }) {
  const change = useJob('score.setThreshold');
  const isReady = useProject()?.scores === 'ready';
  // The result in hand is of before the change until its answer is here.
  const isAsking = useQuery('score.result', {}).isWorking;
  const [threshold, hold] = useHeld(result.threshold, change.isWorking || isAsking);
  const curve = useQuery('score.money', { id: result.chosen, threshold });
  const adjustment = useAdjustment();
  const set = (part: Partial<Threshold>) => {
    const next = { ...threshold, ...part };
    hold(next);
    void change.start({ threshold: next, adjustment: adjustment.of(Object.keys(part).join(' ')) });
  };
  // What was let go holds until it is counted: the next tap builds on it.
  const isHeld = threshold !== result.threshold && threshold.by === 'given';
  const model = result.models.find(({ id }) => id === result.chosen)!;
  const acted = actedWords(result.target.purpose);
  return (
    <>
      <p className="answer">{legible(answerOf(result, acted))}</p>
      {change.job?.error && <Failure error={change.job.error} />}
      <div className="moneyGrid" onBlur={adjustment.leave}>
        <div className="stack">
          <Answered query={curve} what="Counting the money">
            {data => (
              <MovableThreshold
                result={result}
                curve={data}
                chosen={isHeld ? threshold.value : result.at.threshold}
                isDisabled={!isReady}
                onSet={value => set({ by: 'given', value })}
              />
            )}
          </Answered>
        </div>
        <MoneyForm result={result} threshold={threshold} isDisabled={!isReady} onChange={set} />
      </div>
      <LiftTable lift={model.evaluation.lift} />
    </>
  );
}

interface MovableProps {
  readonly result: ScoringResult;
  readonly curve: MoneyCurve;
  /** The threshold that was let go last, whether it is counted yet or not. */
  readonly chosen: number;
  readonly isDisabled: boolean;
  onSet(threshold: number): void;
}

/** The threshold over the scores and along the money; what follows is looked up while it moves and counted when it is let go. */
function MovableThreshold({ result, curve, chosen, isDisabled, onSet }: MovableProps) {
  const [axis, setAxis] = useState<MoneyAxis>('contacted');
  const { at, target } = result;
  const acted = actedWords(target.purpose);
  const [shown, setShown] = useDraft(chosen);
  const isLive = shown !== at.threshold;
  // Letting go ends more than once: the button, the capture and the focus go one after the other.
  const commit = () => {
    if (shown !== chosen) onSet(shown);
  };
  const draw = useCallback(
    (tokens: Tokens) => moneyFigure(curve, axis, shown, acted, tokens),
    [curve, axis, shown, acted],
  );
  const consequences = isLive ? { ...atPoint(curve, nearestPoint(curve, shown)), threshold: shown } : exactly(at);
  const { histogram } = result.models.find(({ id }) => id === result.chosen)!.evaluation;
  return (
    <div className="stack">
      <section className="panel stack" aria-label="Threshold">
        <ScoreHistogram
          histogram={histogram}
          curve={curve}
          threshold={shown}
          eventWords={target.eventWords}
          acted={acted}
          isDisabled={isDisabled}
          isMoving={shown !== chosen}
          onMove={setShown}
          onCommit={commit}
          onCancel={() => setShown(chosen)}
        />
        <div className="moneyTables">
          <ConsequenceTable shown={consequences} isLive={isLive} acted={acted} />
          <ConfusionTable matrix={consequences.matrix} eventWords={target.eventWords} acted={acted} />
        </div>
      </section>
      <Chart
        title={moneyTakeaway(curve, acted)}
        detail={`Net of acting on all customers from a threshold up, with the 95 % interval of the events reached; costs, value and success are taken as given. n ${formatCount(at.accuracy.n)} tested`}
        fileName="net money by threshold"
        height={300}
        table={moneyTable(curve)}
        draw={draw}
        controls={
          <FormChoice
            label="Axis of the money"
            value={axis}
            choices={[
              { value: 'contacted', label: `Customers ${acted}` },
              { value: 'threshold', label: 'Threshold' },
            ]}
            onChange={setAxis}
          />
        }
      />
    </div>
  );
}

/** The reason of the threshold, and what follows. */
function answerOf({ at, target }: ScoringResult, acted: string): string {
  const { contacted, net } = at.money;
  if (contacted === 0) return at.reason;
  const events = at.truePositives + at.falseNegatives;
  return `${at.reason} ${formatCount(contacted)} customers are ${acted} then, and of the ${formatCount(events)} tested for whom ${target.eventWords}, ${formatCount(at.truePositives)} are reached (${formatPercent(at.recall.value)}): net ${formatCount(net.value)} (95 % interval ${formatCount(net.low)} to ${formatCount(net.high)}).`;
}
