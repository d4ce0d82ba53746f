import { useCallback } from 'react';
import { formatCount, formatNumber, formatThings } from '#shared/format';
import type { Segmentation } from '#shared/results';
import { foundSegments } from '#shared/segmentCounts';
import { Chart } from '../../charts/Chart.tsx';
import { useIsNarrow } from '../../hooks/useIsNarrow.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { chosenByWords } from './chosenByWords.ts';
import { choiceFigure, choiceHeight, choiceTable } from './choiceFigure.ts';
import { measuresOf } from './choiceMeasures.ts';
import type { ViewProps } from './Findings.tsx';
import { SilhouettePlot } from './SilhouettePlot.tsx';
import { StabilityChart } from './StabilityChart.tsx';

/** Why this many segments: all measures side by side, the written reason, and how each segment stands. */
export function ChoiceOfNumber(props: ViewProps) {
  const { segmentation } = props;
  const columns = useIsNarrow(1300) ? 2 : measuresOf(segmentation.candidates).length > 4 ? 3 : 4;
  const draw = useCallback((tokens: Tokens) => choiceFigure(segmentation, columns, tokens), [segmentation, columns]);
  const { chosenBy, candidates, byHand } = segmentation;
  const nFound = foundSegments(segmentation);
  return (
    <>
      <section className="panel stack" aria-labelledby="reason-title">
        <h2 id="reason-title">
          {formatThings(nFound, 'segment')}
          {byHand && ' found'}, {chosenByWords(chosenBy)}
        </h2>
        <p>{segmentation.reason}</p>
        {byHand && <p>{byHand.text}</p>}
        <p className="muted">{figuresText(segmentation)}</p>
      </section>
      {candidates.length > 1 && (
        <Chart
          title={`${formatThings(nFound, 'segment')} beside every number tried`}
          detail={`◆ chosen, □ elbow of the spread${gapText(segmentation)}`}
          fileName="number of segments"
          height={choiceHeight(segmentation, columns)}
          table={choiceTable(segmentation)}
          draw={draw}
        />
      )}
      <div className="twoCharts">
        <div>
          <SilhouettePlot {...props} />
        </div>
        {segmentation.stability && (
          <div>
            <StabilityChart {...props} />
          </div>
        )}
      </div>
    </>
  );
}

function figuresText(segmentation: Segmentation): string {
  const { silhouette, daviesBouldin, calinskiHarabasz, inertia, iterations, nCustomers } = segmentation;
  const customers = silhouette.sampled
    ? `on a sample of ${formatCount(silhouette.n)} customers, seed ${silhouette.seed}`
    : `on all ${formatCount(silhouette.n)} customers${silhouette.n < nCustomers ? ' in a group' : ''}`;
  const after = iterations > 0 ? ` after ${formatThings(iterations, 'iteration')}` : '';
  const rest = `Davies–Bouldin ${formatNumber(daviesBouldin)}, Calinski–Harabasz ${formatNumber(calinskiHarabasz)}`;
  return `Silhouette ${customers}; ${rest}, inertia ${formatNumber(inertia, 5)}${after}.`;
}

function gapText({ gap, stability }: Segmentation): string {
  const parts: string[] = [];
  if (gap) {
    const customers = gap.sampled
      ? `a sample of ${formatCount(gap.n)} customers`
      : `all ${formatCount(gap.n)} customers`;
    parts.push(
      `Gap: ${customers} beside ${formatCount(gap.references)} evenly spread sets, of one segment ${formatNumber(gap.one.gap)}, prefers ${gap.prefers}`,
    );
  }
  if (stability)
    parts.push(
      `Stability: ${formatCount(stability.refits)} samples of ${formatCount(stability.n)}, bars hold 95 % of them`,
    );
  return parts.length > 0 ? `. ${parts.join('. ')}.` : '';
}
