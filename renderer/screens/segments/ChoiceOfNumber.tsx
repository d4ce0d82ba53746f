import { useCallback } from 'react';
import { formatCount, formatNumber } from '#shared/format';
import { Chart } from '../../charts/Chart.tsx';
import { useIsNarrow } from '../../hooks/useIsNarrow.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { chosenByWords } from './chosenByWords.ts';
import { choiceFigure, choiceTable } from './choiceFigure.ts';
import type { ViewProps } from './Findings.tsx';

/** Why this many segments: four measures side by side and the written reason. */
export function ChoiceOfNumber({ segmentation }: ViewProps) {
  const columns = useIsNarrow(1300) ? 2 : 4;
  const draw = useCallback((tokens: Tokens) => choiceFigure(segmentation, columns, tokens), [segmentation, columns]);
  const { silhouette, nClusters, chosenBy, candidates } = segmentation;
  return (
    <>
      <section className="panel stack" aria-labelledby="reason-title">
        <h2 id="reason-title">
          {nClusters} segments, {chosenByWords(chosenBy)}
        </h2>
        <p>{segmentation.reason}</p>
        <p className="muted">
          Silhouette{' '}
          {silhouette.sampled
            ? `on a sample of ${formatCount(silhouette.n)} customers, seed ${silhouette.seed}`
            : `on all ${formatCount(silhouette.n)} customers`}
          ; Davies–Bouldin {formatNumber(segmentation.daviesBouldin)}, Calinski–Harabasz{' '}
          {formatNumber(segmentation.calinskiHarabasz)}, inertia {formatNumber(segmentation.inertia, 5)} after{' '}
          {formatCount(segmentation.iterations)} iterations.
        </p>
      </section>
      {candidates.length > 0 && (
        <Chart
          title={`${nClusters} segments beside every number tried, by four measures`}
          detail="◆ chosen, □ elbow of the spread"
          fileName="number of segments"
          height={columns === 4 ? 250 : 460}
          table={choiceTable(segmentation)}
          draw={draw}
        />
      )}
    </>
  );
}
