import type { Data } from 'plotly.js';
import type { Comparison } from '#shared/evidence';
import { formatFixed } from '#shared/format';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** Silhouette and stability of each method with their intervals; the recommended one is marked. */
export function compareFigure({ entries, recommended }: Comparison, tokens: Tokens): Figure {
  const known = entries.filter(({ error }) => error === null);
  const names = known.map(({ title }) => escapeMarkup(title));
  const colors = known.map(({ algorithm }) => (algorithm === recommended ? tokens.accent : tokens.muted));
  const symbols = known.map(({ algorithm }) => (algorithm === recommended ? 'diamond' : 'circle'));
  const panel = (
    suffix: string,
    title: string,
    values: readonly ({ value: number; low: number; high: number } | null)[],
  ) =>
    ({
      type: 'scatter',
      mode: 'markers',
      x: values.map(one => (one && Number.isFinite(one.value) ? one.value : null)),
      y: names,
      xaxis: `x${suffix}`,
      error_x: {
        type: 'data',
        symmetric: false,
        array: values.map(one => (one ? one.high - one.value : 0)),
        arrayminus: values.map(one => (one ? one.value - one.low : 0)),
        color: tokens.muted,
        thickness: 1,
        width: 3,
      },
      marker: { size: 10, color: colors, symbol: symbols },
      hovertext: values.map((one, i) =>
        one
          ? `${names[i]}<br>${title} ${formatFixed(one.value, 3)}, ${formatFixed(one.low, 3)} to ${formatFixed(one.high, 3)}`
          : names[i],
      ),
      hoverinfo: 'text',
    }) as unknown as Data;
  const axis = (text: string) => ({
    title: { text, font: { size: 11, color: tokens.muted }, standoff: 4 },
    zeroline: false,
  });
  return {
    data: [
      panel(
        '',
        'silhouette',
        known.map(({ silhouette }) => silhouette),
      ),
      panel(
        '2',
        'stability',
        known.map(({ stability }) => stability),
      ),
    ],
    layout: {
      margin: { l: 150, r: 12, t: 8, b: 40 },
      xaxis: { domain: [0, 0.47], ...axis('silhouette') },
      xaxis2: { domain: [0.53, 1], ...axis('stability on samples') },
      yaxis: { autorange: 'reversed', type: 'category', tickfont: { size: 12, color: tokens.ink } },
    },
  };
}
