import type { Data } from 'plotly.js';
import { effectSize } from '#shared/separation';
import type { Figure } from '../../charts/figure.ts';
import { segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { fadedLook } from './marked.ts';
import { cellWords, type ProfileMark, type ProfileSource } from './profileFigures.ts';
import { segmentName } from './segmentText.ts';
import { traitLines } from './traits.ts';

/** A few segments over a few traits as outlines around the ring of the book. */
export function radarFigure(
  { profile, segmentation, traits, marked }: ProfileSource,
  shown: readonly number[],
  tokens: Tokens,
): Figure {
  const labels = traits.map(trait => traitLines(trait, 20));
  const closed = <T>(values: readonly T[]) => [...values, values[0]];
  const reach = Math.max(
    1,
    ...traits.flatMap(trait => trait.effects.filter((_, s) => shown.includes(profile.segmentIds[s])).map(effectSize)),
  );
  const traces = shown.map(id => {
    const s = profile.segmentIds.indexOf(id);
    const look = fadedLook(segmentLook(segmentation, id), marked?.bySegment[s], tokens);
    return {
      type: 'scatterpolar',
      mode: 'lines+markers',
      r: closed(traits.map(trait => trait.effects[s])),
      theta: closed(labels),
      customdata: closed(
        traits.map((trait): ProfileMark => ({ segment: id, column: trait.column, level: trait.level })),
      ),
      hovertext: closed(traits.map(trait => cellWords(trait, s, segmentName(segmentation, id)))),
      hoverinfo: 'text',
      line: { color: look.color, width: 2, dash: look.dash },
      marker: { color: look.color, symbol: look.symbol, size: 7 },
    };
  });
  const book = {
    type: 'scatterpolar',
    mode: 'lines',
    r: closed(traits.map(() => 0)),
    theta: closed(labels),
    line: { color: tokens.muted, width: 1.5, dash: 'dot' },
    hoverinfo: 'skip',
  };
  return {
    data: [book, ...traces] as unknown as Data[],
    layout: { margin: { l: 120, r: 120, t: 36, b: 36 }, polar: polarOf(reach, tokens) } as Figure['layout'],
  };
}

function polarOf(reach: number, tokens: Tokens) {
  const lines = { gridcolor: tokens.line, linecolor: tokens.line };
  return {
    bgcolor: 'rgba(0,0,0,0)',
    radialaxis: {
      ...lines,
      range: [-reach * 1.05, reach * 1.05],
      tickfont: { size: 10, color: tokens.muted },
      nticks: 5,
      angle: 90,
      tickangle: 90,
    },
    angularaxis: { ...lines, tickfont: { size: 12, color: tokens.ink }, direction: 'clockwise', rotation: 90 },
  };
}
