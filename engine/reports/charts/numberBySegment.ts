import { scaleLinear } from 'd3-scale';
import { formatCompact } from '#shared/format';
import { placeOnEdges } from '#shared/placeOnEdges';
import type { Distribution } from '#shared/results';
import { INK, LINE, MUTED, segmentMark, tint } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { bottomAxis, CHART_WIDTH, LABEL, segmentBox, segmentName, SMALL, type SegmentLabel } from './chartParts.ts';
import { lineMark, rectMark, round, textMark, type Mark, type Scene } from './scene.ts';

const ROW = 32;
/** Height of the box under the histogram of a segment. */
const BOX = 5;
const TOP = 24;
const NAME = { left: 0, width: 122 };
const MEAN = { left: 128, right: 262 };
const VALUE_RIGHT = 312;
const SPREAD = { left: 326, right: CHART_WIDTH };

export interface NumberStyle {
  readonly format: (value: number) => string;
  /** Values are days since 1970-01-01. */
  readonly isDate: boolean;
}

/** For each segment its mean with the 95 % interval as a bar, and how its customers are spread, each on a scale common to all. */
export function numberBySegmentScene(
  fonts: ReportFonts,
  distribution: Distribution,
  labels: readonly SegmentLabel[],
  style: NumberStyle = { format: formatCompact, isDate: false },
): Scene {
  const bottom = TOP + labels.length * ROW;
  const marks: Mark[] = [
    textMark(MEAN.left, 8, 'Mean with 95 % interval', { ...SMALL }),
    textMark(SPREAD.left, 8, 'Share by value; below it the box', { ...SMALL }),
    ...meanColumn(fonts, distribution, labels, style, bottom),
    ...spreadColumn(fonts, distribution, labels, style, bottom),
  ];
  labels.forEach((label, i) => {
    marks.push(...segmentName(fonts, label, { x: NAME.left, y: TOP + i * ROW + 15, width: NAME.width }));
  });
  return { width: CHART_WIDTH, height: bottom + 13, marks };
}

function meanColumn(
  fonts: ReportFonts,
  distribution: Distribution,
  labels: readonly SegmentLabel[],
  style: NumberStyle,
  bottom: number,
): Mark[] {
  const { format } = style;
  const scale = meanScale(distribution, style.isDate);
  const marks = bottomAxis(fonts, {
    ticks: style.isDate ? scale.domain() : scale.ticks(4),
    at: scale,
    format,
    top: TOP,
    bottom,
    ...MEAN,
  });
  labels.forEach((label, i) => {
    const at = distribution.segmentIds.indexOf(label.id);
    const mean = distribution.summaries[at].mean;
    const middle = TOP + i * ROW + ROW / 2;
    if (!Number.isFinite(mean)) {
      marks.push(textMark(MEAN.left + 2, middle + 3, 'no values', { ...SMALL }));
      return;
    }
    const mark = segmentMark(label.position);
    if (style.isDate) marks.push(...segmentBox(scale(mean) - 4, middle - 4, 8, 8, mark));
    else {
      const x = Math.min(scale(0), scale(mean));
      marks.push(...segmentBox(x, middle - 6, Math.abs(scale(mean) - scale(0)), 12, mark));
    }
    marks.push(...whisker(distribution.meanIntervals[at], scale, middle));
    marks.push(textMark(VALUE_RIGHT, middle + 3, format(mean), { ...LABEL, anchor: 'end' }));
  });
  return [...marks, ...bookLine(fonts, distribution.book.mean, scale, format, bottom)];
}

/** A length starts at zero; a day has no zero, so it is a place on a scale of its own. */
function meanScale(distribution: Distribution, isDate: boolean): ReturnType<typeof scaleLinear<number>> {
  const ends = distribution.meanIntervals.flatMap(({ low, high }) => [low, high]);
  const means = [...distribution.summaries.map(summary => summary.mean), distribution.book.mean];
  const finite = [...ends, ...means].filter(Number.isFinite);
  const low = Math.min(...finite, isDate ? Number.POSITIVE_INFINITY : 0);
  const high = Math.max(...finite, isDate ? Number.NEGATIVE_INFINITY : 0);
  if (!isDate || !(high > low)) {
    return scaleLinear().domain([low, high]).nice(4).range([MEAN.left, MEAN.right]);
  }
  return scaleLinear()
    .domain([low, high])
    .range([MEAN.left + 6, MEAN.right - 6]);
}

function whisker({ low, high }: { low: number; high: number }, at: (value: number) => number, y: number): Mark[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [];
  const ends = [low, high].map(end => lineMark(at(end), y - 3, at(end), y + 3, INK, 1));
  return [lineMark(at(low), y, at(high), y, INK, 1), ...ends];
}

function bookLine(
  fonts: ReportFonts,
  mean: number,
  at: (value: number) => number,
  format: (value: number) => string,
  bottom: number,
): Mark[] {
  if (!Number.isFinite(mean)) return [];
  const text = `whole book ${format(mean)}`;
  const half = fonts.width(text, SMALL.size) / 2;
  const center = Math.min(Math.max(at(mean), MEAN.left + half), VALUE_RIGHT - half);
  return [
    { ...lineMark(at(mean), TOP - 4, at(mean), bottom, MUTED, 1), dash: [3, 2] },
    textMark(center, TOP - 6, text, { ...SMALL, anchor: 'middle' }),
  ];
}

function spreadColumn(
  fonts: ReportFonts,
  distribution: Distribution,
  labels: readonly SegmentLabel[],
  { format, isDate }: NumberStyle,
  bottom: number,
): Mark[] {
  const { edges, counts } = distribution;
  if (!(edges[edges.length - 1] > edges[0])) return [];
  const { at, ticks } = spreadScale(distribution, isDate);
  const bins = edges.length - 1;
  const book = shares(Array.from({ length: bins }, (_, bin) => counts.reduce((all, row) => all + row[bin], 0)));
  const rows = labels.map(label => shares(counts[distribution.segmentIds.indexOf(label.id)]));
  const tallest = Math.max(...book, ...rows.flat(), 1e-9);
  const marks = bottomAxis(fonts, { ticks, at, format, top: TOP, bottom, ...SPREAD });
  rows.forEach((row, i) => {
    const base = TOP + (i + 1) * ROW - BOX - 4;
    const up = (share: number): number => (share / tallest) * (ROW - BOX - 8);
    const { color } = segmentMark(labels[i].position);
    row.forEach((share, bin) => {
      const x = at(edges[bin]);
      const width = Math.max(0.4, at(edges[bin + 1]) - x - 0.5);
      if (share > 0) marks.push(rectMark(x, base - up(share), width, up(share), tint(color, 0.75)));
    });
    marks.push(lineMark(SPREAD.left, base, SPREAD.right, base, LINE));
    marks.push({ kind: 'path', d: outline(edges, book, at, base, up), stroke: MUTED, strokeWidth: 0.7 });
    const own = distribution.segmentIds.indexOf(labels[i].id);
    marks.push(...boxMarks(distribution, own, at, { top: base + 2, color }));
  });
  return marks;
}

/** Values on even steps, or, where the edges grow by a factor, bins equally wide. */
function spreadScale({ edges, scale }: Distribution, isDate: boolean) {
  const bins = edges.length - 1;
  if (scale === 'log') {
    const places = scaleLinear().domain([0, bins]).range([SPREAD.left, SPREAD.right]);
    const ticks = edges.filter((_, i) => i % Math.ceil(bins / 4) === 0);
    return { at: (value: number) => places(placeOnEdges(edges, value)), ticks };
  }
  const even = scaleLinear().domain([edges[0], edges[bins]]).range([SPREAD.left, SPREAD.right]);
  return { at: (value: number) => even(value), ticks: isDate ? even.domain() : even.ticks(4) };
}

/** The middle half with the median as a box, and whiskers to the last values within 1.5 times its width. */
function boxMarks(
  { summaries, boxes }: Distribution,
  i: number,
  at: (value: number) => number,
  { top, color }: { top: number; color: string },
): Mark[] {
  const { n, q1, median, q3 } = summaries[i];
  if (n === 0) return [];
  const middle = top + BOX / 2;
  const place = (value: number) => Math.min(SPREAD.right, Math.max(SPREAD.left, at(value)));
  const [left, right] = [place(q1), place(q3)];
  return [
    lineMark(place(boxes[i].low), middle, place(boxes[i].high), middle, INK, 0.6),
    rectMark(Math.min(left, SPREAD.right - 0.6), top, Math.max(0.6, right - left), BOX, color),
    lineMark(place(median), top - 0.5, place(median), top + BOX + 0.5, INK, 1.2),
  ];
}

function outline(
  edges: readonly number[],
  shareOfBin: readonly number[],
  scale: (value: number) => number,
  base: number,
  up: (share: number) => number,
): string {
  const steps = shareOfBin.map((share, bin) => {
    const y = round(base - up(share));
    return `L${round(scale(edges[bin]))} ${y}L${round(scale(edges[bin + 1]))} ${y}`;
  });
  return `M${round(scale(edges[0]))} ${round(base)}${steps.join('')}L${round(scale(edges[edges.length - 1]))} ${round(base)}`;
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((all, count) => all + count, 0);
  return counts.map(count => (total === 0 ? 0 : count / total));
}
