import type { Data } from 'plotly.js';
import { formatFixed, formatQuantity } from '#shared/format';
import type { ProfileTable, Segmentation } from '#shared/results';
import { comparedValue } from '#shared/separation';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import type { ChartTable, Figure } from '../../charts/figure.ts';
import { segmentLook } from '../../theme/segmentColors.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { fadedLook, type Marked } from './marked.ts';
import { segmentLabel, segmentName } from './segmentText.ts';
import { traitShort, traitWords, type Trait } from './traits.ts';

/** A cell: the segment, and the trait's column and level. */
export interface ProfileMark {
  readonly segment: number;
  readonly column: string;
  readonly level: string | null;
}
export interface ProfileSource {
  readonly profile: ProfileTable;
  readonly segmentation: Segmentation;
  /** What is drawn, in this order. */
  readonly traits: readonly Trait[];
  readonly marked?: Marked;
}

/** Standardised differences as lines from trait to trait, one per segment; the book is the line in the middle. */
export function parallelFigure({ profile, segmentation, traits, marked }: ProfileSource, tokens: Tokens): Figure {
  const labels = traits.map(trait => escapeMarkup(traitShort(trait, 34)));
  const traces = profile.segmentIds.map((id, s) => {
    const look = fadedLook(segmentLook(segmentation, id), marked?.bySegment[s], tokens);
    return {
      type: 'scatter',
      mode: 'lines+markers',
      name: segmentLabel(segmentation, id),
      x: traits.map(trait => trait.effects[s]),
      y: labels.map((_, t) => t),
      customdata: traits.map((trait): ProfileMark => ({ segment: id, column: trait.column, level: trait.level })),
      line: { color: look.color, width: 2, dash: look.dash },
      marker: { color: look.color, symbol: look.symbol, size: 8 },
      hovertext: traits.map(trait => cellWords(trait, s, segmentName(segmentation, id))),
      hoverinfo: 'text',
    };
  });
  return {
    data: traces as unknown as Data[],
    layout: {
      margin: { l: 210, r: 16, t: 6, b: 44 },
      xaxis: {
        title: {
          text: 'standard deviations from the whole book',
          font: { size: 12, color: tokens.muted },
          standoff: 6,
        },
        zeroline: true,
        zerolinecolor: tokens.muted,
        zerolinewidth: 1.5,
      },
      yaxis: {
        range: [traits.length - 0.5, -0.5],
        tickvals: labels.map((_, t) => t),
        ticktext: labels,
        zeroline: false,
        tickfont: { size: 12, color: tokens.ink },
      },
    },
  };
}

export function profileFigureTable({ profile, segmentation, traits }: ProfileSource): ChartTable {
  const entries = traits.flatMap(trait => profile.segmentIds.map((id, s) => ({ trait, id, s })));
  return {
    columns: ['Trait', 'Segment', 'Value', 'Whole book', 'Standardised difference'],
    rows: entries.map(({ trait, id, s }) => [
      traitWords(trait),
      segmentName(segmentation, id),
      formatQuantity(comparedValue(trait, s), trait.unit),
      formatQuantity(trait.book, trait.unit),
      Number.isFinite(trait.effects[s]) ? trait.effects[s] : null,
    ]),
    picks: entries.map(({ trait, id }): ProfileMark => ({ segment: id, column: trait.column, level: trait.level })),
  };
}

/** Said in place of a difference that is not known. */
export const FEW_KNOWN = 'Known for too few of its customers to compare';

/** A cell in words, for its hover. */
export function cellWords(trait: Trait, s: number, name: string): string {
  const value = formatQuantity(trait.values[s], trait.unit);
  const book = formatQuantity(trait.book, trait.unit);
  const effect = trait.effects[s];
  const compared = Number.isFinite(effect)
    ? `difference ${effect > 0 ? '+' : ''}${formatFixed(effect, 2)} sd`
    : FEW_KNOWN.toLowerCase();
  return `${escapeMarkup(name)}<br>${escapeMarkup(traitWords(trait))}: ${value}<br>whole book ${book}, ${compared}`;
}
