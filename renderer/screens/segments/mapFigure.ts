import type { Data } from 'plotly.js';
import { formatPercent, joinWords } from '#shared/format';
import type { SegmentMap, Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/exportChart.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { segmentLook, textOn } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** Points drawn as SVG; more would make hovering slow, and a picture of a plane shows no more with them. */
export const MAX_POINTS = 4_000;

/** Customers in the plane of the first two principal components, one colour per segment, centres numbered. */
export function mapFigure(map: SegmentMap, segmentation: Segmentation, tokens: Tokens): Figure {
  const drawn = drawnPoints(map);
  const traces = segmentation.segments.map(segment => {
    const own = drawn.filter(i => map.segment[i] === segment.id);
    const look = segmentLook(segment.id);
    return {
      type: 'scatter',
      mode: 'markers',
      name: escapeMarkup(segment.name),
      x: own.map(i => map.x[i]),
      y: own.map(i => map.y[i]),
      customdata: own.map(i => map.row[i]),
      marker: { color: look.color, symbol: look.symbol, size: 4.5, opacity: 0.55, line: { width: 0 } },
      hovertemplate: `${escapeMarkup(`${segment.id} ${segment.name}`)}<br>row %{customdata}<extra></extra>`,
    };
  });
  const axis = (index: 0 | 1) => ({
    title: {
      text: `Component ${index + 1}, ${formatPercent(map.explainedVarianceRatio[index])} of variance`,
      font: { size: 11, color: tokens.muted },
      standoff: 4,
    },
    showticklabels: false,
    zeroline: true,
  });
  return {
    data: traces as unknown as Data[],
    layout: {
      margin: { l: 28, r: 8, t: 4, b: 28 },
      xaxis: axis(0),
      yaxis: axis(1),
      annotations: map.centers.map(center => ({
        x: center.x,
        y: center.y,
        text: `<b>${center.segment}</b>`,
        showarrow: false,
        font: { size: 12, color: textOn(segmentLook(center.segment).color) },
        bgcolor: segmentLook(center.segment).color,
        bordercolor: tokens.paper,
        borderwidth: 1,
        borderpad: 3,
      })),
    },
  };
}

/** Points spread evenly over those that came, so that at most MAX_POINTS are drawn. */
export function drawnPoints(map: SegmentMap): number[] {
  const n = map.x.length;
  if (n <= MAX_POINTS) return map.x.map((_, i) => i);
  return Array.from({ length: MAX_POINTS }, (_, i) => Math.floor((i * n) / MAX_POINTS));
}

export function mapTable(map: SegmentMap, segmentation: Segmentation): ChartTable {
  const names = new Map(segmentation.segments.map(segment => [segment.id, segment.name]));
  return {
    columns: ['Row', 'Segment', 'Component 1', 'Component 2'],
    rows: map.x.map((x, i) => [map.row[i], names.get(map.segment[i]) ?? String(map.segment[i]), x, map.y[i]]),
  };
}

/** "Component 1 grows with ActualVolume and NumAlerts" */
export function axisWords(map: SegmentMap, index: 0 | 1): string {
  const key = index === 0 ? 'x' : 'y';
  const strongest = [...map.loadings].sort((a, b) => Math.abs(b[key]) - Math.abs(a[key])).slice(0, 2);
  const words = strongest.map(loading => `${loading[key] < 0 ? 'less' : 'more'} ${loading.feature}`);
  return joinWords(words);
}
