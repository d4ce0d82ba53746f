import { formatCount, formatPercent } from '#shared/format';
import type { SwapSet } from '#shared/scoring/evaluation';
import { figureWords } from '#shared/text/scoringWords';
import { TableScroll } from '../../components/TableScroll.tsx';
import type { ViewProps } from './Findings.tsx';
import { asThree, intervalText, pText } from './measureText.ts';
import { modelInUse } from './testedWords.ts';

/** Who would be treated otherwise if another model were in use. */
export function SwapSets({ result }: ViewProps) {
  const { title } = modelInUse(result);
  return (
    <section className="stack" aria-labelledby="swap-title">
      <h2 id="swap-title">Who would be treated otherwise by another model</h2>
      <p className="muted">{figureWords.swapSet.about}</p>
      <ul className="sentences">
        {result.swapSets.map(({ against, sentence }) => (
          <li key={against}>{sentence}</li>
        ))}
      </ul>
      <TableScroll label="Swap sets">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{title} against</th>
              <th scope="col" className="number" title="Customers whom only the model in use takes for events">
                Only {title}
              </th>
              <th scope="col" className="number" title="Customers whom only the other model takes for events">
                Only the other
              </th>
              <th scope="col" className="number">
                Both
              </th>
              <th scope="col" className="number">
                Neither
              </th>
              <th scope="col" className="number" title="ROC-AUC of the model in use less that of the other, by DeLong">
                ROC-AUC difference
              </th>
              <th scope="col" className="number" title="Chance of so large a difference if there were none; two-sided">
                p-value
              </th>
            </tr>
          </thead>
          <tbody>
            {result.swapSets.map(set => (
              <SwapRow key={set.against} set={set} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function SwapRow({ set }: { set: SwapSet }) {
  const { aucDifference } = set;
  return (
    <tr>
      <th scope="row">{set.against}</th>
      {[set.inOnly, set.outOnly, set.both, set.neither].map((part, i) => (
        <td key={i} className="number">
          {formatCount(part.n)}
          <div className="interval">
            {formatCount(part.events)} with the event{part.n > 0 && ` (${formatPercent(part.events / part.n)})`}
          </div>
        </td>
      ))}
      <td className="number" title={`n = ${formatCount(aucDifference.n)}`}>
        {asThree(aucDifference.value)}
        <div className="interval">{intervalText(aucDifference, asThree)}</div>
      </td>
      <td className="number">{pText(set.pValue)}</td>
    </tr>
  );
}
