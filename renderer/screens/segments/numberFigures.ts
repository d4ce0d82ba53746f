import type { Annotations, Data } from 'plotly.js';
import { formatCompact, formatCount, formatNumber, formatPercent } from '#shared/format';
import type { Distribution, Segmentation, SegmentSummary } from '#shared/results';
import { escapeMarkup } from '../../charts/exportChart.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { isoDay } from '../../text/sentences.ts';

const DAY_MS = 86_400_000;

/** Means by segment as bars with their 95 % intervals, and the mean of the book as a line. */
export function meanFigure(
  distribution: Distribution,
  segmentation: Segmentation,
  isDate: boolean,
  tokens: Tokens,
): Figure {
  const { segmentIds, summaries, meanIntervals, book } = distribution;
  const at = (value: number) => (isDate ? value * DAY_MS : value);
  const names = segmentIds.map(id => label(segmentOf(segmentation, id), id));
  const bars = {
    // A bar would start at 1970: dates are marks on their axis.
    type: isDate ? 'scatter' : 'bar',
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
      color: segmentIds.map(id => segmentLook(id).color),
      size: 11,
      ...(isDate ? {} : { pattern: { shape: segmentIds.map(id => segmentLook(id).hatch), solidity: 0.3 } }),
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
      xaxis: isDate ? { type: 'date' } : { exponentformat: 'B' },
      shapes: [{ ...line, line: { color: tokens.muted, width: 1, dash: 'dot' } }],
      annotations: meanLabels(distribution, names, isDate, tokens),
    },
  };
}

function meanLabels(
  { summaries, meanIntervals, book }: Distribution,
  names: readonly string[],
  isDate: boolean,
  tokens: Tokens,
): Partial<Annotations>[] {
  const bookLabel: Partial<Annotations> = {
    x: isDate ? book.mean * DAY_MS : book.mean,
    y: 1,
    yref: 'paper',
    yanchor: 'bottom',
    text: `book ${meanText(book.mean, isDate)}`,
    showarrow: false,
    font: { size: 11, color: tokens.muted },
  };
  if (isDate) return [bookLabel];
  const own = summaries.map((summary, i) => ({
    x: Math.max(meanIntervals[i].high, 0),
    y: names[i],
    xanchor: 'left' as const,
    xshift: 6,
    text: meanText(summary.mean, false),
    showarrow: false,
    font: { size: 12, color: tokens.ink },
  }));
  return [bookLabel, ...own];
}

function meanWords({ summaries, meanIntervals }: Distribution, index: number, isDate: boolean): string {
  const { mean, median, n, missing } = summaries[index];
  const { low, high } = meanIntervals[index];
  const text = (value: number) => meanText(value, isDate);
  return `mean ${text(mean)}, 95 % ${text(low)} to ${text(high)}<br>median ${text(median)}, n ${formatCount(n)}, missing ${formatCount(missing)}`;
}

export function meanText(value: number, isDate: boolean): string {
  return isDate ? isoDay(value) : formatCompact(value);
}

/** Histograms over common edges as lines of shares, one per segment, so that sizes do not hide shapes. */
export function distributionFigure(distribution: Distribution, segmentation: Segmentation, isDate: boolean): Figure {
  const { edges, counts, segmentIds, summaries } = distribution;
  const format = isDate ? isoDay : formatNumber;
  const bins = edges.length - 1;
  const every = Math.max(1, Math.ceil(bins / (isDate ? 5 : 8)));
  const ticks = edges.map((_, i) => i).filter(i => i % every === 0);
  const traces = segmentIds.map((id, index) => {
    const segment = segmentOf(segmentation, id);
    const n = Math.max(1, summaries[index].n);
    return {
      type: 'scatter',
      mode: 'lines+markers',
      name: segment?.name ?? String(id),
      x: counts[index].map((_, bin) => bin + 0.5),
      y: counts[index].map(count => (100 * count) / n),
      line: { color: segmentLook(id).color, width: 2, shape: 'linear', dash: segmentLook(id).hatch ? 'dash' : 'solid' },
      marker: { size: 5, symbol: segmentLook(id).symbol, color: segmentLook(id).color },
      customdata: counts[index].map((_, bin) => ({ segment: id, bin })),
      hovertext: counts[index].map(
        (count, bin) =>
          `${label(segment, id)}<br>${format(edges[bin])} to ${format(edges[bin + 1])}<br>${formatCount(count)} customers, ${formatPercent(count / n)} of the segment`,
      ),
      hoverinfo: 'text',
    };
  });
  return {
    data: traces as unknown as Data[],
    layout: {
      margin: { l: 44, r: 12, t: 8, b: 36 },
      xaxis: {
        tickvals: ticks,
        ticktext: ticks.map(i => (isDate ? isoDay(edges[i]).slice(0, 7) : formatCompact(edges[i]))),
        range: [0, bins],
        tickangle: 0,
        zeroline: false,
      },
      yaxis: { ticksuffix: ' %', rangemode: 'tozero', zeroline: false },
    },
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
      segmentOf(segmentation, segmentIds[i])?.name ?? String(segmentIds[i]),
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
  };
}

export function histogramTable(distribution: Distribution, segmentation: Segmentation, isDate: boolean): ChartTable {
  const { edges, counts, segmentIds, column } = distribution;
  const cell = (value: number) => (isDate ? isoDay(value) : value);
  return {
    columns: [`${column} from`, 'to', ...segmentIds.map(id => segmentOf(segmentation, id)?.name ?? String(id))],
    rows: edges.slice(0, -1).map((edge, bin) => [cell(edge), cell(edges[bin + 1]), ...counts.map(own => own[bin])]),
  };
}

function segmentOf(segmentation: Segmentation, id: number): SegmentSummary | undefined {
  return segmentation.segments.find(segment => segment.id === id);
}

function label(segment: SegmentSummary | undefined, id: number): string {
  const name = segment?.name ?? '';
  return escapeMarkup(`${id} ${name.length > 24 ? `${name.slice(0, 23)}…` : name}`);
}
