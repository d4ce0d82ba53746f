import type { Difference } from '#shared/results';
import { formatPercent, formatThings } from '#shared/format';
import { columnFamily } from './columnWords.ts';
import type { RankedDifference } from './differences.ts';
import { beforeShare, beforeValue, comparedValues, measuredWords } from './measuredWords.ts';

const MAX_NAMED = 3;

/**
 * The differences a sentence names: notable, at most three, one per family of columns; protected columns are shown in tables but explain
 * nothing.
 */
export function namedDifferences(ranked: readonly RankedDifference[], most = MAX_NAMED): RankedDifference[] {
  const families = new Set<string>();
  return ranked
    .filter(({ contrast, isNotable }) => {
      const family = columnFamily(contrast.column);
      if (!isNotable || contrast.role === 'protected' || families.has(family)) return false;
      families.add(family);
      return true;
    })
    .slice(0, most);
}

/**
 * What sets a segment apart: at most three differences, largest effect first, each with its number against the whole book.
 * @param isOutliers these customers are no group: they have in common that they are like none
 */
export function segmentSentence(
  size: number,
  share: number,
  ranked: readonly RankedDifference[],
  isOutliers = false,
): string {
  const head = `${formatThings(size, 'customer')} (${formatPercent(share)})`;
  const named = namedDifferences(ranked);
  if (isOutliers) return `${head} like none of the groups.${outliersOnAverage(named)}`;
  if (named.length === 0) return `${head}, close to the whole book in every column.`;
  const [first, ...others] = named.map(({ difference }) => difference);
  const rest = others.map(difference => `; ${differencePhrase(difference)}`).join('');
  return `${head}: ${differencePhrase(first, ' in the whole book')}${rest}.`;
}

/** Averages of customers who need not be alike say what pulls them off, not what they are. */
function outliersOnAverage(named: readonly RankedDifference[]): string {
  if (named.length === 0) return ' On average they are close to the whole book.';
  const [first, ...others] = named.map(({ difference }) => difference);
  const rest = others.map(difference => `; ${differencePhrase(difference)}`).join('');
  return ` Together: ${differencePhrase(first, ' in the whole book')}${rest}.`;
}

/** "average age 32.7 years against 38.9 in the whole book". */
export function differencePhrase(difference: Difference, against = ''): string {
  const { measure, unit } = difference;
  const measured = measuredWords(difference, difference.segmentValue, difference.bookValue);
  const [inSegment, inBook] = comparedValues(measured, measure === 'share' ? 'percent' : unit);
  const label = measure === 'share' ? beforeShare(measured.label) : beforeValue(measured.label);
  return `${label} ${inSegment} against ${inBook}${against}`;
}
