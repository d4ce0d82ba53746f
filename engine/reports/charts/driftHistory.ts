import { formatFixed } from '#shared/format';
import type { DriftSeries } from '#shared/monitor/series';
import { ACCENT, INK, LINE, MUTED, TIER_MARKS } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { fitText } from '../text/wrapText.ts';
import { CHART_WIDTH, LABEL, SMALL } from './chartParts.ts';
import { lineMark, round, textMark, type Mark, type Scene } from './scene.ts';

const PLOT = { left: 30, right: 360, top: 8, bottom: 128 };
const HEIGHT = 146;
const COLORS = [ACCENT, INK, MUTED];
/** Names of series stand at least so far apart. */
const NAME_GAP = 11;

/** Indices by period as lines with their names at the end, and the limits of amber and red. */
export function driftHistoryScene(
  fonts: ReportFonts,
  labels: readonly string[],
  series: readonly DriftSeries[],
  limits: { readonly amber: number; readonly red: number },
): Scene {
  const known = series.flatMap(({ values }) => values.filter(value => value !== null));
  const most = Math.max(limits.red, ...known) * 1.08;
  const y = (value: number) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / most;
  const step = (PLOT.right - PLOT.left) / Math.max(1, labels.length);
  const x = (i: number) => PLOT.left + step * (i + 0.5);
  const marks: Mark[] = [lineMark(PLOT.left, y(0), PLOT.right, y(0), LINE), textMark(0, y(0) + 2, '0', SMALL)];
  for (const [value, color] of [
    [limits.amber, TIER_MARKS.Medium.color],
    [limits.red, TIER_MARKS.High.color],
  ] as const) {
    marks.push({ ...lineMark(PLOT.left, y(value), PLOT.right, y(value), color), dash: [3, 2] });
    marks.push(textMark(0, y(value) + 2, formatFixed(value, 2), { ...SMALL, fill: color }));
  }
  const shown = Math.ceil(labels.length / 8);
  labels.forEach((label, i) => {
    if (i % shown !== 0) return;
    const text = fitText(fonts, label, { size: SMALL.size, weight: 400 }, step * shown - 4);
    marks.push(textMark(x(i), PLOT.bottom + 12, text, { ...SMALL, anchor: 'middle' }));
  });
  return { width: CHART_WIDTH, height: HEIGHT, marks: [...marks, ...linesOf(fonts, series, x, y)] };
}

function linesOf(
  fonts: ReportFonts,
  series: readonly DriftSeries[],
  x: (i: number) => number,
  y: (value: number) => number,
): Mark[] {
  const marks: Mark[] = [];
  const names: { title: string; at: number; color: string }[] = [];
  for (const [s, { title, values }] of series.entries()) {
    const color = COLORS[s % COLORS.length];
    const points = values.flatMap((value, i) => (value === null ? [] : [{ x: round(x(i)), y: round(y(value)) }]));
    const d = points.map((point, i) => `${i === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join(' ');
    marks.push({ kind: 'path', d, stroke: color, strokeWidth: 1.1 });
    for (const point of points) marks.push({ kind: 'circle', x: point.x, y: point.y, r: 2, fill: color });
    names.push({ title, at: points[points.length - 1].y, color });
  }
  let last = -Infinity;
  for (const { title, at, color } of names.sort((a, b) => a.at - b.at)) {
    last = Math.min(Math.max(at, last + NAME_GAP, 8), HEIGHT - 4);
    const text = fitText(fonts, title, { size: LABEL.size, weight: 400 }, CHART_WIDTH - PLOT.right - 8);
    marks.push(textMark(PLOT.right + 8, last + 2, text, { ...LABEL, fill: color }));
  }
  return marks;
}
