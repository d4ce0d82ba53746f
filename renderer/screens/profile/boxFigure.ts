import type { Annotations, Data, Layout } from 'plotly.js';
import { formatCount, formatNumber } from '#shared/format';
import { PROFILE_QUANTILES, type ColumnDetail } from '#shared/profile';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { compactText } from '../../text/compactText.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { cut } from './depthFigure.ts';

export const BOX_HEIGHT = 104;
export const BOXES_PER_ROW = 3;

/** Signed, so that zero and negative amounts keep their place. */
const logOf = (value: number) => Math.sign(value) * Math.log10(1 + Math.abs(value));

/** Small multiples: one box per column on axes of its own, three in a row. */
export function boxFigure(columns: readonly ColumnDetail[], isLog: boolean, tokens: Tokens): Figure {
  const nRows = Math.ceil(columns.length / BOXES_PER_ROW);
  const scale = isLog ? logOf : (value: number) => value;
  const axes: Record<string, object> = {};
  const annotations: Partial<Annotations>[] = [];
  const data = columns.flatMap((column, i) => {
    const id = i === 0 ? '' : String(i + 1);
    const place = placeOf(i, nRows);
    axes[`xaxis${id}`] = xAxis(column, scale, place, `y${id}`);
    axes[`yaxis${id}`] = { domain: [place.bottom, place.top], anchor: `x${id}`, visible: false, range: [-1, 1] };
    annotations.push({
      text: escapeMarkup(cut(column.name, 34)),
      x: place.left,
      y: place.top,
      xref: 'paper',
      yref: 'paper',
      xanchor: 'left',
      yanchor: 'bottom',
      showarrow: false,
      font: { size: 12, color: tokens.ink },
    });
    return tracesOf(column, scale, { xaxis: `x${id}`, yaxis: `y${id}` }, tokens);
  });
  return {
    data: data as unknown as Data[],
    layout: { margin: { l: 8, r: 16, t: 4, b: 20 }, annotations, ...(axes as Partial<Layout>) },
  };
}

interface Place {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

function placeOf(i: number, nRows: number): Place {
  const [row, column] = [Math.floor(i / BOXES_PER_ROW), i % BOXES_PER_ROW];
  const [width, height] = [1 / BOXES_PER_ROW, 1 / nRows];
  const top = 1 - row * height - 0.24 * height;
  return { left: column * width, right: (column + 1) * width - 0.03, bottom: top - 0.46 * height, top };
}

/** Ticks at the ends and the median, in the units of the column whatever the scale. */
function xAxis(
  { name, summary, number }: ColumnDetail,
  scale: (value: number) => number,
  place: Place,
  anchor: string,
) {
  const { min, median, max } = summary!;
  const room = (scale(max) - scale(min)) * 0.18;
  const ticks = [min, median, max].filter(
    (value, i) => i !== 1 || Math.min(scale(value) - scale(min), scale(max) - scale(value)) > room,
  );
  const pad = (scale(max) - scale(min)) * 0.03 || 1;
  return {
    domain: [place.left, place.right],
    anchor,
    range: [scale(min) - pad, scale(max) + pad],
    tickvals: ticks.map(scale),
    ticktext: ticks.map(value => compactText(name, value)),
    tickangle: 0,
    showgrid: false,
    zeroline: false,
    automargin: false,
    nticks: number!.quantiles.length,
  };
}

function tracesOf(column: ColumnDetail, scale: (value: number) => number, axes: object, tokens: Tokens) {
  const { summary, number } = column;
  const { q1, median, q3, n } = summary!;
  const { whiskers, extremes, nBelow, nAbove } = number!;
  const box = {
    type: 'box',
    orientation: 'h',
    y: [0],
    q1: [scale(q1)],
    median: [scale(median)],
    q3: [scale(q3)],
    lowerfence: [scale(Math.min(whiskers.low, q1))],
    upperfence: [scale(Math.max(whiskers.high, q3))],
    line: { color: tokens.accent, width: 1.5 },
    fillcolor: tokens.accentSoft,
    hoverinfo: 'skip',
    width: 0.9,
    ...axes,
  };
  const words = `${escapeMarkup(column.name)}<br>quartiles ${formatNumber(q1)}, ${formatNumber(median)}, ${formatNumber(q3)}<br>${formatCount(nBelow + nAbove)} of ${formatCount(n)} beyond the fences`;
  const points = {
    type: 'scatter',
    mode: 'markers',
    x: [median, ...extremes].map(scale),
    y: [0, ...extremes.map(() => 0)],
    marker: {
      color: [tokens.accent, ...extremes.map(() => tokens.medium)],
      size: 5,
      opacity: 0.8,
      symbol: 'circle-open',
    },
    hovertext: [words, ...extremes.map(value => `${words}<br>this one ${formatNumber(value, 6)}`)],
    hoverinfo: 'text',
    ...axes,
  };
  return [box, points];
}

export function boxTable(columns: readonly ColumnDetail[]): ChartTable {
  return {
    columns: [
      'Column',
      'n',
      'Lowest',
      ...PROFILE_QUANTILES.map(share => `${share * 100} %`),
      'Highest',
      'Fence below',
      'Fence above',
      'Below',
      'Above',
      'Beyond 3 sd',
      'Skewness',
    ],
    rows: columns.map(({ name, summary, number }) => [
      name,
      summary!.n,
      summary!.min,
      ...number!.quantiles,
      summary!.max,
      number!.fences.low,
      number!.fences.high,
      number!.nBelow,
      number!.nAbove,
      number!.nFar,
      number!.skewness,
    ]),
  };
}
