import type { Data } from 'plotly.js';
import { formatFixed, formatPercent } from '#shared/format';
import type { AnswerScale, CustomerExplanation } from '#shared/scoring/explanation';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import type { Tokens } from '../../theme/tokens.ts';

/** Contributions that are drawn one by one; the others are drawn together. */
export const MOST_BARS = 10;
const LABEL = 40;
const BELOW_TICKS = 20;
/** Pixels for the names of the bars. */
const WIDEST = 250;
/** Room for the figures beside the bars, as a part of their span. */
const ROOM = 0.16;

export interface WaterfallBar {
  readonly label: string;
  /** The customer's own value; empty for the bars that are sums. */
  readonly value: string;
  readonly from: number;
  readonly size: number;
}

/** From the average answer to that of the customer, the largest contribution first; small ones as one bar at the end. */
export function waterfallBars({ baseline, contributions }: CustomerExplanation, most = MOST_BARS): WaterfallBar[] {
  const shown = contributions.slice(0, most);
  const rest = contributions.slice(most);
  const all = [
    ...shown.map(({ feature, value, size }) => ({ label: feature, value, size })),
    ...(rest.length > 0
      ? [{ label: `${rest.length} others together`, value: '', size: rest.reduce((sum, { size }) => sum + size, 0) }]
      : []),
  ];
  let from = baseline;
  return all.map(bar => {
    const placed = { ...bar, from };
    from += bar.size;
    return placed;
  });
}

/** An answer on its scale: "21.3 %", "0.412 log-odds", "12.0 points". */
export function onScale(value: number, scale: AnswerScale): string {
  if (scale === 'probability') return formatPercent(value);
  return scale === 'logOdds' ? formatFixed(value, 3) : formatFixed(value, 1);
}

export function signedOnScale(value: number, scale: AnswerScale): string {
  return `${value < 0 ? '−' : '+'}${onScale(Math.abs(value), scale)}`;
}

export const SCALE_WORDS: Readonly<Record<AnswerScale, string>> = {
  probability: 'probability',
  logOdds: 'log-odds of the event',
  points: 'points, more for a more probable event',
};

/** Bars that lead from the average to the customer. */
export function waterfallFigure(explanation: CustomerExplanation, tokens: Tokens): Figure {
  const { scale, baseline, score } = explanation;
  const bars = waterfallBars(explanation);
  const names = bars.map(({ label, value }) => cut(value ? `${label}: ${value}` : label));
  const marks = [markAt(baseline, 'average', scale, tokens), markAt(score, 'this customer', scale, tokens, true)];
  return {
    data: [barsOf(bars, scale, tokens)],
    layout: {
      margin: { l: Math.min(WIDEST, 20 + 7 * Math.max(...names.map(name => name.length), 6)), r: 16, t: 22, b: 48 },
      bargap: 0.3,
      xaxis: {
        zeroline: false,
        range: rangeOf(bars, explanation),
        ...(scale === 'probability' ? { tickformat: '.0%' } : {}),
      },
      yaxis: {
        autorange: 'reversed',
        tickvals: names.map((_, i) => i),
        ticktext: names.map(name => escapeMarkup(name)),
        tickfont: { size: 12, color: tokens.ink },
        showgrid: false,
        zeroline: false,
      },
      shapes: marks.map(({ shape }) => shape),
      annotations: marks.map(({ annotation }) => annotation),
    },
  };
}

/** All bars with room for the figures beside them. */
function rangeOf(bars: readonly WaterfallBar[], { baseline, score }: CustomerExplanation): [number, number] {
  const ends = [baseline, score, ...bars.flatMap(({ from, size }) => [from, from + size])];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = ROOM * (most - least || 1);
  return [least - room, most + room];
}

/** A dotted line at one answer with its words, over the picture or below its ticks. */
function markAt(x: number, words: string, scale: AnswerScale, tokens: Tokens, isBelow = false) {
  return {
    shape: {
      type: 'line' as const,
      x0: x,
      x1: x,
      yref: 'paper' as const,
      y0: 0,
      y1: 1,
      line: { color: tokens.muted, width: 1, dash: 'dot' as const },
    },
    annotation: {
      x,
      y: isBelow ? 0 : 1,
      yref: 'paper' as const,
      yanchor: isBelow ? ('top' as const) : ('bottom' as const),
      yshift: isBelow ? -BELOW_TICKS : 0,
      text: `${words} ${onScale(x, scale)}`,
      showarrow: false,
      font: { size: 11, color: tokens.ink },
    },
  };
}

function barsOf(bars: readonly WaterfallBar[], scale: AnswerScale, tokens: Tokens): Data {
  return {
    type: 'bar',
    orientation: 'h',
    y: bars.map((_, i) => i),
    x: bars.map(({ size }) => size),
    base: bars.map(({ from }) => from),
    marker: { color: bars.map(({ size }) => (size >= 0 ? tokens.high : tokens.low)) },
    text: bars.map(({ size }) => signedOnScale(size, scale)),
    textposition: 'outside',
    textfont: { size: 11, color: tokens.ink },
    cliponaxis: false,
    hovertext: bars.map(({ label, value, size }) =>
      escapeMarkup(`${label}${value ? `: ${value}` : ''}, ${signedOnScale(size, scale)}`),
    ),
    hoverinfo: 'text',
  } as unknown as Data;
}

function cut(text: string): string {
  return text.length <= LABEL ? text : `${text.slice(0, LABEL - 1)}…`;
}

export function waterfallTable({ contributions, scale }: CustomerExplanation): ChartTable {
  return {
    columns: ['Feature', 'Value', `Contribution, ${SCALE_WORDS[scale]}`],
    rows: contributions.map(({ feature, value, size }) => [feature, value, size]),
  };
}
