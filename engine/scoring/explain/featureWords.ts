import { formatNumber } from '#shared/format';
import { columnWords, yearsWords } from '../../explain/columnWords.ts';
import type { Feature } from '../../table/FeatureTable.ts';
import type { PlannedFeature } from '../features.ts';

const NOT_GIVEN = 'not given';
/** Said of many in other sentences; of one customer it is their number. */
const COUNTED: ReadonlySet<string> = new Set(['products', 'alerts', 'online transfers']);

/** A feature in the middle of a sentence: "number of products", "years since joined", "services: app". */
export function featureWords({ column, member, transform }: PlannedFeature): string {
  const words = columnWords(column);
  if (member !== null) return `${words}: ${member}`;
  if (transform !== null) return yearsWords(words);
  return COUNTED.has(words) ? `number of ${words}` : words;
}

export function isYesNo({ columnKind, member }: PlannedFeature): boolean {
  return member !== null || columnKind === 'boolean';
}

/** The value of one row in words: a number, yes or no, a level, or that it is not given. */
export function valueWords(planned: PlannedFeature, feature: Feature, row: number): string {
  if (feature.kind === 'category') {
    const code = feature.codes[row];
    return code < 0 ? NOT_GIVEN : feature.levels[code];
  }
  const value = feature.values[row];
  if (Number.isNaN(value)) return NOT_GIVEN;
  if (isYesNo(planned)) return value > 0 ? 'yes' : 'no';
  return formatNumber(value);
}

export function isMissing(feature: Feature, row: number): boolean {
  return feature.kind === 'category' ? feature.codes[row] < 0 : Number.isNaN(feature.values[row]);
}
