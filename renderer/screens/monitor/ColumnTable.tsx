import { formatFixed, formatPercent } from '#shared/format';
import type { ColumnDrift, MonitorPeriod } from '#shared/monitor/result';
import { byDrift } from '#shared/monitor/series';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import { pText } from '../scores/measureText.ts';
import { LightMark } from './LightMark.tsx';
import { MiniBins } from './MiniBins.tsx';

const HEADS = [
  ['Column', '', ''],
  ['Light', '', ''],
  ['PSI', 'number', 'Population stability index of the column (characteristic stability index)'],
  ['By chance', 'number', 'What chance gives on average for so many customers and bins, where nothing has changed'],
  ['p, corrected', 'number', 'Corrected for all questions about all columns by Holm’s method'],
  ['Test', '', 'Kolmogorov–Smirnov for numbers, chi-square for levels'],
  ['Missing', 'number', 'Share of missing values at development and now'],
  ['Then and now', '', 'Shares by bin: hollow at development, filled now'],
] as const;

/** Every column, those that changed most first. */
export function ColumnTable({ period }: { period: MonitorPeriod }) {
  return (
    <section className="stack" aria-labelledby="drift-columns">
      <h2 id="drift-columns">Columns by how much they changed</h2>
      <TableScroll label="Columns by how much they changed">
        <table className="table driftTable">
          <thead>
            <tr>
              {HEADS.map(([title, kind, about]) => (
                <th key={title} scope="col" className={kind || undefined} title={about || undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byDrift(period.columns).map(column => (
              <ColumnRow key={column.column} column={column} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function ColumnRow({ column }: { column: ColumnDrift }) {
  const { index, corrected, missing, bins, light, sentences } = column;
  const [before, now] = [formatPercent(missing.before.value), formatPercent(missing.now.value)];
  return (
    <tr>
      <th scope="row" title={legible([...sentences, column.transform ?? ''].join(' '))}>
        {legible(column.column)}
      </th>
      <td>
        <LightMark light={light} />
      </td>
      <td className="number">{index ? formatFixed(index.value, 3) : '–'}</td>
      <td className="number muted">{index ? formatFixed(index.expected, 3) : '–'}</td>
      <td className="number">{corrected.index === null ? '–' : pText(corrected.index)}</td>
      <td className="test">{testText(column)}</td>
      <td className="number">{before === now ? now : `${before} → ${now}`}</td>
      <td>
        <MiniBins bins={bins} label={column.column} />
      </td>
    </tr>
  );
}

function testText({ ks, chiSquare }: ColumnDrift): string {
  if (ks) return `KS ${formatFixed(ks.distance, 3)}, p ${pText(ks.pValue)}`;
  return chiSquare ? `χ² ${formatFixed(chiSquare.statistic, 1)}, p ${pText(chiSquare.pValue)}` : '–';
}
