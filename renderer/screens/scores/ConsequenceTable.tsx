import { formatCount, formatPercent } from '#shared/format';
import type { Measure } from '#shared/scoring/evaluation';
import { figureWords, type Figure } from '#shared/text/scoringWords';
import { TableScroll } from '../../components/TableScroll.tsx';
import { capital } from '../../text/sentences.ts';
import type { Consequences } from './consequences.ts';
import { thresholdWords } from './ScoreHistogram.tsx';

/** What follows from the threshold: exact where it is in use, looked up on the curve while it is moved. */
export function ConsequenceTable({ shown, isLive, acted }: { shown: Consequences; isLive: boolean; acted: string }) {
  const { contacted, cost, saved, net } = shown;
  const rows: readonly { label: string; value: string; interval: string; figure?: Figure }[] = [
    { label: `Customers ${acted}`, value: formatCount(contacted), interval: '' },
    { label: 'Events reached', value: formatCount(shown.matrix.reached), interval: '' },
    { label: 'Precision', ...share(shown.precision), figure: 'precision' },
    { label: 'Recall', ...share(shown.recall), figure: 'recall' },
    { label: 'Cost', value: formatCount(cost), interval: '' },
    { label: 'Saved', ...money(saved) },
    { label: 'Net', ...money(net), figure: 'net' },
  ];
  return (
    <TableScroll label="What follows from the threshold">
      <table className="table" aria-live="polite" aria-busy={isLive}>
        <caption className="visually-hidden">What follows from the threshold</caption>
        <thead>
          <tr>
            <th scope="col">{capital(thresholdWords(shown.threshold))}</th>
            <th scope="col" className="number">
              {isLive ? 'About' : 'Value'}
            </th>
            <th scope="col" className="number">
              95 % interval
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, value, interval, figure }) => (
            <tr key={label} title={figure && figureWords[figure].about}>
              <th scope="row">{label}</th>
              <td className="number">{value}</td>
              <td className="number muted">{interval}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function share(measure: Measure | number) {
  if (typeof measure === 'number') return { value: formatPercent(measure), interval: 'on release' };
  const { value, low, high } = measure;
  return { value: formatPercent(value), interval: `${formatPercent(low)} to ${formatPercent(high)}` };
}

function money({ value, low, high }: Measure) {
  return { value: formatCount(value), interval: `${formatCount(low)} to ${formatCount(high)}` };
}
