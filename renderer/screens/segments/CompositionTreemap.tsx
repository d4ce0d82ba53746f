import { useCallback, useState, type ReactNode } from 'react';
import type { Composition } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { announce } from '../../hooks/announce.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { barsFigure, barsHeight, type BarMeasure } from './compositionBars.ts';
import type { ViewProps } from './Findings.tsx';
import { levelFilter, segmentFilter } from './pickFilters.ts';
import { takeaway } from './takeaway.ts';
import type { CategoricalColumn } from './useCategoricalColumn.ts';
import { compositionTable, isPooled, treemapFigure, type Tile } from './treemapFigure.ts';

/** A picture this high has the width of the screen; lower ones stand two in a row. */
const WIDE_FROM = 400;
type Form = 'tiles' | BarMeasure;
const FORMS = [
  { value: 'tiles', label: 'Tiles' },
  { value: 'count', label: 'Customers' },
  { value: 'ofSegment', label: 'Share of segment' },
  { value: 'ofLevel', label: 'Share of value' },
] as const;
const DETAILS: Record<Form, (column: string) => string> = {
  tiles: column => `Tiles are customers by segment and ${column}; shares are of the segment`,
  count: column => `Bars are customers by ${column}, cut into segments`,
  ofSegment: column => `Bars are the share of each segment by ${column}; the bars of a segment add up to 100 %`,
  ofLevel: column => `Bars are the segments that each value of ${column} is made of; each bar adds up to 100 %`,
};

export interface CompositionTreemapProps extends ViewProps {
  readonly height: number;
  readonly column: string;
  readonly controls?: ReactNode;
  readonly hasLegend?: boolean;
  readonly form?: Form;
}

/** A categorical column by segment as tiles or bars; each shows the customers behind it. */
export function CompositionTreemap({ column, ...props }: CompositionTreemapProps) {
  const composition = useQuery('segment.composition', { column });
  const filters = props.picked;
  const marked = useQuery('segment.composition', filters && { column, filters: [...filters] });
  return (
    <Answered query={composition} what="Counting categories">
      {data => (
        <Drawing composition={data} marked={marked.data?.column === data.column ? marked.data : undefined} {...props} />
      )}
    </Answered>
  );
}

/** The picture of a column that the person chooses, and with `hasForms` also its form. */
export function ChosenTreemap({
  column,
  hasForms,
  ...props
}: ViewProps & { height: number; column: CategoricalColumn; hasForms?: boolean }) {
  const { categorical, shown, choose } = column;
  const [form, setForm] = useState<Form>('tiles');
  if (categorical?.length === 0) return <p className="muted">No column with categories to show as tiles.</p>;
  if (!categorical || shown === undefined) return <ProgressBar done={0} total={0} label="Asking for the columns" />;
  const controls = (
    <>
      <ColumnChoice label="Column of the treemap" columns={categorical} value={shown} onChange={choose} />
      {hasForms && <FormChoice label="Form of the picture" value={form} choices={FORMS} onChange={setForm} />}
    </>
  );
  return <CompositionTreemap column={shown} controls={controls} hasLegend form={form} {...props} />;
}

function Drawing({
  composition,
  marked,
  segmentation,
  onPick,
  height,
  controls,
  hasLegend,
  form = 'tiles',
}: Omit<CompositionTreemapProps, 'column'> & { composition: Composition; marked: Composition | undefined }) {
  const profile = useQuery('segment.profile', {});
  const draw = useCallback(
    (tokens: Tokens) =>
      form === 'tiles'
        ? treemapFigure(composition, segmentation, tokens, { width: height >= WIDE_FROM ? 'wide' : 'narrow', marked })
        : barsFigure(composition, segmentation, form, tokens, marked),
    [composition, segmentation, form, marked, height],
  );
  const pick = (point: PickedPoint) => {
    const tile = point.customdata as Tile | null | undefined;
    if (!tile) return;
    if (isPooled(composition, tile)) return announce('The rare levels put together as Other cannot be opened as one');
    const filters = [segmentFilter(segmentation, tile.segment)];
    if (tile.level !== undefined) filters.push(levelFilter(composition.column, tile.level));
    onPick(filters);
  };
  return (
    <Chart
      title={takeaway(composition.column, profile.data, segmentation)}
      detail={DETAILS[form](composition.column)}
      fileName={`${form === 'tiles' ? 'treemap' : 'bars'} ${composition.column}`}
      segments={segmentation.segments}
      height={form === 'tiles' ? height : Math.max(200, barsHeight(composition, form))}
      table={compositionTable(composition, segmentation)}
      draw={draw}
      onPick={pick}
      controls={controls}
      legend={
        hasLegend && (
          <SegmentLegend segments={segmentation.segments} onPick={id => onPick([segmentFilter(segmentation, id)])} />
        )
      }
    />
  );
}
