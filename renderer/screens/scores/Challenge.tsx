import { useCallback } from 'react';
import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { ChallengeReport, Challenger } from '#shared/scoring/challenge';
import { Chart } from '../../charts/Chart.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { aucText, challengeFigure, challengeTable } from './challengeFigure.ts';

const ROW_PX = 34;

/** The same task by others on the same customers: what the score must be better than, and who else ranks them so. */
export function Challenge({ report }: { report: ChallengeReport }) {
  const draw = useCallback((tokens: Tokens) => challengeFigure(report, tokens), [report]);
  const { challengers, conclusion, method, nTested } = report;
  return (
    <section className="stack" aria-labelledby="challenge-title">
      <h2 id="challenge-title">Independent challenge</h2>
      <p className="checkText">{legible(conclusion)}</p>
      <Chart
        title="The model against simpler and independent ones"
        detail={`ROC-AUC with 95 % intervals on the same customers; dotted is tossing a coin. n ${formatCount(nTested)}`}
        fileName="independent challenge"
        height={60 + ROW_PX * challengers.length}
        table={challengeTable(report)}
        draw={draw}
      />
      <TableScroll label="Challengers">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">By</th>
              <th scope="col" className="number">
                ROC-AUC (95 %)
              </th>
              <th scope="col" className="number" title="Mean squared distance of probability and outcome; 0 is best">
                Brier
              </th>
              <th scope="col" className="number" title="ROC-AUC of the model less the challenger's (DeLong)">
                Model ahead by (95 %)
              </th>
              <th
                scope="col"
                className="number"
                title="Customers treated alike when each takes as many as the model does"
              >
                Treated alike
              </th>
              <th scope="col" className="number" title="Cohen's kappa: 1 always alike, 0 no more than by chance">
                Kappa
              </th>
              <th scope="col" className="number" title="Rank correlation of the two scores (Spearman)">
                Same order
              </th>
              <th scope="col">What it says</th>
            </tr>
          </thead>
          <tbody>
            {challengers.map(challenger => (
              <ChallengerRow key={challenger.id} challenger={challenger} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="muted checkText">{legible(method)}</p>
    </section>
  );
}

function ChallengerRow({ challenger }: { challenger: Challenger }) {
  const { title, brier, difference, agreement, sentence } = challenger;
  return (
    <tr>
      <th scope="row">{title}</th>
      <td className="number">{aucText(challenger)}</td>
      <td className="number">{brier === null ? '–' : formatFixed(brier, 4)}</td>
      <td className="number">
        {difference
          ? `${formatFixed(difference.value, 3)} (${formatFixed(difference.low, 3)} to ${formatFixed(difference.high, 3)})`
          : '–'}
      </td>
      <td className="number">{agreement ? formatPercent(agreement.sameDecisions.value) : '–'}</td>
      <td className="number">{agreement ? formatFixed(agreement.kappa, 2) : '–'}</td>
      <td className="number">{agreement ? formatFixed(agreement.spearman, 3) : '–'}</td>
      <td className="challengeSays">{legible(sentence)}</td>
    </tr>
  );
}
