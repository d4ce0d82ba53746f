import { useCallback } from 'react';
import { formatCount, formatFixed } from '#shared/format';
import { Chart } from '../../charts/Chart.tsx';
import type { PickedPoint } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import type { ViewProps } from './Findings.tsx';
import { segmentFilter } from './pickFilters.ts';
import { stabilityFigure, stabilityTable, withStability } from './stabilityFigure.ts';

/** Which segments come back when samples of the customers are segmented again. */
export function StabilityChart({ segmentation, onPick }: ViewProps) {
  const draw = useCallback((tokens: Tokens) => stabilityFigure(segmentation, tokens), [segmentation]);
  const segments = withStability(segmentation);
  const { stability } = segmentation;
  if (!stability || segments.length === 0) return null;
  const isStable = segments.every(segment => segment.stability?.word === 'stable');
  const onPoint = ({ customdata }: PickedPoint) => {
    if (typeof customdata === 'number') onPick([segmentFilter(segmentation, customdata)]);
  };
  return (
    <Chart
      title={isStable ? 'Every segment comes back on samples' : 'Not every segment comes back on samples'}
      detail={`${formatCount(stability.refits)} bootstrap samples of ${formatCount(stability.n)} customers, seed ${stability.seed}; agreement of whole segmentations (adjusted Rand) ${formatFixed(stability.value, 2)}, 95 % of them ${formatFixed(stability.low, 2)} to ${formatFixed(stability.high, 2)}.`}
      fileName="stability by segment"
      height={Math.min(640, 100 + 34 * segments.length)}
      table={stabilityTable(segmentation)}
      draw={draw}
      onPick={onPoint}
    />
  );
}
