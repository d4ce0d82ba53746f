import type { Data } from 'plotly.js';
import { formatCompact, formatCount, formatPart, formatPercent } from '#shared/format';
import type { GapMap } from '#shared/profile';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { cut } from './depthFigure.ts';

/** Columns by blocks of rows; darker where more is missing. */
export function gapFigure({ columns, shares, starts, blockRows, nRows }: GapMap, tokens: Tokens): Figure {
  const last = (block: number) => Math.min(nRows, starts[block] + blockRows);
  const every = Math.max(1, Math.ceil(starts.length / 8));
  const ticks = starts.map((_, i) => i).filter(i => i % every === 0);
  const map = {
    type: 'heatmap',
    z: shares,
    x: starts.map((_, i) => i),
    y: columns.map((_, i) => i),
    zmin: 0,
    zmax: 1,
    ygap: 2,
    colorscale: [
      [0, tokens.hover],
      [1, tokens.accent],
    ],
    colorbar: {
      thickness: 10,
      len: 0.9,
      outlinewidth: 0,
      tickvals: [0, 0.5, 1],
      ticktext: ['0 %', '50 %', '100 %'],
      tickfont: { size: 11, color: tokens.muted },
    },
    hovertext: shares.map((row, i) =>
      row.map(
        (share, block) =>
          `${escapeMarkup(columns[i].name)}<br>rows ${formatCount(starts[block] + 1)} to ${formatCount(last(block))}<br>${formatPercent(share)} missing`,
      ),
    ),
    hoverinfo: 'text',
  };
  return {
    data: [map as unknown as Data],
    layout: {
      margin: { l: 150, r: 8, t: 4, b: 32 },
      xaxis: {
        tickvals: ticks,
        ticktext: ticks.map(i => formatCompact(starts[i] + 1)),
        showgrid: false,
        zeroline: false,
        tickangle: 0,
      },
      yaxis: {
        tickvals: columns.map((_, i) => i),
        ticktext: columns.map(
          ({ name, missing }) => `${escapeMarkup(cut(name, 18))} ${escapeMarkup(formatPart(missing, nRows))}`,
        ),
        autorange: 'reversed',
        showgrid: false,
        zeroline: false,
      },
    },
  };
}

export function gapTable({ columns, shares, starts, nRows }: GapMap): ChartTable {
  return {
    columns: ['Column', 'Missing', 'Share', ...starts.map(start => `from row ${start + 1}`)],
    rows: columns.map(({ name, missing }, i) => [name, missing, missing / nRows, ...shares[i]]),
  };
}
