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
import { boxFigure, boxTable, boxTakeaway } from './boxFigure.ts';
import { CurveChart } from './CurveChart.tsx';
import { distributionFigure, distributionTable, histogramTable, meanFigure, meanText } from './numberFigures.ts';
import { useMarked } from './useMarked.ts';
import { segmentFilter } from './pickFilters.ts';
import { meanTakeaway } from './takeaway.ts';

const MAX_BINS = 24;

/** As many bins as there are steps between different values, so that counts do not fall between bins. */
function binsFor(distinct: number | undefined): number {
  return Math.max(2, Math.min(MAX_BINS, (distinct ?? MAX_BINS + 1) - 1));
}

/** A numeric column by segment: its means with intervals, its quarters and its whole distribution; and means along an ordered column. */
export function Numbers(props: ViewProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { numeric, shown, question } = useNumericColumn(chosen);
  const distribution = useQuery('segment.distribution', question);
  const filters = props.picked;
  const selected = useQuery('segment.distribution', question && filters && { ...question, filters: [...filters] });
  if (numeric?.length === 0) return <p className="muted">No column with numbers.</p>;
  return (
    <>
      <div className="row">
        <strong>Column</strong>
        <ColumnChoice label="Numeric column" columns={numeric ?? []} value={shown ?? ''} onChange={setChosen} />
        <span className="muted">Click a bar or a point to see the customers behind it.</span>
      </div>
      <Answered query={distribution} what="Counting values">
        {data => (
          <NumberCharts
            distribution={data}
            selected={selected.data?.column === data.column ? selected.data : undefined}
            {...props}
          />
        )}
      </Answered>
      <CurveChart {...props} />
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

function NumberCharts({
  distribution,
  selected,
  segmentation,
  onPick,
  picked,
}: ViewProps & { distribution: Distribution; selected: Distribution | undefined }) {
  const report = useQuery('dataset.report', {});
  const marked = useMarked(picked);
  const { column, edges, book, segmentIds } = distribution;
  const isDate = report.data?.columns.find(candidate => candidate.name === column)?.kind === 'date';
  const drawMeans = useCallback(
    (tokens: Tokens) => meanFigure(distribution, segmentation, isDate, tokens, marked),
    [distribution, segmentation, isDate, marked],
  );
  const drawBoxes = useCallback(
    (tokens: Tokens) => boxFigure(distribution, segmentation, isDate, tokens, marked),
    [distribution, segmentation, isDate, marked],
  );
  const drawLines = useCallback(
    (tokens: Tokens) => {
      const selection = marked && selected ? { marked, distribution: selected } : undefined;
      return distributionFigure(distribution, segmentation, isDate, tokens, selection);
    },
    [distribution, segmentation, isDate, marked, selected],
  );
  const pickBin = (point: PickedPoint) => {
    const place = point.customdata as { segment: number; bin: number } | undefined;
    if (!place) return;
    const { segment, bin } = place;
    onPick([
      segmentFilter(segmentation, segment),
      { op: 'between', column, low: edges[bin], high: edges[bin + 1], lastBin: bin === edges.length - 2 },
    ]);
  };
  const pickSegment = (id: number) => onPick([segmentFilter(segmentation, id)]);
  const rowsHeight = 80 + 34 * segmentIds.length;
  const isLog = distribution.scale === 'log';
  return (
    <div className="stack">
      <div className="twoCharts">
        <Chart
          title={meanTakeaway(distribution, segmentation, mean => meanText(column, mean, isDate))}
          detail={`Mean of ${column} by segment with its 95 % interval, n ${formatCount(book.n)}`}
          fileName={`means ${column}`}
          height={rowsHeight}
          table={distributionTable(distribution, segmentation, isDate)}
          draw={drawMeans}
          onPick={point => pickSegment(point.customdata as number)}
        />
        <Chart
          title={boxTakeaway(distribution, segmentation, isDate)}
          detail={`Box: the middle half of ${column} with the median; whiskers to the last value within 1.5 times the box${isLog ? '; the scale grows by a factor' : ''}. At the side, how many lie beyond`}
          fileName={`boxes ${column}`}
          height={rowsHeight}
          table={boxTable(distribution, segmentation, isDate)}
          draw={drawBoxes}
          onPick={point => pickSegment(point.customdata as number)}
        />
      </div>
      <Chart
        title={`How ${column} is spread within each segment`}
        detail={`Share of the segment per bin${isLog ? '; bins grow by a factor, because the amounts have a long tail' : ''}`}
        fileName={`distribution ${column}`}
        segments={segmentation.segments}
        height={300}
        table={histogramTable(distribution, segmentation, isDate)}
        draw={drawLines}
        onPick={pickBin}
        legend={
          <SegmentLegend
            segments={segmentation.segments}
            onPick={pickSegment}
            hasSelection={marked !== undefined && selected !== undefined}
          />
        }
      />
    </div>
  );
}
