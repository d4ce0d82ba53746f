import type { Annotations, Data } from 'plotly.js';
import { formatPercent, joinWords } from '#shared/format';
import type { NamedMap, SegmentMap, Segmentation } from '#shared/results';
import type { SegmentLook } from '#shared/segmentLooks';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { segmentLook, textOn } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { fadedLook, type Marked } from './marked.ts';
import { segmentLabel } from './segmentText.ts';
import { spreadLabels } from './spreadLabels.ts';

/** Points drawn as SVG; more would make hovering slow, and a picture of a plane shows no more with them. */
export const MAX_POINTS = 4_000;
/** How far from the middle to the edge of the picture the longest arrow reaches. */
const ARROW_REACH = 0.7;
/** Room at the sides for the names of arrows, as a share of the width. */
const NAME_ROOM = 0.11;

export type MapTool = 'point' | 'lasso' | 'select';
export interface MapStyle {
  readonly tool: MapTool;
  readonly hasArrows: boolean;
}

/** Customers in the plane of the first two principal components, one look per segment, centres numbered, features as arrows. */
export function mapFigure(
  map: NamedMap,
  segmentation: Segmentation,
  style: MapStyle,
  tokens: Tokens,
  marked?: Marked,
): Figure {
  const drawn = drawnPoints(map, marked);
  const isMarked = marked && new Set(marked.onMap);
  const traces = segmentation.segments.map(segment => {
    const own = drawn.filter(i => map.segment[i] === segment.id);
    const look = segmentLook(segmentation, segment.id);
    return {
      type: 'scatter',
      mode: 'markers',
      name: escapeMarkup(segment.name),
      x: own.map(i => map.x[i]),
      y: own.map(i => map.y[i]),
      customdata: own.map(i => map.row[i]),
      text: own.map(i => escapeMarkup(map.customer[i])),
      marker: {
        color: look.color,
        symbol: look.symbol,
        size: 5,
        opacity: own.map(i => (!isMarked ? 0.55 : isMarked.has(i) ? 0.9 : 0.07)),
        line: { width: 0 },
      },
      selected: {},
      unselected: { marker: { opacity: 0.3 } },
      selectedpoints: null,
      hovertemplate: `${segmentLabel(segmentation, segment.id, 60)}<br>%{text}<extra></extra>`,
    };
  });
  const range = ranges(map);
  const sideRoom = (index: 0 | 1) => (style.hasArrows && index === 0 ? NAME_ROOM * (range[0].high - range[0].low) : 0);
  const axis = (index: 0 | 1) => ({
    title: {
      text: `Component ${index + 1}: ${formatPercent(map.explainedVarianceRatio[index])} of the variance`,
      font: { size: 11, color: tokens.muted },
      standoff: 4,
    },
    showticklabels: false,
    zeroline: true,
    range: [range[index].low - sideRoom(index), range[index].high + sideRoom(index)],
  });
  return {
    data: traces as unknown as Data[],
    layout: {
      margin: { l: 28, r: 8, t: 4, b: 28 },
      dragmode: style.tool === 'point' ? false : style.tool,
      newselection: { line: { color: tokens.ink, width: 1, dash: 'dot' } },
      xaxis: axis(0),
      yaxis: axis(1),
      annotations: [
        ...(style.hasArrows ? arrows(map, range, tokens) : []),
        ...centers(map, segmentation, tokens, marked),
      ],
    } as Figure['layout'],
  };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function ranges(map: SegmentMap): readonly [Range, Range] {
  const of = (key: 'x' | 'y'): Range => {
    let [low, high] = [0, 0];
    for (const value of [...map[key], ...map.centers.map(center => center[key])]) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const room = 0.05 * (high - low || 1);
    return { low: low - room, high: high + room };
  };
  return [of('x'), of('y')];
}

/** Features as arrows from the middle of the book, all by one factor, each with its name at the end; names move apart. */
function arrows(map: SegmentMap, [x, y]: readonly [Range, Range], tokens: Tokens): Partial<Annotations>[] {
  const reach = (value: number, range: Range) =>
    value > 0 ? range.high / value : value < 0 ? range.low / value : Infinity;
  const factor = ARROW_REACH * Math.min(...map.loadings.flatMap(l => [reach(l.x, x), reach(l.y, y)]));
  if (!Number.isFinite(factor)) return [];
  const ends = map.loadings.map(loading => ({ name: loading.feature, x: loading.x * factor, y: loading.y * factor }));
  const heads = ends.map(end => ({
    x: end.x,
    y: end.y,
    ax: 0,
    ay: 0,
    axref: 'x' as const,
    ayref: 'y' as const,
    showarrow: true,
    text: '',
    arrowhead: 2,
    arrowsize: 1,
    arrowwidth: 1.4,
    arrowcolor: tokens.ink,
    standoff: 0,
  }));
  const names = spreadLabels(ends, { width: x.high - x.low, height: y.high - y.low }).map(label => ({
    x: label.x,
    y: label.y,
    xanchor: label.side,
    xshift: label.side === 'left' ? 5 : -5,
    text: escapeMarkup(label.text),
    showarrow: false,
    font: { size: 11, color: tokens.ink },
    bgcolor: `${tokens.paper}D9`,
    borderpad: 1,
  }));
  return [...heads, ...names];
}

function centers(map: SegmentMap, segmentation: Segmentation, tokens: Tokens, marked?: Marked): Partial<Annotations>[] {
  return map.centers.map((center, i) => {
    const look: SegmentLook = fadedLook(segmentLook(segmentation, center.segment), marked?.bySegment[i], tokens);
    return {
      x: center.x,
      y: center.y,
      text: `<b>${center.segment}</b>`,
      showarrow: false,
      font: { size: 12, color: textOn(look.color) },
      bgcolor: look.color,
      bordercolor: tokens.paper,
      borderwidth: 1,
      borderpad: 3,
    };
  });
}

/** Points spread evenly over those that came, so that at most MAX_POINTS are drawn; of a selection as many as there is room for. */
export function drawnPoints(map: SegmentMap, marked?: Marked): number[] {
  const n = map.x.length;
  if (n <= MAX_POINTS) return map.x.map((_, i) => i);
  const spread = (from: readonly number[], most: number) =>
    from.length <= most
      ? [...from]
      : Array.from({ length: most }, (_, i) => from[Math.floor((i * from.length) / most)]);
  const all = map.x.map((_, i) => i);
  if (!marked) return spread(all, MAX_POINTS);
  const chosen = new Set(marked.onMap);
  const picked = spread(marked.onMap, MAX_POINTS / 2);
  return [
    ...spread(
      all.filter(i => !chosen.has(i)),
      MAX_POINTS - picked.length,
    ),
    ...picked,
  ];
}

export function mapTable(map: NamedMap, segmentation: Segmentation): ChartTable {
  const names = new Map(segmentation.segments.map(segment => [segment.id, segment.name]));
  return {
    columns: ['Customer', 'Segment', 'Component 1', 'Component 2'],
    rows: map.x.map((x, i) => [map.customer[i], names.get(map.segment[i]) ?? String(map.segment[i]), x, map.y[i]]),
    picks: map.row,
  };
}

/** "more ActualVolume and more NumAlerts" */
export function axisWords(map: SegmentMap, index: 0 | 1): string {
  const key = index === 0 ? 'x' : 'y';
  const strongest = [...map.loadings].sort((a, b) => Math.abs(b[key]) - Math.abs(a[key])).slice(0, 2);
  const words = strongest.map(loading => `${loading[key] < 0 ? 'less' : 'more'} ${loading.feature}`);
  return joinWords(words);
}
