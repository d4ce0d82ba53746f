import { useCallback, useMemo } from 'react';
import { formatFixed, formatPercent } from '#shared/format';
import type { Performance } from '#shared/monitor/reference';
import type { ScoreDrift } from '#shared/monitor/result';
import { aucSeries, heldAgainstSame } from '#shared/monitor/series';
import type { Measure } from '#shared/scoring/evaluation';
import { Chart } from '../../charts/Chart.tsx';
import { Empty } from '../../components/Empty.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { asPercent, asThree, intervalText } from '../scores/measureText.ts';
import { historyFigure, historyTable } from './historyFigure.ts';
import { LightMark } from './LightMark.tsx';
import { MiniBins } from './MiniBins.tsx';
import type { PeriodProps } from './Period.tsx';

/** How the scores are spread now, and how good they are where outcomes are known or can be estimated. */
export function ScoreView({ state, period }: PeriodProps) {
  const periods = useMemo(() => heldAgainstSame(state.periods, period), [state.periods, period]);
  const draw = useCallback(
    (tokens: Tokens) => historyFigure(periods, aucSeries(periods), tokens, { limits: null, shown: period.label }),
    [periods, period.label],
  );
  const [score] = period.scores;
  if (!score)
    return (
      <Empty title="Nothing was scored when this file was watched.">
        <p>
          {period.model
            ? 'The model file that it was held against scores nothing.'
            : 'Score the customers of this project, and watch the file again.'}
        </p>
      </Empty>
    );
  return (
    <>
      <Sentences score={score} />
      {period.outcomesFrom && <p className="muted">{legible(period.outcomesFrom)}</p>}
      <Chart
        title="ROC-AUC from period to period"
        detail={`Measured where outcomes are known, and estimated; ${formatFixed(score.development.rocAuc?.value ?? NaN, 3)} at development`}
        fileName="ROC-AUC by period"
        height={200}
        table={historyTable(periods, aucSeries(periods))}
        draw={draw}
      />
      <Figures score={score} />
      {score.estimated && <p className="muted">{score.estimated.assumption}</p>}
    </>
  );
}

function Sentences({ score }: { score: ScoreDrift }) {
  const { measured, estimated, notMeasured } = score;
  return (
    <>
      <ul className="findings" aria-label="About the score">
        <li>
          <LightMark light={score.light} />
          <span>{legible(score.sentence)}</span>
        </li>
        {measured && (
          <li>
            <LightMark light={measured.light} />
            <span>{measured.sentences.join(' ')}</span>
          </li>
        )}
        {notMeasured && <li className="muted">{notMeasured}</li>}
        {estimated && (
          <li>
            <LightMark light={estimated.light} />
            <span>{estimated.sentence}</span>
          </li>
        )}
      </ul>
      <div className="row">
        <span className="muted">Scores by tenth of development, then (hollow) and now (filled)</span>
        <MiniBins bins={score.bins} label="Scores" />
      </div>
    </>
  );
}

type Key = Exclude<keyof Performance, 'n' | 'nEvents'>;
const FIGURES: readonly [Key, string, (value: number) => string][] = [
  ['prevalence', 'Share of events', asPercent],
  ['rocAuc', 'ROC-AUC', asThree],
  ['gini', 'Gini', asThree],
  ['ks', 'KS', asThree],
  ['brier', 'Brier score', asThree],
  ['accuracy', 'Accuracy', asPercent],
  ['precision', 'Precision', asPercent],
  ['recall', 'Recall', asPercent],
  ['calibrationSlope', 'Calibration slope', asThree],
  ['calibrationIntercept', 'Calibration intercept', asThree],
  ['calibrationRatio', 'Happened over foretold', asThree],
];

function Figures({ score }: { score: ScoreDrift }) {
  const { development, measured, estimated, aboveThreshold } = score;
  return (
    <TableScroll label="Figures of the score">
      <table className="table monitorTable">
        <caption>
          {score.model}. At or above the threshold: {formatPercent(aboveThreshold.before.value)} of customers at
          development, {formatPercent(aboveThreshold.now.value)} now.
        </caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="number">
              At development
            </th>
            <th scope="col" className="number">
              Now
            </th>
            <th scope="col" className="number">
              Estimated without outcomes
            </th>
          </tr>
        </thead>
        <tbody>
          {FIGURES.map(([key, title, text]) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              <FigureCell figure={development[key]} text={text} />
              <FigureCell figure={measured?.performance[key] ?? null} text={text} />
              <FigureCell figure={estimated && key in estimated ? estimated[key as 'rocAuc'] : null} text={text} />
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function FigureCell({ figure, text }: { figure: Measure | null; text: (value: number) => string }) {
  if (!figure) return <td className="number muted">–</td>;
  return (
    <td className="number">
      {text(figure.value)} <span className="muted">({intervalText(figure, text)})</span>
    </td>
  );
}
