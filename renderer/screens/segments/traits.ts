import type { ProfileTable, Segmentation } from '#shared/results';
import { bySeparation } from '#shared/separation';
import { escapeMarkup } from '../../charts/escapeMarkup.ts';
import { cut } from './segmentText.ts';

/** Characters of a column's name that stay beside a long level. */
const LEAST_OF_COLUMN = 10;

export type Trait = ProfileTable['rows'][number];

/** The traits that tell the segments apart best first. */
export function separatingTraits(profile: ProfileTable, segmentation: Segmentation): readonly Trait[] {
  return bySeparation(
    profile,
    profile.segmentIds.map(id => segmentation.segments.find(segment => segment.id === id)?.share ?? 0),
  );
}

/** "Occupation: Trader"; a number that is a median says so. */
export function traitWords({ column, level, measure }: Trait): string {
  if (level !== null) return `${column}: ${level}`;
  return measure === 'median' ? `${column} (median)` : column;
}

/** A trait in so many characters: what is too long is taken from the column first, because the level tells more. */
export function traitShort(trait: Trait, most: number): string {
  const words = traitWords(trait);
  if (trait.level === null || words.length <= most) return cut(words, most);
  const room = Math.max(LEAST_OF_COLUMN, most - trait.level.length - 2);
  return cut(`${cut(trait.column, room)}: ${trait.level}`, most);
}

/** A trait over two lines of so many characters each, safe for Plotly. */
export function traitLines(trait: Trait, most: number): string {
  const second = trait.level ?? (trait.measure === 'median' ? '(median)' : '');
  return escapeMarkup(cut(trait.column, most)) + (second && `<br>${escapeMarkup(cut(second, most))}`);
}
