import { scaleLinear } from 'd3-scale';
import { formatFixed, formatPercent } from '#shared/format';
import type { SegmentMap } from '#shared/results';
import type { SegmentSymbol } from '#shared/segmentLooks';
import { INK, LINE, PAPER, segmentMark, tint } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { bottomAxis, CHART_WIDTH, segmentName, SMALL, type SegmentLabel } from './chartParts.ts';
import { lineMark, round, textMark, type Mark, type Scene } from './scene.ts';

/** A picture needs no more points than this; they are taken at even steps of the index. */
export const POINTS_DRAWN = 4000;
const LEFT = 26;
const PLOT_WIDTH = 330;
const PLOT_HEIGHT = 270;
const NAMES_LEFT = LEFT + PLOT_WIDTH + 14;

export function pointsDrawn(map: SegmentMap): number[] {
  const n = map.x.length;
  if (n <= POINTS_DRAWN) return map.x.map((_, i) => i);
  return Array.from({ length: POINTS_DRAWN }, (_, i) => Math.floor((i * n) / POINTS_DRAWN));
}

/** Customers on the first two components at one scale for both, with the centre of each segment as its number. */
export function pointMapScene(fonts: ReportFonts, map: SegmentMap, labels: readonly SegmentLabel[]): Scene {
  const positions = new Map(labels.map(label => [label.id, label.position]));
  const { x, y } = equalScales(map);
  const bottom = PLOT_HEIGHT + 4;
  const marks: Mark[] = [
    ...bottomAxis(fonts, {
      ticks: x.ticks(6),
      at: x,
      format: tick => formatFixed(tick, Number.isInteger(tick) ? 0 : 1),
      top: 4,
      bottom,
      left: LEFT,
      right: LEFT + PLOT_WIDTH,
    }),
  ];
  for (const tick of y.ticks(5)) {
    marks.push(lineMark(LEFT, y(tick), LEFT + PLOT_WIDTH, y(tick), LINE));
    const text = formatFixed(tick, Number.isInteger(tick) ? 0 : 1);
    marks.push(textMark(LEFT - 4, y(tick) + 2.5, text, { ...SMALL, anchor: 'end' }));
  }
  const drawn = pointsDrawn(map).sort((a, b) => map.segment[a] - map.segment[b] || a - b);
  for (const i of drawn) {
    marks.push(pointMark(positions.get(map.segment[i]) ?? 0, round(x(map.x[i])), round(y(map.y[i]))));
  }
  for (const center of map.centers) {
    marks.push(...centerMarks(center.segment, positions.get(center.segment) ?? 0, x(center.x), y(center.y)));
  }
  labels.forEach((label, i) => {
    marks.push(...segmentName(fonts, label, { x: NAMES_LEFT, y: 14 + i * 14, width: CHART_WIDTH - NAMES_LEFT }));
  });
  const [first, second] = map.explainedVarianceRatio;
  const words = `Across: component 1 (${formatPercent(first)} of the variance). Up: component 2 (${formatPercent(second)}).`;
  marks.push(textMark(LEFT, bottom + 22, words, SMALL));
  return { width: CHART_WIDTH, height: bottom + 26, marks };
}

function equalScales(map: SegmentMap): {
  x: ReturnType<typeof scaleLinear<number>>;
  y: ReturnType<typeof scaleLinear<number>>;
} {
  const xs = extent([...map.x, ...map.centers.map(center => center.x)]);
  const ys = extent([...map.y, ...map.centers.map(center => center.y)]);
  const perPoint = Math.max((xs[1] - xs[0]) / (PLOT_WIDTH - 12), (ys[1] - ys[0]) / (PLOT_HEIGHT - 12), 1e-9);
  const halfWidth = (perPoint * PLOT_WIDTH) / 2;
  const halfHeight = (perPoint * PLOT_HEIGHT) / 2;
  const middle = [(xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2];
  return {
    x: scaleLinear()
      .domain([middle[0] - halfWidth, middle[0] + halfWidth])
      .range([LEFT, LEFT + PLOT_WIDTH]),
    y: scaleLinear()
      .domain([middle[1] - halfHeight, middle[1] + halfHeight])
      .range([PLOT_HEIGHT + 4, 4]),
  };
}

function extent(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [-1, 1];
}

/** Outlines of the shapes around a point, about as large as a dot; shape and hue together tell segments apart. */
const SHAPES: Record<SegmentSymbol, string> = {
  circle: '',
  diamond: 'm0 -1.7l1.7 1.7l-1.7 1.7l-1.7 -1.7z',
  square: 'm-1.2 -1.2h2.4v2.4h-2.4z',
  'triangle-up': 'm0 -1.6l1.6 2.8h-3.2z',
  'triangle-down': 'm0 1.6l1.6 -2.8h-3.2z',
  pentagon: 'm0 -1.6l1.5 1.1l-.6 1.8h-1.8l-.6 -1.8z',
  star: 'm0 -1.8l.6 1.2l1.2 .6l-1.2 .6l-.6 1.2l-.6 -1.2l-1.2 -.6l1.2 -.6z',
  x: 'm-1.4 -1.4l1.4 1l1.4 -1l-1 1.4l1 1.4l-1.4 -1l-1.4 1l1 -1.4z',
};

function pointMark(position: number, x: number, y: number): Mark {
  const { color, symbol } = segmentMark(position);
  const fill = tint(color, 0.75);
  if (symbol === 'circle') return { kind: 'circle', x, y, r: 1.2, fill };
  return { kind: 'path', d: `M${x} ${y}${SHAPES[symbol]}`, fill };
}

function centerMarks(id: number, position: number, x: number, y: number): Mark[] {
  const { color } = segmentMark(position);
  return [
    { kind: 'circle', x: round(x), y: round(y), r: 7, fill: PAPER, stroke: color, strokeWidth: 1.8 },
    textMark(x, y + 2.8, String(id), { size: 8, weight: 600, fill: INK, anchor: 'middle' }),
  ];
}
