import { useCallback, useState, type ReactNode } from 'react';
import { formatCount } from '#shared/format';
import type { PictureColumns, SegmentCurve } from '#shared/pictures';
import type { ImportReport } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { byDifference } from './byDifference.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { binFilter, curveFigure, curveTable, curveTakeaway, LEAST_DRAWN, type CurveMark } from './curveFigure.ts';
import type { ViewProps } from './Findings.tsx';
import type { Marked } from './marked.ts';
import { segmentFilter } from './pickFilters.ts';
import { useMarked } from './useMarked.ts';

const BINS = 12;

/** The mean of a column over an ordered other one, by segment. */
export function CurveChart(props: ViewProps) {
  const columns = useQuery('segment.pictureColumns', {});
  const profile = useQuery('segment.profile', {});
  const report = useQuery('dataset.report', {});
  return (
    <Answered query={columns} what="Asking for the columns">
      {({ ordered, measured }) =>
        profile.data &&
        report.data && (
          <Chosen
            {...props}
            ordered={ordered}
            measured={targetsFirst(byDifference(measured, profile.data), report.data)}
          />
        )
      }
    </Answered>
  );
}

type Axes = ViewProps & Pick<PictureColumns, 'ordered'> & { measured: readonly string[] };

function Chosen({ ordered, measured, ...props }: Axes) {
  const [x, setX] = useState<string | null>(null);
  const [y, setY] = useState<string | null>(null);
  const shownY = y !== null && measured.includes(y) ? y : measured[0];
  const axes = ordered.filter(name => name !== shownY);
  const shownX = x !== null && axes.includes(x) ? x : (axes.find(isAgeLike) ?? axes[0]);
  const question = axes.length > 0 && measured.length > 0 ? { x: shownX, y: shownY, bins: BINS } : null;
  const curve = useQuery('segment.curve', question);
  const marked = useMarked(props.picked);
  const filters = props.picked;
  const selected = useQuery('segment.curve', question && filters && { ...question, filters: [...filters] });
  if (!question) return <p className="muted">No two columns to draw a curve from.</p>;
  const controls = (
    <>
      <ColumnChoice label="Measure of the curve" columns={measured} value={shownY} onChange={setY} />
      <span className="muted">over</span>
      <ColumnChoice label="Axis of the curve" columns={axes} value={shownX} onChange={setX} />
    </>
  );
  return (
    <Answered query={curve} what="Averaging along the axis">
      {data => (
        <Curve
          curve={data}
          controls={controls}
          marked={marked}
          selected={selected.data?.x === data.x && selected.data.y === data.y ? selected.data : undefined}
          {...props}
        />
      )}
    </Answered>
  );
}

/** The outcome is what people want to see along an axis first; it is also what the segments were not made from. */
function targetsFirst(measured: readonly string[], { columns }: ImportReport): readonly string[] {
  const targets = new Set(columns.filter(({ role }) => role === 'target').map(({ name }) => name));
  return [...measured.filter(name => targets.has(name)), ...measured.filter(name => !targets.has(name))];
}

/** Ages and tenures are what means are looked at over first. */
function isAgeLike(column: string): boolean {
  return /\b(age|tenure|score|since|birth)/i.test(column.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' '));
}

function Curve({
  curve,
  controls,
  marked,
  selected,
  segmentation,
  onPick,
}: ViewProps & {
  curve: SegmentCurve;
  controls: ReactNode;
  marked: Marked | undefined;
  selected: SegmentCurve | undefined;
}) {
  const draw = useCallback(
    (tokens: Tokens) =>
      curveFigure(curve, segmentation, tokens, marked && selected ? { marked, curve: selected } : undefined),
    [curve, segmentation, marked, selected],
  );
  const pick = (point: PickedPoint) => {
    const mark = point.customdata as CurveMark | undefined;
    if (!mark) return;
    const { segment, bin } = mark;
    const place = binFilter(curve, bin);
    onPick(segment === null ? [place] : [segmentFilter(segmentation, segment), place]);
  };
  const n = curve.book.reduce((sum, point) => sum + point.n, 0);
  return (
    <Chart
      title={curveTakeaway(curve, segmentation)}
      detail={`${curve.measure === 'share' ? 'Share with' : 'Mean of'} ${curve.y} over ${curve.x}, with 95 % intervals; dotted is the whole book; means of fewer than ${LEAST_DRAWN} customers are in the table only. n ${formatCount(n)}${curve.missing > 0 ? `, ${formatCount(curve.missing)} without one of the two values` : ''}`}
      fileName={`curve ${curve.y} over ${curve.x}`}
      segments={segmentation.segments}
      height={360}
      table={curveTable(curve, segmentation)}
      draw={draw}
      onPick={pick}
      controls={controls}
      legend={
        <SegmentLegend
          segments={segmentation.segments}
          onPick={id => onPick([segmentFilter(segmentation, id)])}
          hasSelection={marked !== undefined && selected !== undefined}
        />
      }
    />
  );
}
