import { scaleLinear } from 'd3-scale';
import { formatCompact, formatNumber } from '#shared/format';
import type { ClusterCandidate } from '#shared/evidence';
import { ACCENT, INK, LINE, MUTED, PAPER } from '../text/palette.ts';
import type { ReportFonts } from '../text/ReportFonts.ts';
import { CHART_WIDTH, LABEL, SMALL } from './chartParts.ts';
import { lineMark, rectMark, round, textMark, type Mark, type Scene } from './scene.ts';

const GAP = 18;
const PER_ROW = 4;
const PANEL_WIDTH = (CHART_WIDTH - (PER_ROW - 1) * GAP) / PER_ROW;
const TOP = 32;
const BOTTOM = 112;
const ROW_HEIGHT = BOTTOM + 34;

interface Measure {
  readonly title: string;
  readonly better: string;
  readonly of: (candidate: ClusterCandidate) => number;
  readonly format: (value: number) => string;
  readonly interval?: (candidate: ClusterCandidate) => { readonly low: number; readonly high: number } | null;
  readonly hasElbow?: boolean;
}
const MEASURES: readonly Measure[] = [
  {
    title: 'Silhouette',
    better: 'higher is better',
    of: c => c.silhouette,
    format: v => formatNumber(v),
    interval: c => c.silhouetteInterval,
  },
  { title: 'Davies–Bouldin', better: 'lower is better', of: c => c.daviesBouldin, format: v => formatNumber(v) },
  { title: 'Calinski–Harabasz', better: 'higher is better', of: c => c.calinskiHarabasz, format: formatCompact },
  { title: 'Inertia', better: 'the elbow counts', of: c => c.inertia, format: formatCompact, hasElbow: true },
  {
    title: 'Gap statistic',
    better: 'with its error',
    of: c => c.gap ?? Number.NaN,
    format: v => formatNumber(v),
    interval: ({ gap, gapError }) =>
      gap === null || gapError === null ? null : { low: gap - gapError, high: gap + gapError },
  },
  {
    title: 'Stability',
    better: 'higher is better',
    of: c => c.stability?.value ?? Number.NaN,
    format: v => formatNumber(v),
    interval: c => c.stability,
  },
  { title: 'BIC', better: 'lower is better', of: c => c.bic ?? Number.NaN, format: formatCompact },
];
/** These stand in every report, with a value or without. */
const ALWAYS = 4;

/** The measures over the number of segments, side by side, with intervals where they have any; the chosen number is marked in each. */
export function candidateLinesScene(
  fonts: ReportFonts,
  candidates: readonly ClusterCandidate[],
  chosen: number,
  elbow: number | null,
): Scene {
  const measures = MEASURES.filter(
    (measure, i) => i < ALWAYS || candidates.some(candidate => Number.isFinite(measure.of(candidate))),
  );
  const rows = Math.ceil(measures.length / PER_ROW);
  const marks = measures.flatMap((measure, i) => {
    const at = { left: (i % PER_ROW) * (PANEL_WIDTH + GAP), top: Math.floor(i / PER_ROW) * ROW_HEIGHT };
    return panel(fonts, measure, candidates, { ...at, chosen, elbow: measure.hasElbow === true ? elbow : null });
  });
  return { width: CHART_WIDTH, height: (rows - 1) * ROW_HEIGHT + BOTTOM + 22, marks };
}

function panel(
  fonts: ReportFonts,
  measure: Measure,
  candidates: readonly ClusterCandidate[],
  at: { left: number; top: number; chosen: number; elbow: number | null },
): Mark[] {
  const { left } = at;
  const [top, bottom] = [at.top + TOP, at.top + BOTTOM];
  const marks: Mark[] = [
    textMark(left, at.top + 9, measure.title, { ...LABEL, weight: 600 }),
    textMark(left, at.top + 19, measure.better, { ...SMALL }),
  ];
  const ks = candidates.map(candidate => candidate.nClusters);
  const points = candidates
    .map(candidate => ({
      k: candidate.nClusters,
      value: measure.of(candidate),
      interval: measure.interval?.(candidate) ?? null,
    }))
    .filter(point => Number.isFinite(point.value));
  if (points.length === 0) return [...marks, textMark(left, top + 20, 'no value', { ...SMALL })];
  const x = scaleLinear()
    .domain(ks.length > 1 ? [Math.min(...ks), Math.max(...ks)] : [ks[0] - 1, ks[0] + 1])
    .range([left + 6, left + PANEL_WIDTH - 6]);
  const values = points.flatMap(({ value, interval }) => (interval ? [value, interval.low, interval.high] : [value]));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const y = scaleLinear()
    .domain(high > low ? [low, high] : [low - 1, low + 1])
    .range([bottom - 6, top + 8]);
  marks.push(lineMark(left, bottom, left + PANEL_WIDTH, bottom, LINE));
  if (ks.includes(at.chosen)) marks.push(lineMark(x(at.chosen), top, x(at.chosen), bottom, ACCENT, 0.8));
  for (const k of ks) {
    const isChosen = k === at.chosen;
    const style = isChosen ? ({ size: SMALL.size, weight: 600, fill: ACCENT } as const) : SMALL;
    marks.push(textMark(x(k), bottom + 10, String(k), { ...style, anchor: 'middle' }));
  }
  if (at.elbow !== null && ks.includes(at.elbow)) {
    marks.push(textMark(x(at.elbow), bottom + 19, 'elbow', { ...SMALL, anchor: edgeAnchor(at.elbow, ks) }));
  }
  const d = points.map((point, i) => `${i === 0 ? 'M' : 'L'}${round(x(point.k))} ${round(y(point.value))}`).join('');
  marks.push({ kind: 'path', d, stroke: MUTED, strokeWidth: 1 });
  for (const { k, interval } of points)
    if (interval) marks.push(lineMark(x(k), y(interval.low), x(k), y(interval.high), MUTED, 0.6));
  for (const point of points) marks.push(...dot(fonts, measure, point, at, { x: x(point.k), y: y(point.value) }));
  return marks;
}

function dot(
  fonts: ReportFonts,
  measure: Measure,
  point: { k: number; value: number },
  at: { left: number; chosen: number },
  spot: { x: number; y: number },
): Mark[] {
  const isChosen = point.k === at.chosen;
  const circle: Mark = {
    kind: 'circle',
    x: round(spot.x),
    y: round(spot.y),
    r: isChosen ? 3 : 1.8,
    fill: isChosen ? ACCENT : PAPER,
    stroke: isChosen ? ACCENT : MUTED,
    strokeWidth: 0.8,
  };
  if (!isChosen) return [circle];
  const text = measure.format(point.value);
  const half = fonts.width(text, LABEL.size, 600) / 2;
  const center = Math.min(Math.max(spot.x, at.left + half), at.left + PANEL_WIDTH - half);
  const ground = rectMark(center - half, spot.y - 13, 2 * half, 9, PAPER);
  return [
    ground,
    circle,
    textMark(center, spot.y - 6, text, { size: LABEL.size, weight: 600, fill: INK, anchor: 'middle' }),
  ];
}

function edgeAnchor(k: number, ks: readonly number[]): 'start' | 'middle' | 'end' {
  if (k === ks[0]) return 'start';
  return k === ks[ks.length - 1] ? 'end' : 'middle';
}
