import type { Data } from 'plotly.js';
import { formatFixed } from '#shared/format';
import type { MonitorPeriod } from '#shared/monitor/result';
import type { DriftSeries } from '#shared/monitor/series';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';

const DASHES = ['solid', 'dot', 'dash'] as const;

/** A line per series with its name at the end, over the periods. */
export function historyFigure(
  periods: readonly MonitorPeriod[],
  series: readonly DriftSeries[],
  tokens: Tokens,
  { limits, shown }: { limits: { amber: number; red: number } | null; shown: string },
): Figure {
  const labels = periods.map(({ label }) => escapeMarkup(label));
  const lines = series.map(({ title, values }, s) => ({
    type: 'scatter',
    mode: 'lines+markers',
    name: title,
    x: labels.map((_label, i) => i),
    y: values,
    connectgaps: true,
    line: { color: s === 0 ? tokens.accent : tokens.muted, width: s === 0 ? 2 : 1.2, dash: DASHES[s % DASHES.length] },
    marker: { size: 6, color: s === 0 ? tokens.accent : tokens.muted },
    hovertext: values.map((value, i) => `${labels[i]}<br>${title} ${value === null ? '–' : formatFixed(value, 3)}`),
    hoverinfo: 'text',
  }));
  return {
    data: lines as unknown as Data[],
    layout: {
      margin: { l: 44, r: 200, t: 8, b: 32 },
      xaxis: {
        tickmode: 'array',
        tickvals: labels.map((_label, i) => i),
        ticktext: labels.map((label, i) => (periods[i].label === shown ? `<b>${label}</b>` : label)),
        range: [-0.3, Math.max(0.3, labels.length - 0.7)],
        showgrid: false,
      },
      yaxis: { rangemode: limits ? 'tozero' : 'normal', zeroline: false },
      shapes: limits ? [limitLine(limits.amber, tokens.medium), limitLine(limits.red, tokens.high)] : [],
      annotations: endNames(series, tokens),
    },
  };
}

function limitLine(y: number, color: string) {
  return {
    type: 'line' as const,
    xref: 'paper' as const,
    x0: 0,
    x1: 1,
    y0: y,
    y1: y,
    line: { color, width: 1, dash: 'dash' as const },
  };
}

/** Names beside the plot, in the order of their last values, so that none lies over another. */
function endNames(series: readonly DriftSeries[], tokens: Tokens) {
  const ends = series.map(({ title, values }, s) => ({
    title,
    s,
    last: values.findLast(value => value !== null) ?? 0,
  }));
  ends.sort((a, b) => b.last - a.last);
  return ends.map(({ title, s, last }, i) => ({
    xref: 'paper' as const,
    yref: 'paper' as const,
    x: 1.01,
    y: 1 - i * 0.16,
    xanchor: 'left' as const,
    yanchor: 'top' as const,
    text: `${s === 0 ? '━' : s === 1 ? '┈' : '╌'} ${title} ${formatFixed(last, 3)}`,
    showarrow: false,
    font: { size: 12, color: s === 0 ? tokens.accent : tokens.ink },
  }));
}

export function historyTable(periods: readonly MonitorPeriod[], series: readonly DriftSeries[]): ChartTable {
  return {
    columns: ['Period', ...series.map(({ title }) => title)],
    rows: periods.map(({ label }, i) => [label, ...series.map(({ values }) => values[i])]),
  };
}
