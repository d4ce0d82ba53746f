import type { Data } from 'plotly.js';
import { formatCount } from '#shared/format';
import type { ColumnDetail } from '#shared/profile';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import { compactText, valueText } from '../../text/compactText.ts';
import { isoDay } from '../../text/sentences.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** Bins of a number or date as bars side by side; levels as bars from the most frequent down. */
export function distributionOf(column: ColumnDetail, tokens: Tokens): Figure {
  return column.histogram ? binsFigure(column, tokens) : levelsFigure(column, tokens);
}

function binsFigure({ name, histogram, kind }: ColumnDetail, tokens: Tokens): Figure {
  const { edges, counts } = histogram!;
  const format = kind === 'date' ? isoDay : (value: number) => valueText(name, value);
  const every = Math.max(1, Math.ceil((edges.length - 1) / (kind === 'date' ? 4 : 6)));
  const ticks = edges.map((_, i) => i).filter(i => i % every === 0);
  const bars = {
    type: 'bar',
    x: counts.map((_, bin) => bin + 0.5),
    y: counts,
    marker: { color: tokens.accent },
    hovertext: counts.map(
      (count, bin) => `${format(edges[bin])} to ${format(edges[bin + 1])}<br>${formatCount(count)} customers`,
    ),
    hoverinfo: 'text',
  };
  return {
    data: [bars as unknown as Data],
    layout: {
      bargap: 0.06,
      margin: { l: 48, r: 8, t: 8, b: 28 },
      xaxis: {
        tickvals: ticks,
        ticktext: ticks.map(i => (kind === 'date' ? isoDay(edges[i]).slice(0, 7) : compactText(name, edges[i]))),
        range: [0, counts.length],
        showgrid: false,
        zeroline: false,
        tickangle: 0,
      },
      yaxis: { rangemode: 'tozero', exponentformat: 'B' },
    },
  };
}

function levelsFigure({ levels }: ColumnDetail, tokens: Tokens): Figure {
  const bars = {
    type: 'bar',
    orientation: 'h',
    y: levels.map((_, i) => i),
    x: levels.map(({ count }) => count),
    marker: { color: tokens.accent },
    hovertext: levels.map(
      ({ level, count }) => `${escapeMarkup(level.slice(0, 80))}<br>${formatCount(count)} customers`,
    ),
    hoverinfo: 'text',
  };
  return {
    data: [bars as unknown as Data],
    layout: {
      bargap: 0.25,
      margin: { l: 120, r: 12, t: 4, b: 24 },
      yaxis: {
        autorange: 'reversed',
        showgrid: false,
        zeroline: false,
        tickvals: levels.map((_, i) => i),
        ticktext: levels.map(({ level }) => escapeMarkup(cut(level, 20))),
      },
      xaxis: { rangemode: 'tozero', exponentformat: 'B' },
    },
  };
}

export function distributionTable({ histogram, levels, otherCount, kind }: ColumnDetail): ChartTable {
  if (!histogram) {
    const rest = otherCount > 0 ? [['(other levels)', otherCount]] : [];
    return { columns: ['Level', 'Customers'], rows: [...levels.map(({ level, count }) => [level, count]), ...rest] };
  }
  const cell = (value: number) => (kind === 'date' ? isoDay(value) : value);
  const { edges, counts } = histogram;
  return {
    columns: ['From', 'To', 'Customers'],
    rows: counts.map((count, bin) => [cell(edges[bin]), cell(edges[bin + 1]), count]),
  };
}

/** A name cut to so many characters. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
