import { formatNumber, listSome } from '#shared/format';
import type { ModelFeature } from '../ClassifierModel.ts';
import type { FeatureClasses } from './ScoreClasses.ts';

const DIGITS = 12;
const MOST_LEVELS = 12;

/** Each class in words: "below 25", "25 to below 40", "40 or more", "north, south", "rare levels", "missing". */
export function classTexts({ kind, levels }: ModelFeature, found: FeatureClasses): string[] {
  return found.classes.map((_class, i) => {
    if (i === found.gapClass) return 'missing';
    if (i === found.rareClass) return 'rare levels';
    if (kind === 'number') return rangeText(found.cuts, i);
    const own = levels.filter((_level, code) => found.classOf[code] === i);
    return listSome(own, MOST_LEVELS);
  });
}

function rangeText(cuts: Float64Array, i: number): string {
  if (cuts.length === 0) return 'any value';
  if (i === 0) return `below ${formatNumber(cuts[0], DIGITS)}`;
  const from = formatNumber(cuts[i - 1], DIGITS);
  return i === cuts.length ? `${from} or more` : `${from} to below ${formatNumber(cuts[i], DIGITS)}`;
}
