import { scaleLinear } from 'd3-scale';
import { LINE, MUTED } from '../../text/palette.ts';
import type { ReportFonts } from '../../text/ReportFonts.ts';
import { bottomAxis, CHART_WIDTH, SMALL } from '../chartParts.ts';
import { lineMark, round, textMark, type Mark, type PathMark } from '../scene.ts';

/** Where a curve is drawn, in points; what it says stands to the right of it. */
export const PLOT = { left: 34, right: 214, top: 16, bottom: 186 } as const;
export const PLOT_HEIGHT = PLOT.bottom + 24;
export const BESIDE = { left: PLOT.right + 16, width: CHART_WIDTH - PLOT.right - 16 } as const;

export interface PlotFrame {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly marks: readonly Mark[];
}

/** A frame for shares from 0 to `most` both ways, with ticks and what the axes are. */
export function plotFrame(
  fonts: ReportFonts,
  words: { readonly across: string; readonly up: string },
  most: { readonly x: number; readonly y: number },
): PlotFrame {
  const x = scaleLinear().domain([0, most.x]).range([PLOT.left, PLOT.right]);
  const y = scaleLinear().domain([0, most.y]).range([PLOT.bottom, PLOT.top]);
  const marks: Mark[] = [
    textMark(PLOT.left, 9, words.up, SMALL),
    ...bottomAxis(fonts, { ticks: x.ticks(5), at: x, format: shareOf, ...PLOT }),
    ...y
      .ticks(5)
      .flatMap(tick => [
        lineMark(PLOT.left, y(tick), PLOT.right, y(tick), LINE),
        textMark(PLOT.left - 4, y(tick) + 2.5, shareOf(tick), { ...SMALL, anchor: 'end' }),
      ]),
    textMark(PLOT.left, PLOT.bottom + 20, words.across, SMALL),
  ];
  return { x, y, marks };
}

/** The diagonal of a frame, dashed. */
export function diagonal({ x, y }: PlotFrame, most: number): Mark {
  return { ...lineMark(x(0), y(0), x(most), y(most), MUTED, 0.7), dash: [3, 2] };
}

/** A line through the points that have values. */
export function curve(
  { x, y }: PlotFrame,
  across: readonly number[],
  up: readonly number[],
  stroke: string,
  strokeWidth: number,
): PathMark {
  const points = across
    .map((value, i) => [value, up[i]] as const)
    .filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
  const d = points.map(([a, b], i) => `${i === 0 ? 'M' : 'L'}${round(x(a))} ${round(y(b))}`).join('');
  return { kind: 'path', d: d === '' ? `M${round(x(0))} ${round(y(0))}` : d, stroke, strokeWidth };
}

/** Even percentages on axes: 0.25 → "25 %". */
function shareOf(value: number): string {
  const text = (value * 100).toFixed(1);
  return `${text.endsWith('.0') ? text.slice(0, -2) : text} %`;
}
