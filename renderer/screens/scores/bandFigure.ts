import type { Annotations, Data } from 'plotly.js';
import { formatCount, formatPercent } from '#shared/format';
import { BANDS } from '#shared/scoring/bands';
import type { SegmentScores } from '#shared/scoring/result';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { mix, textOn } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';

type Row = SegmentScores['segments'][number];
/** The share of a segment from which a cell has the full colour. */
const FULL = 0.6;
const NAME = 30;

/** Shares of each segment's customers by band; segments in the order given. */
export function bandShares({ n, bands }: Row): number[] {
  return bands.map(count => (n > 0 ? count / n : 0));
}

/** Highest mean score first; empty segments last. */
export function byMeanScore(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (b.n > 0 ? b.meanScore : -1) - (a.n > 0 ? a.meanScore : -1));
}

/** Segments by bands, each cell the share of the segment. */
export function bandFigure(rows: readonly Row[], tokens: Tokens): Figure {
  const shares = rows.map(bandShares);
  const labels = rows.map(({ id, name }) => escapeMarkup(cut(`${id} ${name}`)));
  const strength = (share: number) => Math.min(1, share / FULL);
  const trace = {
    type: 'heatmap',
    x: BANDS.map((_, b) => b),
    y: rows.map((_, s) => s),
    z: shares.map(line => line.map(strength)),
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, tokens.paper],
      [1, tokens.accent],
    ],
    showscale: false,
    xgap: 2,
    ygap: 2,
    hovertext: rows.map(({ name, bands, n }, s) =>
      BANDS.map(
        (band, b) =>
          `${escapeMarkup(name)}<br>${band}: ${formatCount(bands[b])} of ${formatCount(n)} (${formatPercent(shares[s][b])})`,
      ),
    ),
    hoverinfo: 'text',
  } as unknown as Data;
  const cell = (s: number, b: number): Partial<Annotations> => ({
    x: b,
    y: s,
    text: formatPercent(shares[s][b]),
    showarrow: false,
    font: { size: 12, color: textOn(mix(tokens.paper, tokens.accent, strength(shares[s][b]))) },
  });
  const axis = { showgrid: false, zeroline: false, fixedrange: true, tickfont: { size: 12, color: tokens.ink } };
  return {
    data: [trace],
    layout: {
      margin: { l: 220, r: 8, t: 28, b: 4 },
      xaxis: { ...axis, side: 'top', tickvals: BANDS.map((_, b) => b), ticktext: [...BANDS] },
      yaxis: { ...axis, autorange: 'reversed', tickvals: labels.map((_, s) => s), ticktext: labels },
      annotations: rows.flatMap((_, s) => BANDS.map((_band, b) => cell(s, b))),
    },
  };
}

function cut(text: string): string {
  return text.length <= NAME ? text : `${text.slice(0, NAME - 1)}…`;
}

export function bandTable(rows: readonly Row[]): ChartTable {
  return {
    columns: ['Segment', 'Customers', ...BANDS],
    rows: rows.map(({ name, n, bands }) => [name, n, ...bands]),
  };
}

/** The segment with the largest share in the two highest bands, as a title. */
export function bandTakeaway(rows: readonly Row[]): string {
  const highShare = (row: Row) => {
    const shares = bandShares(row);
    return shares[3] + shares[4];
  };
  const filled = rows.filter(({ n }) => n > 0);
  if (filled.length === 0) return 'Bands of the score by segment';
  const worst = filled.reduce((a, b) => (highShare(b) > highShare(a) ? b : a));
  return `“${worst.name}” has the largest share in the bands High and Very high: ${formatPercent(highShare(worst))}`;
}
