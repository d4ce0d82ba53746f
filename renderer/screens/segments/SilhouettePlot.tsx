import { useCallback } from 'react';
import type { SegmentSilhouettes } from '#shared/evidence';
import { formatCount, formatFixed } from '#shared/format';
import { Answered } from '../../components/Answered.tsx';
import { Chart } from '../../charts/Chart.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import type { Tokens } from '../../theme/tokens.ts';
import type { ViewProps } from './Findings.tsx';
import { segmentFilter } from './pickFilters.ts';
import { silhouetteFigure, silhouetteTable } from './silhouetteFigure.ts';

/** How well each customer lies in its segment. */
export function SilhouettePlot(props: ViewProps) {
  const query = useQuery('segment.silhouettes', {});
  return (
    <Answered query={query} what="Measuring how well customers lie in their segments">
      {found => <Blades found={found} {...props} />}
    </Answered>
  );
}

function Blades({ found, segmentation, onPick }: ViewProps & { found: SegmentSilhouettes }) {
  const draw = useCallback((tokens: Tokens) => silhouetteFigure(found, segmentation, tokens), [found, segmentation]);
  const onPoint = ({ customdata }: PickedPoint) => {
    if (typeof customdata === 'number') onPick([segmentFilter(segmentation, customdata)]);
  };
  const customers = found.sampled
    ? `a sample of ${formatCount(found.n)} of ${formatCount(found.of)} customers, seed ${found.seed}`
    : `all ${formatCount(found.n)} customers`;
  return (
    <Chart
      title="How well each customer lies in its segment"
      detail={`Silhouettes of ${customers}; dotted: the mean, ${formatFixed(found.mean, 3)}. Left of 0, a customer lies nearer to another segment.`}
      fileName="silhouettes by segment"
      height={Math.min(640, 120 + 44 * found.segments.length)}
      table={silhouetteTable(found, segmentation)}
      draw={draw}
      onPick={onPoint}
    />
  );
}
