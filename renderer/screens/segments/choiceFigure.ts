import type { Annotations, Data, Layout } from 'plotly.js';
import { formatCount, formatNumber } from '#shared/format';
import type { ClusterCandidate, Segmentation } from '#shared/results';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';

type Measure = 'silhouette' | 'daviesBouldin' | 'calinskiHarabasz' | 'inertia';
const MEASURES: readonly { key: Measure; title: string }[] = [
  { key: 'silhouette', title: 'Silhouette, higher is better' },
  { key: 'daviesBouldin', title: 'Davies–Bouldin, lower is better' },
  { key: 'calinskiHarabasz', title: 'Calinski–Harabasz, higher is better' },
  { key: 'inertia', title: 'Within-segment spread (elbow)' },
];

/** Four measures side by side over the numbers of segments tried; the chosen number is marked in each. */
export function choiceFigure(segmentation: Segmentation, columns: 2 | 4, tokens: Tokens): Figure {
  const { candidates, nClusters, elbow } = segmentation;
  const rows = MEASURES.length / columns;
  const data: Data[] = [];
  const layout: Record<string, unknown> = {};
  const annotations: Partial<Annotations>[] = [];
  MEASURES.forEach(({ key, title }, index) => {
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
      domain: [bottom + (rows > 1 ? 0.08 : 0), bottom + 1 / rows - 0.1],
      anchor: `x${suffix}`,
      tickformat: key === 'silhouette' || key === 'daviesBouldin' ? '.2f' : '',
      nticks: 5,
    };
    annotations.push({
      text: title,
      xref: 'paper',
      yref: 'paper',
      x: left + 0.01,
      y: bottom + 1 / rows,
      xanchor: 'left',
      yanchor: 'top',
      showarrow: false,
      font: { size: 12, color: tokens.ink },
    });
    data.push(lineOf(candidates, key, suffix, nClusters, key === 'inertia' ? elbow : null, tokens));
  });
  return { data, layout: { margin: { l: 36, r: 4, t: 4, b: 34 }, annotations, ...layout } as Partial<Layout> };
}

function lineOf(
  candidates: readonly ClusterCandidate[],
  key: Measure,
  suffix: string,
  chosen: number,
  elbow: number | null,
  tokens: Tokens,
): Data {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: candidates.map(candidate => candidate.nClusters),
    y: candidates.map(candidate => finite(candidate[key])),
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    line: { color: tokens.muted, width: 1.5 },
    marker: {
      opacity: 1,
      line: { width: 0 },
      size: candidates.map(candidate => (candidate.nClusters === chosen ? 12 : 6)),
      symbol: candidates.map(candidate =>
        candidate.nClusters === chosen ? 'diamond' : candidate.nClusters === elbow ? 'square-open' : 'circle',
      ),
      color: candidates.map(candidate => (candidate.nClusters === chosen ? tokens.accent : tokens.muted)),
    },
    hovertext: candidates.map(
      candidate =>
        `${candidate.nClusters} segments${candidate.nClusters === chosen ? ', chosen' : ''}${candidate.nClusters === elbow ? ', elbow' : ''}<br>${formatNumber(candidate[key], 4)}<br>smallest ${formatCount(candidate.smallest)}`,
    ),
    hoverinfo: 'text',
  } as unknown as Data;
}

export function choiceTable({ candidates }: Segmentation): ChartTable {
  return {
    columns: [
      'Segments',
      'Silhouette',
      'Davies–Bouldin',
      'Calinski–Harabasz',
      'Within-segment spread (inertia)',
      'Smallest segment',
    ],
    rows: candidates.map(candidate => [
      candidate.nClusters,
      finite(candidate.silhouette),
      finite(candidate.daviesBouldin),
      finite(candidate.calinskiHarabasz),
      finite(candidate.inertia),
      candidate.smallest,
    ]),
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
