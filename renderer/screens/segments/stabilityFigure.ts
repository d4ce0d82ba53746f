import type { Annotations, Data } from 'plotly.js';
import { formatFixed } from '#shared/format';
import type { Segmentation, SegmentSummary } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { patternOf, segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** From here on a segment is stable, and below the other it dissolves. */
const STABLE = 0.75;
const DISSOLVES = 0.6;

/** Segments whose stability is known. */
export function withStability({ segments }: Segmentation): SegmentSummary[] {
  return segments.filter(({ stability }) => stability !== null && stability !== undefined);
}

/** How much of each segment comes back on samples, with the words for it. */
export function stabilityFigure(segmentation: Segmentation, tokens: Tokens): Figure {
  const segments = withStability(segmentation);
  const names = segments.map(({ id, name }) =>
    escapeMarkup(`${id} ${name.length > 22 ? `${name.slice(0, 21)}…` : name}`),
  );
  const looks = segments.map(({ id }) => segmentLook(segmentation, id));
  const values = segments.map(({ stability }) => stability?.value ?? 0);
  const bars = {
    type: 'bar',
    orientation: 'h',
    x: values,
    y: names,
    marker: {
      color: looks.map(({ color }) => color),
      pattern: patternOf(looks),
    },
    customdata: segments.map(({ id }) => id),
    hovertext: segments.map(
      ({ name, stability }) => `${escapeMarkup(name)}<br>${formatFixed(stability?.value ?? 0, 2)}, ${stability?.word}`,
    ),
    hoverinfo: 'text',
  };
  const words = segments.map(({ stability }, i): Partial<Annotations> => ({
    x: values[i],
    y: names[i],
    xanchor: 'left',
    xshift: 6,
    text: `${formatFixed(values[i], 2)} ${stability?.word}`,
    showarrow: false,
    font: { size: 12, color: tokens.ink },
  }));
  const line = (x: number) => ({
    type: 'line' as const,
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    yref: 'paper' as const,
    line: { color: tokens.muted, width: 1, dash: 'dot' as const },
  });
  return {
    data: [bars as unknown as Data],
    layout: {
      margin: { l: 170, r: 12, t: 8, b: 36 },
      bargap: 0.35,
      xaxis: {
        range: [0, 1.25],
        tickvals: [0, 0.25, 0.5, DISSOLVES, STABLE, 1],
        title: { text: 'mean Jaccard similarity', font: { size: 11, color: tokens.muted }, standoff: 4 },
      },
      yaxis: { autorange: 'reversed', showgrid: false, type: 'category', tickfont: { size: 12, color: tokens.ink } },
      shapes: [line(DISSOLVES), line(STABLE)],
      annotations: words,
    },
  };
}

export function stabilityTable(segmentation: Segmentation): ChartTable {
  return {
    columns: ['Segment', 'Mean Jaccard similarity', 'In words'],
    rows: withStability(segmentation).map(({ id, name, stability }) => [
      `${id} ${name}`,
      stability?.value ?? null,
      stability?.word ?? '',
    ]),
  };
}
