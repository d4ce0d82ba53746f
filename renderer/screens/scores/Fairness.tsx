import { useCallback, type ReactNode } from 'react';
import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { FairnessColumn, FairnessFigures, FairnessGroup, FairnessReport } from '#shared/scoring/fairness';
import type { Measure } from '#shared/scoring/evaluation';
import { Chart } from '../../charts/Chart.tsx';
import { TableScroll } from '../../components/TableScroll.tsx';
import { legible } from '../../text/sentences.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { fairnessFigure, fairnessTable, pointsText, shareText, shownGroups } from './fairnessFigure.ts';

const ROW_PX = 34;

/** What the score does to groups of customers by protected columns: a diagnosis, not a verdict. */
export function Fairness({ report }: { report: FairnessReport }) {
  return (
    <section className="stack" aria-labelledby="fairness-title">
      <h2 id="fairness-title">
        Groups by protected columns <span className="muted">(a diagnosis, not a verdict)</span>
      </h2>
      <p className="checkText">{legible(report.preamble)}</p>
      {report.columns.length === 0 && (
        <p className="muted">No column has the role protected, so there are no groups to compare.</p>
      )}
      {report.columns.map(column => (
        <ByColumn key={column.column} column={column} favourable={report.favourable} />
      ))}
    </section>
  );
}

function ByColumn({ column, favourable }: { column: FairnessColumn; favourable: FairnessReport['favourable'] }) {
  const draw = useCallback((tokens: Tokens) => fairnessFigure(column, tokens), [column]);
  const shown = shownGroups(column);
  return (
    <section className="stack" aria-label={`Groups of ${column.column}`}>
      <h3>
        {column.column}
        {column.bands && <span className="muted"> ({column.bands})</span>}
      </h3>
      {column.sentences.map(sentence => (
        <p key={sentence} className="checkText">
          {legible(sentence)}
        </p>
      ))}
      {shown.length > 1 && (
        <Chart
          title={`${column.column}: the score of each group against “${column.reference}”`}
          detail="Dotted is no difference; bars are 95 % intervals"
          fileName={`fairness by ${column.column}`}
          height={70 + ROW_PX * shown.length}
          table={fairnessTable(column)}
          draw={draw}
        />
      )}
      <GroupTable column={column} favourable={favourable} />
      <Proxy column={column} />
    </section>
  );
}

interface GroupCell {
  readonly title: string;
  readonly about: string;
  cell(figures: FairnessFigures): ReactNode;
}

function cellsOf(favourable: FairnessReport['favourable']): readonly GroupCell[] {
  return [
    {
      title: 'Selected',
      about: `Share with the outcome customers want: ${favourable === 'above' ? 'at or above' : 'below'} the threshold`,
      cell: ({ favourableRate }) => shareText(favourableRate),
    },
    {
      title: 'Impact ratio',
      about: 'Selected share over that of the reference group',
      cell: ({ impactRatio }) => gap(impactRatio, value => formatFixed(value, 2)),
    },
    {
      title: 'Score difference',
      about: 'Mean score less that of the reference group, in standard deviations',
      cell: ({ meanDifference }) => gap(meanDifference, value => formatFixed(value, 2)),
    },
    {
      title: 'TPR gap',
      about: 'Of those with the event, the share at or above the threshold, less that of the reference group',
      cell: ({ truePositiveGap }) => gap(truePositiveGap, pointsText),
    },
    {
      title: 'FPR gap',
      about: 'Of those without the event, the share at or above the threshold, less that of the reference group',
      cell: ({ falsePositiveGap }) => gap(falsePositiveGap, pointsText),
    },
    {
      title: 'Foretold / observed',
      about: 'Mean score and share with the event: equal where the score says what happens',
      cell: ({ meanScore, eventRate }) => `${formatPercent(meanScore)} / ${formatPercent(eventRate.value)}`,
    },
    {
      title: 'Calibration gap',
      about: 'Mean score less the share with the event',
      cell: ({ calibrationGap }) => gap(calibrationGap, pointsText),
    },
  ];
}

function GroupTable({ column, favourable }: { column: FairnessColumn; favourable: FairnessReport['favourable'] }) {
  const cells = cellsOf(favourable);
  return (
    <TableScroll label={`Figures by group of ${column.column}`}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="number">
              Customers
            </th>
            {cells.map(({ title, about }) => (
              <th key={title} scope="col" className="number" title={about}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {column.groups.map(group => (
            <GroupRow key={group.name} group={group} cells={cells} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function GroupRow({ group, cells }: { group: FairnessGroup; cells: readonly GroupCell[] }) {
  const { name, n, isReference, figures } = group;
  return (
    <tr>
      <th scope="row">
        {name}
        {isReference && <span className="muted"> (reference)</span>}
      </th>
      <td className="number">{formatCount(n)}</td>
      {figures ? (
        cells.map(({ title, cell }) => (
          <td key={title} className="number">
            {cell(figures)}
          </td>
        ))
      ) : (
        <td colSpan={cells.length} className="muted">
          Too few customers or events to show anything else of this group
        </td>
      )}
    </tr>
  );
}

function gap(measure: Measure | null, text: (value: number) => string): ReactNode {
  if (!measure) return <span className="muted">–</span>;
  return (
    <>
      {text(measure.value)}{' '}
      <span className="muted">
        ({bare(text(measure.low))} to {bare(text(measure.high))})
      </span>
    </>
  );
}

/** The unit stands beside the value already. */
function bare(text: string): string {
  return text.replace(/ pp$/, '');
}

/** How well each feature alone tells the groups apart; all together is said in a sentence above. */
function Proxy({ column }: { column: FairnessColumn }) {
  const { proxy } = column;
  if (!proxy) return null;
  const { auc, strongest, n } = proxy;
  const alone = strongest.map(one => `${one.feature} ${formatFixed(one.auc, 3)}`).join(', ');
  return (
    <p className="muted checkText">
      Proxy test: how well the features tell the groups apart, as AUC, where 0.5 is not at all. Together{' '}
      {formatFixed(auc.value, 3)}
      {alone && `; alone ${alone}`}. n {formatCount(n)}
    </p>
  );
}
