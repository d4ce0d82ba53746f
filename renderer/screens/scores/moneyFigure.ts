import type { Data } from 'plotly.js';
import { formatCompact, formatCount, formatPercent } from '#shared/format';
import type { MoneyCurve, MoneyPoint } from '#shared/scoring/evaluation';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { nearestPoint } from './consequences.ts';

export const MONEY_AXES = ['contacted', 'threshold'] as const;
export type MoneyAxis = (typeof MONEY_AXES)[number];

/** What the curve says, in a sentence. */
export function moneyTakeaway({ points, best }: MoneyCurve, acted: string): string {
  const { contacted, net, threshold } = points[best];
  if (contacted === 0) return 'No threshold brings more than it costs';
  return `Most is left with ${formatCount(contacted)} customers ${acted}, those from ${formatPercent(threshold)}: ${formatCount(net.value)} net`;
}

/** Net money along the thresholds with its interval; the place in use and the best are marked. @param shown a threshold, in use or dragged */
export function moneyFigure(curve: MoneyCurve, axis: MoneyAxis, shown: number, acted: string, tokens: Tokens): Figure {
  const place = (point: MoneyPoint) => (axis === 'contacted' ? point.contacted : Math.min(1, point.threshold));
  const x = curve.points.map(place);
  const edge = (y: number[], fill: boolean) =>
    ({
      type: 'scatter',
      mode: 'lines',
      x,
      y,
      line: { width: 0 },
      hoverinfo: 'skip',
      ...(fill ? { fill: 'tonexty', fillcolor: `${tokens.accent}2E` } : {}),
    }) as unknown as Data;
  const best = curve.points[curve.best];
  const now = nearestPoint(curve, shown);
  const mark = (point: MoneyPoint, symbol: string, color: string, words: string) =>
    ({
      type: 'scatter',
      mode: 'markers',
      x: [place(point)],
      y: [point.net.value],
      marker: { size: 11, symbol, color, line: { width: 1, color: tokens.paper } },
      hovertext: [`${words}<br>${pointWords(point, acted)}`],
      hoverinfo: 'text',
    }) as unknown as Data;
  const data = [
    edge(
      curve.points.map(({ net }) => net.low),
      false,
    ),
    edge(
      curve.points.map(({ net }) => net.high),
      true,
    ),
    {
      type: 'scatter',
      mode: 'lines',
      x,
      y: curve.points.map(({ net }) => net.value),
      line: { color: tokens.accent, width: 2 },
      hovertext: curve.points.map(point => pointWords(point, acted)),
      hoverinfo: 'text',
    } as unknown as Data,
    mark(best, 'diamond', tokens.low, 'Most money'),
    mark(now, 'circle', tokens.ink, 'Threshold'),
  ];
  return { data, layout: layoutOf(axis, place(now), now, acted, tokens) };
}

function layoutOf(axis: MoneyAxis, x: number, now: MoneyPoint, acted: string, tokens: Tokens): Figure['layout'] {
  const titled = (text: string) => ({ title: { text, font: { size: 11, color: tokens.muted }, standoff: 6 } });
  return {
    margin: { l: 64, r: 16, t: 20, b: 44 },
    xaxis:
      axis === 'threshold'
        ? { ...titled('threshold'), tickformat: '.0%', autorange: 'reversed' }
        : { ...titled(`customers ${acted}`), rangemode: 'tozero' },
    yaxis: { ...titled('net money'), zeroline: true },
    shapes: [
      { type: 'line', x0: x, x1: x, yref: 'paper', y0: 0, y1: 1, line: { color: tokens.ink, width: 1, dash: 'dot' } },
    ],
    annotations: [
      {
        x,
        y: 1,
        yref: 'paper',
        yanchor: 'bottom',
        text: now.threshold > 1 ? 'nobody' : `from ${formatPercent(now.threshold)}`,
        showarrow: false,
        font: { size: 11, color: tokens.ink },
      },
    ],
  };
}

function pointWords({ threshold, contacted, events, net }: MoneyPoint, acted: string): string {
  const from = threshold > 1 ? 'nobody' : `from ${formatPercent(threshold)}`;
  return `${from}: ${formatCount(contacted)} ${acted}, ${formatCount(events)} with the event<br>net ${formatCompact(net.value)} (95 % ${formatCompact(net.low)} to ${formatCompact(net.high)})`;
}

export function moneyTable({ points }: MoneyCurve): ChartTable {
  return {
    columns: ['Threshold', 'Customers', 'Events', 'Cost', 'Saved', 'Net', 'Net low 95 %', 'Net high 95 %'],
    rows: points.map(({ threshold, contacted, events, cost, saved, net }) => [
      threshold > 1 ? 'nobody' : threshold,
      contacted,
      events,
      cost,
      saved.value,
      net.value,
      net.low,
      net.high,
    ]),
  };
}
