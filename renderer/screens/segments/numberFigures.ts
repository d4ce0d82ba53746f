import type { Annotations, Data } from 'plotly.js';
import { formatCount, formatNumber, formatPercent } from '#shared/format';
import type { Distribution, Segmentation } from '#shared/results';
import { compactTicks } from '../../charts/compactTicks.ts';
import { edgeTicks } from '../../charts/edgeTicks.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { patternOf, segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { isYear } from '#shared/years';
import { compactText } from '../../text/compactText.ts';
import { isoDay } from '../../text/sentences.ts';
import { fadedLook, type Marked } from './marked.ts';
import { segmentLabel, segmentName } from './segmentText.ts';

const DAY_MS = 86_400_000;

/** Means by segment as bars with their 95 % intervals, and the mean of the book as a line. */
export function meanFigure(
  distribution: Distribution,
  segmentation: Segmentation,
  isDate: boolean,
  tokens: Tokens,
  marked?: Marked,
): Figure {
  const { column, segmentIds, summaries, meanIntervals, book } = distribution;
  const isYears = isYear(column, book.mean);
  const isMarks = isDate || isYears;
  const looks = segmentIds.map((id, i) => fadedLook(segmentLook(segmentation, id), marked?.bySegment[i], tokens));
  const at = (value: number) => (isDate ? value * DAY_MS : value);
  const names = segmentIds.map(id => segmentLabel(segmentation, id));
  const bars = {
    // A bar would start at 1970, or at the year 0: dates and years are marks on their axis.
    type: isMarks ? 'scatter' : 'bar',
    mode: 'markers',
    orientation: 'h',
    y: names,
    x: summaries.map(summary => at(summary.mean)),
    error_x: {
      type: 'data',
      symmetric: false,
      array: meanIntervals.map(({ high }, i) => at(high) - at(summaries[i].mean)),
      arrayminus: meanIntervals.map(({ low }, i) => at(summaries[i].mean) - at(low)),
      color: tokens.ink,
      thickness: 1,
      width: 4,
    },
    marker: {
      color: looks.map(look => look.color),
      size: 11,
      ...(isMarks ? {} : { pattern: patternOf(looks) }),
    },
    customdata: segmentIds,
    hovertext: summaries.map((_, i) => `${names[i]}<br>${meanWords(distribution, i, isDate)}`),
    hoverinfo: 'text',
  };
  const line = { type: 'line' as const, x0: at(book.mean), x1: at(book.mean), y0: 0, y1: 1, yref: 'paper' as const };
  return {
    data: [bars as unknown as Data],
    layout: {
      margin: { l: 130, r: 60, t: 22, b: 28 },
      bargap: 0.35,
      yaxis: { autorange: 'reversed', showgrid: false, tickfont: { size: 12, color: tokens.ink }, type: 'category' },
      xaxis: isDate
        ? { type: 'date' }
        : compactTicks(...meanReach(distribution, isYears), 0, value => compactText(column, value)),
      shapes: [{ ...line, line: { color: tokens.muted, width: 1, dash: 'dot' } }],
      annotations: meanLabels(distribution, names, isDate, tokens),
    },
  };
}

/** From the least to the most of what is drawn: bars from 0 or marks, their intervals, and the book. */
function meanReach({ summaries, meanIntervals, book }: Distribution, isMarks: boolean): [number, number] {
  const ends = [
    ...(isMarks ? [] : [0]),
    book.mean,
    ...summaries.map(({ mean }) => mean),
    ...meanIntervals.flatMap(({ low, high }) => [low, high]),
  ];
  const known = ends.filter(Number.isFinite);
  return [Math.min(...known), Math.max(...known)];
}

function meanLabels(
  { column, summaries, meanIntervals, book }: Distribution,
  names: readonly string[],
  isDate: boolean,
  tokens: Tokens,
): Partial<Annotations>[] {
  const bookLabel: Partial<Annotations> = {
    x: isDate ? book.mean * DAY_MS : book.mean,
    y: 1,
    yref: 'paper',
    yanchor: 'bottom',
    text: `book ${meanText(column, book.mean, isDate)}`,
    showarrow: false,
    font: { size: 11, color: tokens.muted },
  };
  if (isDate) return [bookLabel];
  const own = summaries.map((summary, i) => ({
    x: Math.max(meanIntervals[i].high, 0),
    y: names[i],
    xanchor: 'left' as const,
    xshift: 6,
    text: meanText(column, summary.mean, false),
    bgcolor: tokens.paper,
    borderpad: 1,
    showarrow: false,
    font: { size: 12, color: tokens.ink },
  }));
  return [bookLabel, ...own];
}

function meanWords({ column, summaries, meanIntervals }: Distribution, index: number, isDate: boolean): string {
  const { mean, median, n, missing } = summaries[index];
  const { low, high } = meanIntervals[index];
  const text = (value: number) => meanText(column, value, isDate);
  return `mean ${text(mean)}, 95 % ${text(low)} to ${text(high)}<br>median ${text(median)}, n ${formatCount(n)}, missing ${formatCount(missing)}`;
}

export function meanText(column: string, value: number, isDate: boolean): string {
  return isDate ? isoDay(value) : compactText(column, value);
}

/** Histograms over common edges as lines of shares, one per segment, so that sizes do not hide shapes; a selection is a line of its own. */
export function distributionFigure(
  distribution: Distribution,
  segmentation: Segmentation,
  isDate: boolean,
  tokens: Tokens,
  selection?: { readonly marked: Marked; readonly distribution: Distribution },
): Figure {
  const { edges, counts, segmentIds, summaries } = distribution;
  const bins = edges.length - 1;
  const traces = segmentIds.map((id, index) => {
    const look = fadedLook(segmentLook(segmentation, id), selection?.marked.bySegment[index], tokens);
    return {
      ...shareLine(distribution, isDate, counts[index], summaries[index].n, segmentLabel(segmentation, id)),
      line: { color: look.color, width: 2, dash: look.dash },
      marker: { size: 5, symbol: look.symbol, color: look.color },
      customdata: counts[index].map((_, bin) => ({ segment: id, bin })),
    };
  });
  if (selection) {
    const own = selection.distribution.counts;
    const all = edges.slice(1).map((_, bin) => own.reduce((sum, row) => sum + row[bin], 0));
    const n = all.reduce((sum, count) => sum + count, 0);
    traces.push({
      ...shareLine(distribution, isDate, all, n, 'Selected customers'),
      line: { color: tokens.ink, width: 3, dash: 'solid' },
      marker: { size: 6, symbol: 'circle', color: tokens.ink },
      customdata: [],
    });
  }
  return {
    data: traces as unknown as Data[],
    layout: {
      margin: { l: 44, r: 12, t: 8, b: 36 },
      xaxis: { ...edgeAxis(distribution, isDate), range: [0, bins], zeroline: false },
      yaxis: { ticksuffix: ' %', rangemode: 'tozero', zeroline: false },
    },
  };
}

/** Ticks of bins that are drawn equally wide: round values, and of dates the months at their edges. @param most labels that there is room for */
export function edgeAxis(
  { column, edges }: Pick<Distribution, 'column' | 'edges'>,
  isDate: boolean,
  most = isDate ? 5 : 16,
) {
  if (!isDate) return { ...edgeTicks(edges, most, value => compactText(column, value)), tickangle: 0 };
  const every = Math.max(1, Math.ceil((edges.length - 1) / most));
  const ticks = edges.map((_, i) => i).filter(i => i % every === 0);
  return {
    tickvals: ticks,
    ticktext: ticks.map(i => isoDay(edges[i]).slice(0, 7)),
    tickangle: 0,
  };
}

function shareLine({ edges }: Distribution, isDate: boolean, counts: readonly number[], of: number, name: string) {
  const format = isDate ? isoDay : formatNumber;
  const n = Math.max(1, of);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: counts.map((_, bin) => bin + 0.5),
    y: counts.map(count => (100 * count) / n),
    hovertext: counts.map(
      (count, bin) =>
        `${name}<br>${format(edges[bin])} to ${format(edges[bin + 1])}<br>${formatCount(count)} customers, ${formatPercent(count / n)}`,
    ),
    hoverinfo: 'text',
  };
}

export function distributionTable(distribution: Distribution, segmentation: Segmentation, isDate: boolean): ChartTable {
  const { segmentIds, summaries, meanIntervals } = distribution;
  const cell = (value: number) => (Number.isFinite(value) ? (isDate ? isoDay(value) : value) : null);
  return {
    columns: [
      'Segment',
      'n',
      'missing',
      'mean',
      'mean, low 95 %',
      'mean, high 95 %',
      'minimum',
      'quarter',
      'median',
      'three quarters',
      'maximum',
    ],
    rows: summaries.map((summary, i) => [
      segmentName(segmentation, segmentIds[i]),
      summary.n,
      summary.missing,
      cell(summary.mean),
      cell(meanIntervals[i].low),
      cell(meanIntervals[i].high),
      cell(summary.min),
      cell(summary.q1),
      cell(summary.median),
      cell(summary.q3),
      cell(summary.max),
    ]),
    picks: segmentIds,
  };
}

export function histogramTable(distribution: Distribution, segmentation: Segmentation, isDate: boolean): ChartTable {
  const { edges, counts, segmentIds, column } = distribution;
  const cell = (value: number) => (isDate ? isoDay(value) : value);
  return {
    columns: [`${column} from`, 'to', ...segmentIds.map(id => segmentName(segmentation, id))],
    rows: edges.slice(0, -1).map((edge, bin) => [cell(edge), cell(edges[bin + 1]), ...counts.map(own => own[bin])]),
  };
}
