import type { Annotations, Data } from 'plotly.js';
import type { SegmentSilhouettes } from '#shared/evidence';
import { formatFixed, formatPercent } from '#shared/format';
import type { Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** Room between two segments, in customers drawn. */
const GAP_SHARE = 0.015;

/** One blade for each segment, its customers from the best placed to the worst; the dotted line is the mean of all. */
export function silhouetteFigure(found: SegmentSilhouettes, segmentation: Segmentation, tokens: Tokens): Figure {
  const drawn = found.segments.reduce((sum, { values }) => sum + values.length, 0);
  const gap = Math.max(1, Math.round(drawn * GAP_SHARE));
  const data: Data[] = [];
  const annotations: Partial<Annotations>[] = [];
  let top = 0;
  for (const segment of found.segments) {
    const { id, values, mean, shareBelowZero } = segment;
    const name = nameOf(segmentation, id);
    const words = `mean ${formatFixed(mean, 3)}, ${formatPercent(shareBelowZero)} below 0`;
    data.push({
      type: 'scatter',
      mode: 'lines',
      orientation: 'h',
      fill: 'tozerox',
      x: values,
      y: values.map((_, i) => top + i),
      line: { color: segmentLook(segmentation, id).color, width: 1 },
      fillcolor: segmentLook(segmentation, id).color,
      customdata: values.map(() => id),
      hovertext: values.map(value => `${escapeMarkup(name)}<br>silhouette ${formatFixed(value, 3)}<br>${words}`),
      hoverinfo: 'text',
    } as unknown as Data);
    annotations.push({
      x: -0.01,
      xref: 'paper',
      xanchor: 'right',
      y: top + values.length / 2,
      text: escapeMarkup(`${id} ${name.length > 22 ? `${name.slice(0, 21)}…` : name}`),
      showarrow: false,
      font: { size: 12, color: tokens.ink },
    });
    top += values.length + gap;
  }
  const line = { type: 'line' as const, x0: found.mean, x1: found.mean, y0: 0, y1: 1, yref: 'paper' as const };
  return {
    data,
    layout: {
      margin: { l: 170, r: 12, t: 8, b: 36 },
      xaxis: { title: { text: 'silhouette', font: { size: 11, color: tokens.muted }, standoff: 4 }, zeroline: true },
      yaxis: { autorange: 'reversed', showgrid: false, showticklabels: false, zeroline: false },
      shapes: [{ ...line, line: { color: tokens.ink, width: 1, dash: 'dot' } }],
      annotations,
    },
  };
}

export function silhouetteTable(found: SegmentSilhouettes, segmentation: Segmentation): ChartTable {
  return {
    columns: ['Segment', 'Customers measured', 'Mean silhouette', 'Share below 0'],
    rows: found.segments.map(({ id, n, mean, shareBelowZero }) => [
      `${id} ${nameOf(segmentation, id)}`,
      n,
      Number.isFinite(mean) ? mean : null,
      shareBelowZero,
    ]),
  };
}

export function nameOf(segmentation: Segmentation, id: number): string {
  return segmentation.segments.find(segment => segment.id === id)?.name ?? String(id);
}
