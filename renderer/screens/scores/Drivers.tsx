import { useCallback } from 'react';
import { formatCount } from '#shared/format';
import type { ModelExplanation } from '#shared/scoring/explanation';
import { Chart } from '../../charts/Chart.tsx';
import type { Tokens } from '../../theme/tokens.ts';
import { beeswarmFigure, beeswarmHeight, beeswarmTable } from './beeswarmFigure.ts';
import { importanceFigure, importanceHeight, importanceTable, SHOWN_FEATURES } from './importanceFigure.ts';

/** What drives a score over all customers: in sentences, as bars with intervals, and customer by customer as points. */
export function Drivers({ explanation }: { explanation: ModelExplanation }) {
  const { importance, sentences, clouds, n, of, seed, method } = explanation;
  const drawBars = useCallback((tokens: Tokens) => importanceFigure(explanation, tokens), [explanation]);
  const drawCloud = useCallback((tokens: Tokens) => beeswarmFigure(explanation, tokens), [explanation]);
  const sample =
    n < of
      ? `${formatCount(n)} of ${formatCount(of)} customers, drawn by seed ${seed}`
      : `all ${formatCount(of)} customers`;
  const rest =
    importance.length > SHOWN_FEATURES
      ? ` The first ${SHOWN_FEATURES} of ${formatCount(importance.length)} features; the table has them all.`
      : '';
  return (
    <div className="stack">
      <section className="panel stack" aria-labelledby="drivers-title">
        <h2 id="drivers-title">What drives the score</h2>
        <ol className="sentences isNumbered">
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
        <p className="muted">{method}</p>
      </section>
      <Chart
        title={importance.length > 0 ? `${importance[0].feature} matters most` : 'What matters'}
        detail={`Mean size of the contributions to the score of ${sample}, and which values raise it; what shuffling a feature costs in ROC-AUC, with 95 % intervals.${rest}`}
        fileName="importance"
        height={importanceHeight(explanation)}
        table={importanceTable(explanation)}
        draw={drawBars}
      />
      {clouds.length > 0 && (
        <Chart
          title="What each feature did to the score of single customers"
          detail={`Each point is one of ${formatCount(clouds[0].contributions.length)} customers; to the right it raises the score.`}
          fileName="contributions"
          height={beeswarmHeight(explanation)}
          table={beeswarmTable(explanation)}
          draw={drawCloud}
          legend={
            <ul className="valueLegend" aria-label="Colours">
              <li>
                <span className="valueRamp" aria-hidden="true" /> low to high values of the feature
              </li>
              <li>
                <span className="valueNone" aria-hidden="true" /> categories and gaps
              </li>
            </ul>
          }
        />
      )}
    </div>
  );
}
