import type { Data } from 'plotly.js';
import { formatCount, formatPercent } from '#shared/format';
import type { CurvePoint, SegmentCurve } from '#shared/pictures';
import type { Filter } from '#shared/contract/dataset';
import type { Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import { compactTicks } from '../../charts/compactTicks.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { mix, segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { compactText } from '../../text/compactText.ts';
import { isoDay } from '../../text/sentences.ts';
import { fadedLook, type Marked } from './marked.ts';
import { cut, segmentLabel, segmentName } from './segmentText.ts';

/** Fewer customers than this make no point worth a sentence. */
const ENOUGH = 20;
/** A mean of fewer customers is in the table only. */
export const LEAST_DRAWN = 5;

/** A point of a curve: the segment (null: the book) and the place on the axis. */
export interface CurveMark {
  readonly segment: number | null;
  readonly bin: number;
}

/** A line of means per segment with 95 % intervals, the book dotted, and a selection as a line of its own. */
export function curveFigure(
  curve: SegmentCurve,
  segmentation: Segmentation,
  tokens: Tokens,
  selection?: { readonly marked: Marked; readonly curve: SegmentCurve },
): Figure {
  const labels = curve.bins.map((_, bin) => escapeMarkup(cut(binWords(curve, bin), 18)));
  const line = (points: readonly CurvePoint[], name: string, id: number | null) =>
    curveLine(curve, points, labels, { name, id });
  const traces = curve.segmentIds.map((id, s) => {
    const look = fadedLook(segmentLook(segmentation, id), selection?.marked.bySegment[s], tokens);
    const base = line(curve.points[s], segmentLabel(segmentation, id), id);
    return {
      ...base,
      line: { color: look.color, width: 2, dash: look.dash },
      marker: { color: look.color, symbol: look.symbol, size: 7 },
      error_y: { ...base.error_y, color: mix(look.color, tokens.paper, 0.35) },
    };
  });
  const book = line(curve.book, 'Whole book', null);
  const selectedLine = {
    ...line(selection?.curve.book ?? [], 'Selected customers', null),
    customdata: [],
    line: { color: tokens.ink, width: 3 },
    marker: { color: tokens.ink, size: 6 },
  };
  const range = meanRange(curve);
  return {
    data: [
      {
        ...book,
        error_y: undefined,
        line: { color: tokens.muted, width: 1.5, dash: 'dot' },
        marker: { color: tokens.muted, size: 4 },
      },
      ...traces,
      ...(selection ? [selectedLine] : []),
    ] as unknown as Data[],
    layout: {
      margin: { l: 56, r: 16, t: 10, b: 44 },
      xaxis: {
        ...ticksOf(labels),
        range: [-0.4, curve.bins.length - 0.6],
        zeroline: false,
        title: { text: escapeMarkup(curve.x), font: { size: 12, color: tokens.muted }, standoff: 8 },
      },
      yaxis: {
        zeroline: false,
        range,
        ...(curve.measure === 'share'
          ? { ticksuffix: ' %' }
          : range && compactTicks(...range, 0, value => compactText(curve.y, value))),
      },
    },
  };
}

function curveLine(
  curve: SegmentCurve,
  points: readonly CurvePoint[],
  labels: readonly string[],
  of: { readonly name: string; readonly id: number | null },
) {
  const scale = curve.measure === 'share' ? 100 : 1;
  const known = points.map((point, bin) => ({ ...point, bin })).filter(point => point.n >= LEAST_DRAWN);
  const words = (point: (typeof known)[number]) =>
    `${of.name}<br>${escapeMarkup(curve.x)} ${labels[point.bin]}<br>${curve.measure} of ${escapeMarkup(curve.y)} ${valueText(curve, point.mean)}, 95 % ${valueText(curve, point.low)} to ${valueText(curve, point.high)}<br>n ${formatCount(point.n)}`;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: of.name,
    x: known.map(point => point.bin),
    y: known.map(point => scale * point.mean),
    customdata: known.map(({ bin }): CurveMark => ({ segment: of.id, bin })),
    hovertext: known.map(words),
    hoverinfo: 'text',
    error_y: {
      type: 'data',
      symmetric: false,
      array: known.map(point => scale * (point.high - point.mean)),
      arrayminus: known.map(point => scale * (point.mean - point.low)),
      thickness: 1,
      width: 3,
    },
  };
}

/**
 * From the lowest to the highest mean drawn, and the intervals of means that many customers stand behind: a few customers do not flatten the rest.
 */
function meanRange({ points, book, measure }: SegmentCurve): [number, number] | undefined {
  const drawn = [...points.flat(), ...book].filter(point => point.n >= LEAST_DRAWN);
  const ends = drawn.flatMap(({ n, mean, low, high }) => (n >= ENOUGH ? [low, mean, high] : [mean]));
  if (ends.length === 0) return undefined;
  const scale = measure === 'share' ? 100 : 1;
  const isPositive = drawn.every(point => point.mean >= 0);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = 0.06 * (most - least || Math.abs(most) || 1);
  return [scale * (isPositive ? Math.max(0, least - room) : least - room), scale * (most + room)];
}

/** Every label where they fit, else every second, third …; `automargin` makes the room. */
function ticksOf(labels: readonly string[]) {
  const longest = Math.max(...labels.map(label => label.length), 1);
  const every = Math.max(1, Math.ceil((labels.length * longest) / 110));
  const shown = labels.map((_, i) => i).filter(i => i % every === 0);
  return { tickvals: shown, ticktext: shown.map(i => labels[i]), tickangle: 0 };
}

/** "30 to 40", "2015", "18–25". */
export function binWords({ x, bins, kind, isDate }: SegmentCurve, bin: number): string {
  const { from, to, label } = bins[bin];
  if (label !== null) return label;
  if (kind === 'value') return compactText(x, from);
  if (!isDate) return `${compactText(x, from)} to ${compactText(x, to)}`;
  const [first, next] = [isoDay(from), isoDay(to)];
  const isYears = first.endsWith('-01-01') && next.endsWith('-01-01');
  if (!isYears) return first.slice(0, 7);
  const years = Number(next.slice(0, 4)) - Number(first.slice(0, 4));
  return years === 1 ? first.slice(0, 4) : `${first.slice(0, 4)} to ${Number(next.slice(0, 4)) - 1}`;
}

function valueText({ y, measure }: SegmentCurve, value: number): string {
  return measure === 'share' ? formatPercent(value) : compactText(y, value);
}

/** The filter that leaves the customers at one place of the axis. */
export function binFilter(curve: SegmentCurve, bin: number): Filter {
  const { from, to, label } = curve.bins[bin];
  if (label !== null) return { op: 'is', column: curve.x, values: [label] };
  return { op: 'between', column: curve.x, low: from, high: to, lastBin: bin === curve.bins.length - 1 };
}

/** The widest gap between a segment and the book at one place, as the title. */
export function curveTakeaway(curve: SegmentCurve, segmentation: Segmentation): string {
  const best = widestGap(curve, ENOUGH) ?? widestGap(curve, LEAST_DRAWN);
  if (!best) return `${curve.y} over ${curve.x} by segment`;
  const { s, bin } = best;
  const name = segmentName(segmentation, curve.segmentIds[s]);
  const verb = curve.measure === 'share' ? 'is' : 'averages';
  return `At ${curve.x} ${binWords(curve, bin)}, ${curve.y} ${verb} ${valueText(curve, curve.points[s][bin].mean)} in “${name}”, ${valueText(curve, curve.book[bin].mean)} in the book`;
}

function widestGap(curve: SegmentCurve, least: number): { s: number; bin: number } | null {
  let best: { s: number; bin: number; gap: number } | null = null;
  for (const [s, points] of curve.points.entries())
    for (const [bin, { n, mean }] of points.entries()) {
      const gap = Math.abs(mean - curve.book[bin].mean);
      if (n >= least && gap > (best?.gap ?? 0)) best = { s, bin, gap };
    }
  return best;
}

export function curveTable(curve: SegmentCurve, segmentation: Segmentation): ChartTable {
  const entries = curve.segmentIds.flatMap((id, s) =>
    curve.points[s].map((point, bin) => ({ id, bin, point })).filter(entry => entry.point.n > 0),
  );
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    columns: [curve.x, 'Segment', 'n', `${curve.measure} of ${curve.y}`, 'low 95 %', 'high 95 %'],
    rows: entries.map(({ id, bin, point }) => [
      binWords(curve, bin),
      segmentName(segmentation, id),
      point.n,
      finite(point.mean),
      finite(point.low),
      finite(point.high),
    ]),
    picks: entries.map(({ id, bin }): CurveMark => ({ segment: id, bin })),
  };
}
