import { formatCount, formatFixed, formatNumber } from '#shared/format';
import type { CoefficientRow, ModelDetail, ScorecardFeature } from '#shared/scoring/modelDetail';
import { TableScroll } from '../../components/TableScroll.tsx';
import { pText } from './measureText.ts';

/** What a fitted model consists of, as a validator reads it. */
export function ModelTables({ detail }: { detail: ModelDetail }) {
  const { text, coefficients, scorecard } = detail;
  return (
    <section className="stack" aria-labelledby="detail-title">
      <h2 id="detail-title">What the model consists of</h2>
      <ul className="sentences">
        {text.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {coefficients && <Coefficients rows={coefficients} />}
      {scorecard && !text.includes(scorecard.rule) && <p>{scorecard.rule}</p>}
      {scorecard && <Points features={scorecard.features} />}
    </section>
  );
}

function Coefficients({ rows }: { rows: readonly CoefficientRow[] }) {
  return (
    <TableScroll label="Coefficients" className="modelDetail">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Term</th>
            <th scope="col" className="number" title="On log odds; of a number per standard deviation">
              Coefficient
            </th>
            <th scope="col" className="number">
              Standard error
            </th>
            <th scope="col" className="number">
              z
            </th>
            <th scope="col" className="number" title="Chance of a coefficient this far from nought if it were nought">
              p-value
            </th>
            <th
              scope="col"
              className="number"
              title="How many times the odds of the event are with the term, or with one standard deviation more"
            >
              Odds ratio
            </th>
            <th scope="col" className="number">
              95 % interval
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={`${row.feature} ${row.term}`}>
              <th scope="row">{row.feature}</th>
              <td>{row.term}</td>
              <td className="number">{formatFixed(row.coefficient, 3)}</td>
              <td className="number">{formatFixed(row.standardError, 3)}</td>
              <td className="number">{formatFixed(row.z, 2)}</td>
              <td className="number">{pText(row.pValue)}</td>
              <td className="number">{formatNumber(row.oddsRatio)}</td>
              <td className="number">
                {formatNumber(row.low)} to {formatNumber(row.high)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Points({ features }: { features: readonly ScorecardFeature[] }) {
  return (
    <TableScroll label="Points" className="modelDetail">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Class</th>
            <th scope="col" className="number">
              n
            </th>
            <th scope="col" className="number">
              Events
            </th>
            <th scope="col" className="number" title="Log of the share of others over the share of events in the class">
              Weight of evidence
            </th>
            <th scope="col" className="number">
              Points
            </th>
          </tr>
        </thead>
        {features.map(({ feature, informationValue, classes }) => (
          <tbody key={feature}>
            {classes.map((row, i) => (
              <tr key={row.text}>
                {i === 0 && (
                  <th scope="rowgroup" rowSpan={classes.length}>
                    {feature}
                    <div className="interval">information value {formatFixed(informationValue, 3)}</div>
                  </th>
                )}
                <td>{row.text}</td>
                <td className="number">{formatCount(row.n)}</td>
                <td className="number">{formatCount(row.events)}</td>
                <td className="number">{formatFixed(row.woe, 3)}</td>
                <td className="number">{formatFixed(row.points, 0)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </TableScroll>
  );
}
