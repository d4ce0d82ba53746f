import { useCallback } from 'react';
import { formatCount, formatFixed, formatNumber, formatPart, formatThings } from '#shared/format';
import { PROFILE_QUANTILES, type ColumnDetail } from '#shared/profile';
import { isYear } from '#shared/years';
import { Chart } from '../../charts/Chart.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { valueText } from '../../text/compactText.ts';
import { capital, isoDay, KIND_TEXT, ROLE_TEXT } from '../../text/sentences.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { distributionOf, distributionTable } from './depthFigure.ts';

/** One column in depth: what it is and why, its distribution, quantiles, outliers or levels. */
export function ColumnDepth({ column, nRows }: { column: ColumnDetail; nRows: number }) {
  const draw = useCallback((tokens: Tokens) => distributionOf(column, tokens), [column]);
  const hasPicture = column.role !== 'identifier' && (column.histogram !== null || column.levels.length > 0);
  return (
    <div className="stack columnDepth" aria-label={`${column.name} in depth`} role="group">
      {hasPicture && (
        <Chart
          title={column.name}
          detail={`${KIND_TEXT[column.kind]}, n ${formatCount(nRows - column.missing)}`}
          fileName={`distribution of ${column.name}`}
          height={column.histogram ? 220 : Math.max(120, 34 + 20 * Math.min(column.levels.length, 20))}
          table={distributionTable(column)}
          draw={draw}
        />
      )}
      <section className="panel" aria-label={`Facts about ${column.name}`}>
        {!hasPicture && <h2>{column.name}</h2>}
        <dl className="facts">
          <dt>Kind</dt>
          <dd>
            {KIND_TEXT[column.kind]}. <span className="muted">{capital(column.kindEvidence)}</span>
          </dd>
          <dt>Role</dt>
          <dd>
            {ROLE_TEXT[column.role].title}. <span className="muted">{capital(column.roleReason)}</span>
          </dd>
          <dt>Missing</dt>
          <dd>
            {column.missing === 0
              ? 'No gaps'
              : `${formatCount(column.missing)} of ${formatCount(nRows)} (${formatPart(column.missing, nRows)})`}
          </dd>
          <dt>Distinct</dt>
          <dd>{formatThings(column.distinct, 'value')}</dd>
          <NumberFacts column={column} />
          <TextFacts column={column} />
        </dl>
        <Quantiles column={column} />
        <NoteList notes={column.notes} />
      </section>
    </div>
  );
}

function NumberFacts({ column }: { column: ColumnDetail }) {
  const { number, summary } = column;
  if (!number || !summary || summary.n === 0) return null;
  if (column.kind === 'date') return <Fact title="Most frequent">{modeText(column, isoDay)}</Fact>;
  const beyond = number.nBelow + number.nAbove;
  return (
    <>
      <Fact title="Mean">
        {valueText(column.name, summary.mean)}, standard deviation {formatNumber(summary.sd, 4)}
      </Fact>
      <Fact title="Skewness">{number.skewness === null ? 'None: one value' : formatFixed(number.skewness, 2)}</Fact>
      {column.distinct > 2 && (
        <Fact title="Outliers">
          {formatCount(beyond)} ({formatPart(beyond, summary.n)}) beyond the 1.5 IQR fences{' '}
          {valueText(column.name, number.fences.low)} and {valueText(column.name, number.fences.high)};{' '}
          {formatCount(number.nFar)} more than 3 standard deviations from the mean
        </Fact>
      )}
      <Fact title="Most frequent">
        {modeText(column, value => (isYear(column.name, value) ? String(value) : formatNumber(value, 6)))}
      </Fact>
      {(number.nZero > 0 || number.nNegative > 0) && (
        <Fact title="Zero, negative">
          {formatCount(number.nZero)}, {formatCount(number.nNegative)}
        </Fact>
      )}
    </>
  );
}

function modeText({ number, summary }: ColumnDetail, format: (value: number) => string): string {
  const { value, count } = number!.mode;
  return `${format(value)}, in ${formatThings(count, 'row')} (${formatPart(count, summary!.n)})`;
}

function TextFacts({ column }: { column: ColumnDetail }) {
  const { text } = column;
  if (!text) return null;
  return (
    <>
      <Fact title="Length">
        {formatCount(text.shortest)} to {formatThings(text.longest, 'character')}
      </Fact>
      <Fact title="Samples">
        {text.samples.map((sample, i) => (
          <span key={sample}>
            {i > 0 && ', '}
            <code className="sample">{sample}</code>
          </span>
        ))}
      </Fact>
    </>
  );
}

function Fact({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Quantiles({ column }: { column: ColumnDetail }) {
  const { number, summary } = column;
  if (!number || !summary || summary.n === 0) return null;
  const format = column.kind === 'date' ? isoDay : (value: number) => valueText(column.name, value);
  const cells: [string, number][] = [
    ['Lowest', summary.min],
    ...PROFILE_QUANTILES.map((share, i): [string, number] => [`${share * 100} %`, number.quantiles[i]]),
    ['Highest', summary.max],
  ];
  return (
    <table className="table quantiles">
      <caption>Quantiles: the share of values at or below</caption>
      <tbody>
        {cells.map(([title, value]) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td className="number">{format(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
