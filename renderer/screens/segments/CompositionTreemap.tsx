import { useCallback, useState } from 'react';
import type { Composition } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { announce } from '../../hooks/announce.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { byDifference } from './byDifference.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import type { ViewProps } from './Findings.tsx';
import { levelFilter, segmentFilter } from './pickFilters.ts';
import { takeaway } from './takeaway.ts';
import { compositionTable, treemapFigure, type Tile } from './treemapFigure.ts';

/** Levels kept apart by the engine; what comes after them is pooled as "Other". */
const MAX_LEVELS = 30;

export interface CompositionTreemapProps extends ViewProps {
  readonly height: number;
  /** Fixed column; without it the person chooses. */
  readonly column?: string;
}

/** A categorical column by segment as tiles; a tile shows the customers behind it. */
export function CompositionTreemap({ segmentation, onPick, height, column }: CompositionTreemapProps) {
  const columns = useQuery('segment.columns', {});
  const [chosen, setChosen] = useState<string | null>(null);
  const profile = useQuery('segment.profile', {});
  const categorical = byDifference(columns.data?.categorical ?? [], profile.data);
  const shown = column ?? (chosen && categorical.includes(chosen) ? chosen : categorical[0]);
  const composition = useQuery('segment.composition', shown === undefined || !profile.data ? null : { column: shown });
  if (columns.data && shown === undefined) return <p className="muted">No column with categories to show as tiles.</p>;
  return (
    <Answered query={composition} what="Counting categories">
      {data => (
        <Treemap
          composition={data}
          segmentation={segmentation}
          onPick={onPick}
          height={height}
          controls={
            column === undefined && (
              <ColumnChoice
                label="Column of the treemap"
                columns={categorical}
                value={shown ?? ''}
                onChange={setChosen}
              />
            )
          }
        />
      )}
    </Answered>
  );
}

function Treemap({
  composition,
  segmentation,
  onPick,
  height,
  controls,
}: ViewProps & { composition: Composition; height: number; controls: React.ReactNode }) {
  const profile = useQuery('segment.profile', {});
  const draw = useCallback(
    (tokens: Tokens) => treemapFigure(composition, segmentation, tokens),
    [composition, segmentation],
  );
  const isPooled = composition.levels.length > MAX_LEVELS;
  const pick = (point: PickedPoint) => {
    const tile = point.customdata as Tile | null | undefined;
    if (!tile) return;
    if (isPooled && tile.level === composition.levels.at(-1))
      return announce('The levels pooled as Other cannot be filtered together');
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
        <SegmentLegend segments={segmentation.segments} onPick={id => onPick([segmentFilter(segmentation, id)])} />
      }
    />
  );
}
