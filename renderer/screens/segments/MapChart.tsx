import { useCallback, useState } from 'react';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { formatCount, formatPercent } from '#shared/format';
import type { NamedMap } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import type { Polygon } from '../../charts/figure.ts';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { FormChoice } from '../../components/FormChoice.tsx';
import { announce } from '../../hooks/announce.ts';
import { useEngine } from '../../hooks/EngineContext.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import type { ViewProps } from './Findings.tsx';
import { axisWords, drawnPoints, mapFigure, mapTable, type MapTool } from './mapFigure.ts';
import { segmentFilter } from './pickFilters.ts';
import { useMarked } from './useMarked.ts';

/** A picture this low stands beside another one with the legend of both. */
const SMALL = 400;
const TOOLS: readonly { value: MapTool; label: string }[] = [
  { value: 'point', label: 'One' },
  { value: 'lasso', label: 'Lasso' },
  { value: 'select', label: 'Box' },
];

/** Where customers lie to one another, flattened to a plane. */
export function MapChart({ height = 560, ...props }: ViewProps & { height?: number }) {
  const map = useQuery('segment.map', {});
  return (
    <Answered query={map} what="Drawing the map">
      {data => <Map map={data} height={height} {...props} />}
    </Answered>
  );
}

function Map({ map, segmentation, onPick, picked, height }: ViewProps & { map: NamedMap; height: number }) {
  const [tool, setTool] = useState<MapTool>('point');
  const [hasArrows, setArrows] = useState(height > SMALL);
  const marked = useMarked(picked);
  const pickArea = usePickArea(onPick);
  const draw = useCallback(
    (tokens: Tokens) => mapFigure(map, segmentation, { tool, hasArrows }, tokens, marked),
    [map, segmentation, tool, hasArrows, marked],
  );
  const [first, second] = map.explainedVarianceRatio;
  const drawn = drawnPoints(map).length;
  const points =
    drawn < map.of
      ? `${formatCount(drawn)} of ${formatCount(map.of)} customers drawn`
      : `${formatCount(map.of)} customers`;
  return (
    <Chart
      title={`The map shows ${formatPercent(first + second)} of how customers differ`}
      detail={`${points}. To the right: ${axisWords(map, 0)}; upwards: ${axisWords(map, 1)}. ${shareWords(first + second)}`}
      fileName="map of customers"
      segments={segmentation.segments}
      height={height}
      table={mapTable(map, segmentation)}
      draw={draw}
      onPick={point => onPick([{ op: 'rows', rows: [point.customdata as number] }])}
      onArea={pickArea}
      controls={
        <>
          <FormChoice label="What a click or a line picks on the map" value={tool} choices={TOOLS} onChange={setTool} />
          <FormControlLabel
            className="switchLabel"
            control={<Switch checked={hasArrows} onChange={(_, isOn) => setArrows(isOn)} />}
            label="Features as arrows"
          />
        </>
      }
      legend={
        height > SMALL && (
          <SegmentLegend segments={segmentation.segments} onPick={id => onPick([segmentFilter(segmentation, id)])} />
        )
      }
    />
  );
}

/** The customers inside a line, whether their points are drawn or not. */
function usePickArea(onPick: ViewProps['onPick']): (polygon: Polygon) => void {
  const { client } = useEngine();
  const [failure, setFailure] = useState<Error | null>(null);
  if (failure) throw failure;
  return polygon => {
    if (polygon.length < 3) return;
    client.call('segment.area', { polygon: thinned(polygon) }).then(
      ({ n, rows }) => {
        if (n === 0) return announce('No customers lie inside the line');
        if (n > rows.length)
          announce(
            `${formatCount(n)} customers lie inside the line; ${formatCount(rows.length)} of them, evenly spread, are picked`,
          );
        onPick([{ op: 'rows', rows }]);
      },
      (reason: Error) => setFailure(reason),
    );
  };
}

const MOST_CORNERS = 500;

function thinned(polygon: Polygon): Polygon {
  const step = Math.ceil(polygon.length / MOST_CORNERS);
  return polygon.filter((_, i) => i % step === 0);
}

/** What the share that two components hold means for reading the map. */
function shareWords(share: number): string {
  if (share >= 0.8) return 'Nearly all of how they differ is seen here: what lies apart here is apart.';
  if (share >= 0.5)
    return 'Most of how they differ is seen here; segments that overlap may still lie apart in the rest.';
  return 'Most of how they differ is not seen here: segments that overlap here may lie apart in the rest.';
}
