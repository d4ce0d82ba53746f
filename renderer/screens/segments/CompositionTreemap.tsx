import { useCallback, type ReactNode } from 'react';
import type { Composition } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { announce } from '../../hooks/announce.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import type { ViewProps } from './Findings.tsx';
import { levelFilter, segmentFilter } from './pickFilters.ts';
import { takeaway } from './takeaway.ts';
import type { CategoricalColumn } from './useCategoricalColumn.ts';
import { compositionTable, isPooled, treemapFigure, type Tile } from './treemapFigure.ts';

export interface CompositionTreemapProps extends ViewProps {
  readonly height: number;
  readonly column: string;
  readonly controls?: ReactNode;
  readonly hasLegend?: boolean;
}

/** A categorical column by segment as tiles; a tile shows the customers behind it. */
export function CompositionTreemap({ column, ...props }: CompositionTreemapProps) {
  const composition = useQuery('segment.composition', { column });
  return (
    <Answered query={composition} what="Counting categories">
      {data => <Treemap composition={data} {...props} />}
    </Answered>
  );
}

/** The treemap of a column that the person chooses. */
export function ChosenTreemap({ column, ...props }: ViewProps & { height: number; column: CategoricalColumn }) {
  const { categorical, shown, choose } = column;
  if (categorical?.length === 0) return <p className="muted">No column with categories to show as tiles.</p>;
  if (!categorical || shown === undefined) return <ProgressBar done={0} total={0} label="Asking for the columns" />;
  const controls = <ColumnChoice label="Column of the treemap" columns={categorical} value={shown} onChange={choose} />;
  return <CompositionTreemap column={shown} controls={controls} hasLegend {...props} />;
}

function Treemap({
  composition,
  segmentation,
  onPick,
  height,
  controls,
  hasLegend,
}: Omit<CompositionTreemapProps, 'column'> & { composition: Composition }) {
  const profile = useQuery('segment.profile', {});
  const draw = useCallback(
    (tokens: Tokens) => treemapFigure(composition, segmentation, tokens),
    [composition, segmentation],
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
      detail={`Tiles are customers by segment and ${composition.column}; shares are of the segment`}
      fileName={`treemap ${composition.column}`}
      height={height}
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
