import type { Annotations, Data, Layout } from 'plotly.js';
import type { ClusterCandidate } from '#shared/evidence';
import { formatCount, formatNumber } from '#shared/format';
import type { Segmentation } from '#shared/results';
import { foundSegments } from '#shared/segmentCounts';
import { compactTicks } from '../../charts/compactTicks.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { finite, measuresOf, type ChoiceMeasure } from './choiceMeasures.ts';

/** Height of one row of small pictures, in pixels. */
const ROW_HEIGHT = 215;

export function choiceHeight({ candidates }: Segmentation, columns: number): number {
  return 20 + ROW_HEIGHT * Math.max(1, Math.ceil(measuresOf(candidates).length / columns));
}

/** All measures side by side over the numbers of segments tried, with intervals where they have any; the chosen number is marked in each. */
export function choiceFigure(segmentation: Segmentation, columns: number, tokens: Tokens): Figure {
  const { candidates } = segmentation;
  const measures = measuresOf(candidates);
  const rows = Math.max(1, Math.ceil(measures.length / columns));
  const data: Data[] = [];
  const layout: Record<string, unknown> = {};
  const annotations: Partial<Annotations>[] = [];
  measures.forEach((measure, index) => {
    const suffix = index === 0 ? '' : String(index + 1);
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const left = column / columns;
    const bottom = 1 - (row + 1) / rows;
    layout[`xaxis${suffix}`] = {
      domain: [left + 0.01, left + 1 / columns - 0.04],
      anchor: `y${suffix}`,
      dtick: 1,
      title: { text: 'segments', font: { size: 11, color: tokens.muted }, standoff: 2 },
    };
    layout[`yaxis${suffix}`] = {
      domain: [bottom + (row < rows - 1 ? 0.2 : 0.02) / rows, bottom + 0.86 / rows],
      anchor: `x${suffix}`,
      ...ticksOf(candidates.map(measure.of)),
      zeroline: false,
    };
    annotations.push({
      text: measure.title,
      xref: 'paper',
      yref: 'paper',
      x: left + 0.01,
      y: bottom + 1 / rows,
      xanchor: 'left',
      yanchor: 'top',
      showarrow: false,
      font: { size: 12, color: tokens.ink },
    });
    data.push(lineOf(segmentation, measure, suffix, tokens));
  });
  return { data, layout: { margin: { l: 36, r: 4, t: 4, b: 34 }, annotations, ...layout } as Partial<Layout> };
}

/** Large values as they are written elsewhere, "30 k". */
function ticksOf(values: readonly (number | null | undefined)[]) {
  const known = values.filter((value): value is number => Number.isFinite(value));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return high >= 1e4 && high < Infinity ? compactTicks(low, high) : { nticks: 5 };
}

function lineOf(segmentation: Segmentation, measure: ChoiceMeasure, suffix: string, tokens: Tokens): Data {
  const { candidates } = segmentation;
  const chosen = foundSegments(segmentation);
  const elbow = measure.key === 'inertia' ? segmentation.elbow : null;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: candidates.map(candidate => candidate.nClusters),
    y: candidates.map(candidate => finite(measure.of(candidate))),
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    line: { color: tokens.muted, width: 1.5 },
    ...(measure.interval && { error_y: errorBars(candidates, measure, tokens) }),
    marker: {
      opacity: 1,
      line: { width: 0 },
      size: candidates.map(candidate => (candidate.nClusters === chosen ? 12 : 6)),
      symbol: candidates.map(candidate =>
        candidate.nClusters === chosen ? 'diamond' : candidate.nClusters === elbow ? 'square-open' : 'circle',
      ),
      color: candidates.map(candidate => (candidate.nClusters === chosen ? tokens.accent : tokens.muted)),
    },
    hovertext: candidates.map(candidate => hoverText(candidate, measure, chosen, elbow)),
    hoverinfo: 'text',
  } as unknown as Data;
}

function errorBars(candidates: readonly ClusterCandidate[], measure: ChoiceMeasure, tokens: Tokens) {
  const reach = (end: 'low' | 'high') =>
    candidates.map(candidate => {
      const [value, interval] = [finite(measure.of(candidate)), measure.interval?.(candidate)];
      return value === null || !interval ? 0 : Math.abs(interval[end] - value);
    });
  const look = { color: tokens.muted, thickness: 1, width: 3 };
  return { type: 'data', symmetric: false, array: reach('high'), arrayminus: reach('low'), ...look };
}

function hoverText(candidate: ClusterCandidate, measure: ChoiceMeasure, chosen: number, elbow: number | null): string {
  const { nClusters, smallest } = candidate;
  const marks = `${nClusters === chosen ? ', chosen' : ''}${nClusters === elbow ? ', elbow' : ''}`;
  const interval = measure.interval?.(candidate);
  const ends = interval ? `, ${formatNumber(interval.low, 4)} to ${formatNumber(interval.high, 4)}` : '';
  const value = measure.of(candidate);
  const text = value === null ? 'not known' : `${formatNumber(value, 4)}${ends}`;
  return `${nClusters} segments${marks}<br>${text}<br>smallest ${formatCount(smallest)}`;
}

const TITLES: Readonly<Record<ChoiceMeasure['key'], string>> = {
  silhouette: 'Silhouette',
  daviesBouldin: 'Davies–Bouldin',
  calinskiHarabasz: 'Calinski–Harabasz',
  inertia: 'Within-segment spread (inertia)',
  gap: 'Gap',
  stability: 'Stability',
  bic: 'BIC',
};

export function choiceTable({ candidates }: Segmentation): ChartTable {
  const measures = measuresOf(candidates);
  return {
    columns: [
      'Segments',
      ...measures.flatMap(({ key, interval }) =>
        interval ? [TITLES[key], `${TITLES[key]}, low`, `${TITLES[key]}, high`] : [TITLES[key]],
      ),
      'Smallest segment',
    ],
    rows: candidates.map(candidate => [
      candidate.nClusters,
      ...measures.flatMap(measure => {
        const value = finite(measure.of(candidate));
        if (!measure.interval) return [value];
        const ends = measure.interval(candidate);
        return [value, finite(ends?.low ?? null), finite(ends?.high ?? null)];
      }),
      candidate.smallest,
    ]),
  };
}
