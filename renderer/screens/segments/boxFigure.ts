import type { Annotations, Data, Shape } from 'plotly.js';
import { formatCompact, formatCount, formatPercent, formatThings } from '#shared/format';
import { placeOnEdges } from '#shared/placeOnEdges';
import type { Distribution, Segmentation } from '#shared/results';
import { isYear } from '#shared/years';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { compactText } from '../../text/compactText.ts';
import { isoDay } from '../../text/sentences.ts';
import { fadedLook, type Marked } from './marked.ts';
import { edgeAxis } from './numberFigures.ts';
import { segmentLabel, segmentName } from './segmentText.ts';

/** A box per segment from quarter to three quarters with the median, whiskers, and the count of what lies beyond them. */
export function boxFigure(
  distribution: Distribution,
  segmentation: Segmentation,
  isDate: boolean,
  tokens: Tokens,
  marked?: Marked,
): Figure {
  const { column, edges, segmentIds, summaries, boxes, book, scale } = distribution;
  const at = scale === 'log' || isDate ? (value: number) => placeOnEdges(edges, value) : (value: number) => value;
  const drawn = segmentIds.map((id, i) => ({ id, i })).filter(({ i }) => summaries[i].n > 0);
  const traces = drawn.map(({ id, i }) => {
    const look = fadedLook(segmentLook(segmentation, id), marked?.bySegment[i], tokens);
    return boxTrace(distribution, i, at, { name: segmentLabel(segmentation, id), fill: look.color, ink: tokens.ink });
  });
  // Boxes have no hover of their own that names what lies beyond the whiskers: an unseen mark on the median does.
  const medians = {
    type: 'scatter',
    mode: 'markers',
    x: drawn.map(({ i }) => at(summaries[i].median)),
    y: drawn.map(({ id }) => segmentLabel(segmentation, id)),
    customdata: drawn.map(({ id }) => id),
    marker: { size: 18, color: 'rgba(0,0,0,0)' },
    hovertext: drawn.map(({ i }) => boxWords(distribution, i, isDate)),
    hoverinfo: 'text',
  };
  const isByEdges = scale === 'log' || isDate;
  const axis = isByEdges
    ? { ...edgeAxis(distribution, isDate, 3), range: [0, edges.length - 1] }
    : isYear(column, book.median)
      ? { tickformat: 'd', nticks: 4 }
      : { exponentformat: 'B', nticks: 4 };
  const beyond = drawn.map(({ id, i }): Partial<Annotations> => ({
    x: 1,
    xref: 'paper',
    y: segmentLabel(segmentation, id),
    xanchor: 'left',
    xshift: 6,
    align: 'left',
    text: beyondText(boxes[i]),
    showarrow: false,
    font: { size: 11, color: tokens.muted },
  }));
  const middle = at(book.median);
  return {
    data: [...traces, medians] as unknown as Data[],
    layout: {
      margin: { l: 130, r: 96, t: 22, b: 32 },
      xaxis: { ...axis, zeroline: false } as Figure['layout']['xaxis'],
      yaxis: { autorange: 'reversed', showgrid: false, tickfont: { size: 12, color: tokens.ink }, type: 'category' },
      shapes: [bookLine(middle, tokens)],
      annotations: [
        bookLabel(middle, `book ${valueText(distribution.column, book.median, isDate)}`, tokens),
        ...beyond,
      ],
    },
  };
}

function boxTrace(
  { summaries, boxes }: Distribution,
  i: number,
  at: (value: number) => number,
  look: { name: string; fill: string; ink: string },
) {
  const { q1, median, q3 } = summaries[i];
  return {
    type: 'box',
    orientation: 'h',
    name: look.name,
    y: [look.name],
    q1: [at(q1)],
    median: [at(median)],
    q3: [at(q3)],
    lowerfence: [at(boxes[i].low)],
    upperfence: [at(boxes[i].high)],
    fillcolor: look.fill,
    line: { color: look.ink, width: 1.2 },
    width: 0.5,
    hoverinfo: 'skip',
  };
}

function bookLine(x: number, tokens: Tokens): Partial<Shape> {
  const line = { color: tokens.muted, width: 1, dash: 'dot' as const };
  return { type: 'line', x0: x, x1: x, y0: 0, y1: 1, yref: 'paper', line };
}

function bookLabel(x: number, text: string, tokens: Tokens): Partial<Annotations> {
  return { x, y: 1, yref: 'paper', yanchor: 'bottom', text, showarrow: false, font: { size: 11, color: tokens.muted } };
}

function beyondText({ below, above }: Distribution['boxes'][number]): string {
  const parts = [below > 0 ? `${formatCompact(below)} below` : '', above > 0 ? `${formatCompact(above)} above` : ''];
  return parts.filter(Boolean).join('<br>');
}

function boxWords({ column, summaries, boxes }: Distribution, i: number, isDate: boolean): string {
  const { q1, median, q3, n } = summaries[i];
  const { low, high, below, above } = boxes[i];
  const text = (value: number) => valueText(column, value, isDate);
  return `median ${text(median)}, half from ${text(q1)} to ${text(q3)}<br>whiskers ${text(low)} to ${text(high)}<br>${formatThings(below + above, 'value')} beyond (${formatPercent((below + above) / n)}), n ${formatCount(n)}`;
}

function valueText(column: string, value: number, isDate: boolean): string {
  return isDate ? isoDay(value) : compactText(column, value);
}

/** The segment whose median lies farthest from that of the book, as the title. */
export function boxTakeaway(distribution: Distribution, segmentation: Segmentation, isDate: boolean): string {
  const { column, summaries, segmentIds, book } = distribution;
  const gap = (i: number) => (summaries[i].n > 0 ? Math.abs(summaries[i].median - book.median) : -1);
  const farthest = summaries.reduce((best, _, i) => (gap(i) > gap(best) ? i : best), 0);
  const { q1, q3 } = summaries[farthest];
  const text = (value: number) => valueText(column, value, isDate);
  const name = segmentName(segmentation, segmentIds[farthest]);
  return `Half of “${name}” have ${column} from ${text(q1)} to ${text(q3)}; the middle of the book is ${text(book.median)}`;
}

export function boxTable(distribution: Distribution, segmentation: Segmentation, isDate: boolean): ChartTable {
  const { summaries, boxes, segmentIds } = distribution;
  const cell = (value: number) => (Number.isFinite(value) ? (isDate ? isoDay(value) : value) : null);
  return {
    columns: ['Segment', 'n', 'low whisker', 'quarter', 'median', 'three quarters', 'high whisker', 'below', 'above'],
    rows: segmentIds.map((id, i) => [
      segmentName(segmentation, id),
      summaries[i].n,
      cell(boxes[i].low),
      cell(summaries[i].q1),
      cell(summaries[i].median),
      cell(summaries[i].q3),
      cell(boxes[i].high),
      boxes[i].below,
      boxes[i].above,
    ]),
    picks: segmentIds,
  };
}
