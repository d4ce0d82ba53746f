import type { Data } from 'plotly.js';
import { formatCount, formatPercent } from '#shared/format';
import type { Composition, Segmentation } from '#shared/results';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import { compactTicks } from '../../charts/compactTicks.ts';
import type { Figure } from '../../charts/figure.ts';
import { patternOf, segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { faded, selectedWords } from './marked.ts';
import { cut, segmentLabel, segmentOf } from './segmentText.ts';
import type { Tile } from './treemapFigure.ts';

/** What the length of a bar is: customers, their share of the segment, or their share of the level. */
export type BarMeasure = 'count' | 'ofSegment' | 'ofLevel';

/** Levels drawn; the table has all. */
export const MAX_BARS = 20;

/** Room for one level: its bars lie beside one another when they are shares of different wholes, and are stacked otherwise. */
export function barsHeight(composition: Composition, measure: BarMeasure): number {
  const levels = Math.min(MAX_BARS, drawnLevels(composition).length);
  const perLevel = measure === 'ofSegment' ? Math.max(26, 9 * composition.segmentIds.length + 10) : 26;
  return 56 + levels * perLevel;
}

/** One group of bars per level, a bar per segment. */
export function barsFigure(
  composition: Composition,
  segmentation: Segmentation,
  measure: BarMeasure,
  tokens: Tokens,
  marked?: Composition,
): Figure {
  const levels = drawnLevels(composition).slice(0, MAX_BARS);
  const names = levels.map(({ level }) => escapeMarkup(cut(level ?? 'missing', 28)));
  const traces = composition.segmentIds.map((id, s) => {
    const look = segmentLook(segmentation, id);
    const size = segmentOf(segmentation, id)?.size ?? 0;
    const counts = levels.map(({ at }) => countAt(composition, s, at));
    const own = levels.map(({ at }) => marked && countAt(marked, s, at));
    const whole = (i: number) => (measure === 'ofSegment' ? size : levels[i].total);
    return {
      type: 'bar',
      orientation: 'h',
      name: segmentLabel(segmentation, id),
      y: names,
      x: counts.map((count, i) => (measure === 'count' ? count : (100 * count) / Math.max(1, whole(i)))),
      customdata: levels.map(({ level }): Tile => ({ segment: id, level })),
      hovertext: counts.map(
        (count, i) =>
          `${segmentLabel(segmentation, id)}<br>${names[i]}: ${formatCount(count)} customers<br>${formatPercent(count / Math.max(1, size))} of the segment, ${formatPercent(count / Math.max(1, levels[i].total))} of the value${selectedWords(own[i])}`,
      ),
      hoverinfo: 'text',
      marker: {
        color: counts.map((count, i) => {
          const selected = own[i];
          return selected === undefined ? look.color : faded(look.color, selected / Math.max(1, count), tokens);
        }),
        pattern: patternOf(levels.map(() => look)),
        line: { width: 1, color: tokens.paper },
      },
    };
  });
  const top = Math.max(...levels.map(({ total }) => total), 1);
  return {
    data: traces as unknown as Data[],
    layout: {
      barmode: measure === 'ofSegment' ? 'group' : 'stack',
      bargap: 0.25,
      margin: { l: 120, r: 16, t: 6, b: 34 },
      xaxis:
        measure === 'count'
          ? { ...compactTicks(0, top, 1), rangemode: 'tozero' }
          : { ticksuffix: ' %', rangemode: 'tozero', ...(measure === 'ofLevel' ? { range: [0, 100] } : {}) },
      yaxis: { autorange: 'reversed', showgrid: false, type: 'category', tickfont: { size: 12, color: tokens.ink } },
    },
  };
}

function drawnLevels(composition: Composition): { level: string | null; at: number; total: number }[] {
  const total = (at: number) => composition.segmentIds.reduce((sum, _, s) => sum + countAt(composition, s, at), 0);
  const places = [
    ...composition.levels.map((level, at) => ({ level: level as string | null, at })),
    { level: null, at: -1 },
  ];
  return places.map(place => ({ ...place, total: total(place.at) })).filter(place => place.total > 0);
}

/** @param at place of the level, -1 for the missing */
function countAt(composition: Composition, segment: number, at: number): number {
  return at < 0 ? (composition.missing[segment] ?? 0) : composition.counts[segment][at];
}
