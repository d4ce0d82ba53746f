import { useCallback, useState, type ReactNode } from 'react';
import type { NestedCounts, PictureColumns } from '#shared/pictures';
import { formatPercent } from '#shared/format';
import { Chart } from '../../charts/Chart.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { announce } from '../../hooks/announce.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import type { ViewProps } from './Findings.tsx';
import { nestedFigure, nestedTable, nestedTakeaway, type NestedTile } from './nestedFigure.ts';
import { levelFilter, segmentFilter } from './pickFilters.ts';

/** Two columns, one inside the other; columns that lie in one another by nature are proposed first. */
export function NestedTreemap(props: ViewProps & { height: number }) {
  const columns = useQuery('segment.pictureColumns', {});
  return (
    <Answered query={columns} what="Looking for columns that lie inside one another">
      {data =>
        data.nestable.length < 2 ? (
          <p className="muted">No second column with categories to show inside the first.</p>
        ) : (
          <ChosenPair columns={data} {...props} />
        )
      }
    </Answered>
  );
}

function ChosenPair({ columns, ...props }: ViewProps & { height: number; columns: PictureColumns }) {
  const [chosen, setChosen] = useState<readonly [string, string] | null>(null);
  const [outer, inner] = validPair(columns, chosen);
  const nested = useQuery('segment.nested', { columns: [outer, inner] });
  const filters = props.picked;
  const marked = useQuery('segment.nested', filters && { columns: [outer, inner], filters: [...filters] });
  const proposed = columns.hierarchies.find(pair => pair.outer === outer && pair.inner === inner);
  const controls = (
    <>
      <ColumnChoice
        label="Outer column of the nested tiles"
        columns={columns.nestable}
        value={outer}
        onChange={name => setChosen([name, name === inner ? outer : inner])}
      />
      <span className="muted">holds</span>
      <ColumnChoice
        label="Inner column of the nested tiles"
        columns={columns.nestable.filter(name => name !== outer)}
        value={inner}
        onChange={name => setChosen([outer, name])}
      />
      {columns.hierarchies
        .filter(pair => pair !== proposed)
        .slice(0, 3)
        .map(pair => (
          <button
            key={`${pair.outer} ${pair.inner}`}
            type="button"
            className="linkButton"
            title={`${formatPercent(pair.share)} of customers have the ${pair.outer} that their ${pair.inner} says`}
            onClick={() => setChosen([pair.outer, pair.inner])}
          >
            {pair.outer} › {pair.inner}
          </button>
        ))}
    </>
  );
  return (
    <Answered query={nested} what="Counting one column inside the other">
      {data => (
        <Tiles
          nested={data}
          marked={marked.data?.columns.join() === data.columns.join() ? marked.data : undefined}
          isProposed={proposed !== undefined}
          controls={controls}
          {...props}
        />
      )}
    </Answered>
  );
}

/** The choice while its columns are there, else the best pair that lies in one another, else segments and the first column. */
function validPair(
  { nestable, hierarchies }: PictureColumns,
  chosen: readonly [string, string] | null,
): [string, string] {
  if (chosen && chosen.every(name => nestable.includes(name))) return [chosen[0], chosen[1]];
  const [best] = hierarchies;
  return best
    ? [best.outer, best.inner]
    : [nestable[0], nestable.at(-1) === nestable[0] ? nestable[1] : nestable.at(-1)!];
}

function Tiles({
  nested,
  marked,
  isProposed,
  controls,
  segmentation,
  onPick,
  height,
}: ViewProps & {
  nested: NestedCounts;
  marked: NestedCounts | undefined;
  isProposed: boolean;
  controls: ReactNode;
  height: number;
}) {
  const draw = useCallback(
    (tokens: Tokens) => nestedFigure(nested, segmentation, tokens, marked),
    [nested, segmentation, marked],
  );
  const [outer, inner] = nested.columns;
  const pick = (point: PickedPoint) => {
    const tile = point.customdata as NestedTile | null | undefined;
    if (!tile) return announce('Rare values put together cannot be opened as one');
    const filters = [levelFilter(outer, tile.outer)];
    if (tile.inner !== undefined) filters.push(levelFilter(inner, tile.inner));
    onPick(filters);
  };
  return (
    <Chart
      title={nestedTakeaway(nested, segmentation)}
      detail={`Tiles are customers by ${inner} inside ${outer}${isProposed ? `, where each ${inner} lies in one ${outer}` : ''}; the colour is the segment that most of them are in`}
      fileName={`treemap ${outer} ${inner}`}
      segments={segmentation.segments}
      height={height}
      table={nestedTable(nested, segmentation)}
      draw={draw}
      onPick={pick}
      controls={controls}
      legend={
        <SegmentLegend segments={segmentation.segments} onPick={id => onPick([segmentFilter(segmentation, id)])} />
      }
    />
  );
}
