import type { Annotations, Data } from 'plotly.js';
import { formatQuantity, formatTight } from '#shared/format';
import { comparedValue } from '#shared/separation';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { Figure } from '../../charts/figure.ts';
import { mix, textOn } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { cellWords, type ProfileMark, type ProfileSource } from './profileFigures.ts';
import { cut, segmentName } from './segmentText.ts';
import { traitShort, type Trait } from './traits.ts';

/** Blue above the book and brown below it, which stay apart for every kind of colour sight. */
const ABOVE = '#2166AC';
const BELOW = '#B35806';
/** Standardised differences from here on have the full colour. */
const FULL = 1.5;
/** Columns of the heat map that have room for a name. */
const NAMED = 6;
/** More columns than this have room for small figures only. */
const TIGHT_FROM = 12;
/** Characters of a name in one line over a column. */
const LINE = 18;

/** Traits by segments, each cell with its value, in the colour of its standardised difference from the book. */
export function heatFigure({ profile, segmentation, traits, marked }: ProfileSource, tokens: Tokens): Figure {
  const ids = profile.segmentIds;
  const names = ids.map(id => (ids.length <= NAMED ? wrapped(`${id} ${segmentName(segmentation, id)}`) : String(id)));
  const labels = traits.map(trait => escapeMarkup(traitShort(trait, 34)));
  const isFaint = (s: number) => marked?.bySegment[s] === 0;
  const trace = {
    type: 'heatmap',
    x: ids.map((_, s) => s),
    y: labels.map((_, t) => t),
    z: traits.map(trait => trait.effects.map((effect, s) => (isFaint(s) ? 0 : limited(effect)))),
    zmin: -FULL,
    zmax: FULL,
    colorscale: [
      [0, BELOW],
      [0.5, tokens.paper],
      [1, ABOVE],
    ],
    showscale: false,
    xgap: 2,
    ygap: 2,
    customdata: traits.map(trait =>
      ids.map((id): ProfileMark => ({ segment: id, column: trait.column, level: trait.level })),
    ),
    hovertext: traits.map(trait => ids.map((id, s) => cellWords(trait, s, segmentName(segmentation, id)))),
    hoverinfo: 'text',
  };
  const format = ids.length <= NAMED ? formatQuantity : formatTight;
  const cell = (trait: Trait, t: number, s: number): Partial<Annotations> => ({
    x: s,
    y: t,
    text: format(comparedValue(trait, s), trait.unit),
    showarrow: false,
    font: {
      size: ids.length <= TIGHT_FROM ? 12 : 10,
      color:
        isFaint(s) || !Number.isFinite(trait.effects[s]) ? tokens.muted : textOn(heatColor(trait.effects[s], tokens)),
    },
  });
  const axis = {
    showgrid: false,
    ticks: '' as const,
    zeroline: false,
    tickfont: { size: 12, color: tokens.ink },
    fixedrange: true,
  };
  return {
    data: [trace as unknown as Data],
    layout: {
      margin: { l: 210, r: 8, t: ids.length <= NAMED ? 42 : 28, b: 4 },
      xaxis: { ...axis, side: 'top', tickvals: ids.map((_, s) => s), ticktext: names, tickangle: 0 },
      yaxis: { ...axis, autorange: 'reversed', tickvals: labels.map((_, t) => t), ticktext: labels },
      annotations: traits.flatMap((trait, t) => ids.map((_, s) => cell(trait, t, s))),
    },
  };
}

/** A name over two lines, cut after them. */
function wrapped(text: string): string {
  const words = text.split(' ');
  let first = words.shift() ?? '';
  while (words.length > 0 && first.length + words[0].length < LINE) first += ` ${words.shift()}`;
  const rest = cut(words.join(' '), LINE);
  return escapeMarkup(cut(first, LINE)) + (rest ? `<br>${escapeMarkup(rest)}` : '');
}

function heatColor(effect: number, tokens: Tokens): string {
  const amount = Math.abs(limited(effect)) / FULL;
  return mix(tokens.paper, effect > 0 ? ABOVE : BELOW, amount);
}

function limited(effect: number): number {
  return Number.isFinite(effect) ? Math.max(-FULL, Math.min(FULL, effect)) : 0;
}
