import { useCallback, useState } from 'react';
import { formatCount } from '#shared/format';
import type { Distribution } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { byDifference } from './byDifference.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import type { ViewProps } from './Findings.tsx';
import { distributionFigure, distributionTable, histogramTable, meanFigure, meanText } from './numberFigures.ts';
import { segmentFilter } from './pickFilters.ts';
import { meanTakeaway } from './takeaway.ts';

const MAX_BINS = 24;

/** As many bins as there are steps between different values, so that counts do not fall between bins. */
function binsFor(distinct: number | undefined): number {
  return Math.max(2, Math.min(MAX_BINS, (distinct ?? MAX_BINS + 1) - 1));
}

/** A numeric column by segment: its means with intervals, and its whole distribution. */
export function Numbers({ segmentation, onPick }: ViewProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { numeric, shown, question } = useNumericColumn(chosen);
  const distribution = useQuery('segment.distribution', question);
  if (numeric?.length === 0) return <p className="muted">No column with numbers.</p>;
  return (
    <>
      <div className="row">
        <strong>Column</strong>
        <ColumnChoice label="Numeric column" columns={numeric ?? []} value={shown ?? ''} onChange={setChosen} />
        <span className="muted">Click a bar or a point to see the customers behind it.</span>
      </div>
      <Answered query={distribution} what="Counting values">
        {data => <NumberCharts distribution={data} segmentation={segmentation} onPick={onPick} />}
      </Answered>
    </>
  );
}

/** The numeric columns, the most telling first, the one shown, and what to ask about it. */
function useNumericColumn(chosen: string | null) {
  const columns = useQuery('segment.columns', {});
  const profile = useQuery('segment.profile', {});
  const report = useQuery('dataset.report', {});
  const numeric = columns.data && profile.data && byDifference(columns.data.numeric, profile.data);
  const shown = chosen !== null && numeric?.includes(chosen) ? chosen : numeric?.[0];
  const distinct = report.data?.columns.find(column => column.name === shown)?.distinct;
  const question = shown === undefined || !report.data ? null : { column: shown, bins: binsFor(distinct) };
  return { numeric, shown, question };
}

function NumberCharts({ distribution, segmentation, onPick }: ViewProps & { distribution: Distribution }) {
  const report = useQuery('dataset.report', {});
  const { column, edges, book } = distribution;
  const isDate = report.data?.columns.find(candidate => candidate.name === column)?.kind === 'date';
  const drawMeans = useCallback(
    (tokens: Tokens) => meanFigure(distribution, segmentation, isDate, tokens),
    [distribution, segmentation, isDate],
  );
  const drawLines = useCallback(
    () => distributionFigure(distribution, segmentation, isDate),
    [distribution, segmentation, isDate],
  );
  const pickBin = (point: PickedPoint) => {
    const { segment, bin } = point.customdata as { segment: number; bin: number };
    onPick([
      segmentFilter(segmentation, segment),
      { op: 'between', column, low: edges[bin], high: edges[bin + 1], lastBin: bin === edges.length - 2 },
    ]);
  };
  return (
    <div className="twoCharts">
      <Chart
        title={meanTakeaway(distribution, segmentation, mean => meanText(mean, isDate))}
        detail={`Mean of ${column} by segment with its 95 % interval, n ${formatCount(book.n)}`}
        fileName={`means ${column}`}
        height={80 + 44 * distribution.segmentIds.length}
        table={distributionTable(distribution, segmentation, isDate)}
        draw={drawMeans}
        onPick={point => onPick([segmentFilter(segmentation, point.customdata as number)])}
      />
      <Chart
        title={`How ${column} is spread within each segment`}
        detail={`Share of the segment per bin${distribution.scale === 'log' ? '; bins grow by a factor, because the amounts have a long tail' : ''}`}
        fileName={`distribution ${column}`}
        height={Math.max(260, 60 + 44 * distribution.segmentIds.length)}
        table={histogramTable(distribution, segmentation, isDate)}
        draw={drawLines}
        onPick={pickBin}
        legend={
          <SegmentLegend segments={segmentation.segments} onPick={id => onPick([segmentFilter(segmentation, id)])} />
        }
      />
    </div>
  );
}
