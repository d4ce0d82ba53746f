import { useCallback } from 'react';
import { formatCount, formatPercent } from '#shared/format';
import type { SegmentMap } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import { Answered } from '../../components/Answered.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import type { ViewProps } from './Findings.tsx';
import { axisWords, drawnPoints, mapFigure, mapTable } from './mapFigure.ts';
import { segmentFilter } from './pickFilters.ts';

/** Where customers lie to one another, flattened to a plane. */
export function MapChart({ segmentation, onPick, height = 560 }: ViewProps & { height?: number }) {
  const map = useQuery('segment.map', {});
  return (
    <Answered query={map} what="Drawing the map">
      {data => <Map map={data} segmentation={segmentation} onPick={onPick} height={height} />}
    </Answered>
  );
}

function Map({ map, segmentation, onPick, height }: ViewProps & { map: SegmentMap; height: number }) {
  const draw = useCallback((tokens: Tokens) => mapFigure(map, segmentation, tokens), [map, segmentation]);
  const [first, second] = map.explainedVarianceRatio;
  const drawn = drawnPoints(map).length;
  const points =
    drawn < map.of
      ? `${formatCount(drawn)} of ${formatCount(map.of)} customers drawn`
      : `${formatCount(map.of)} customers`;
  return (
    <Chart
      title={`The map shows ${formatPercent(first + second)} of how customers differ`}
      detail={`First two principal components; ${points}. To the right: ${axisWords(map, 0)}; upwards: ${axisWords(map, 1)}. Segments that overlap here may lie apart in what is not shown`}
      fileName="map of customers"
      height={height}
      table={mapTable(map, segmentation)}
      draw={draw}
      onPick={point => onPick([{ op: 'rows', rows: [point.customdata as number] }])}
      legend={
        <SegmentLegend segments={segmentation.segments} onPick={id => onPick([segmentFilter(segmentation, id)])} />
      }
    />
  );
}
