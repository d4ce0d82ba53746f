import type { SegmentPair, Separator } from '#shared/explanation';
import { formatCompared, formatPercents } from '#shared/format';
import { MOST_EFFECT } from '#shared/text/effectWords';
import { columnFamily } from './columnWords.ts';
import type { Contrast } from './Contrast.ts';
import { cohenH, shareDifferenceInterval, standardisedDifference } from './intervals.ts';
import { beforeShare, beforeValue, measuredWords } from './measuredWords.ts';

const MOST_SEPARATORS = 5;
/** Below this a difference is too small to name (Cohen's "small"). */
const SMALL_EFFECT = 0.2;

/** What a pair differs by, with the column's role for the choice of what is named. */
interface Found {
  readonly contrast: Contrast;
  readonly effect: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What separates each two segments: up to five columns whose interval of the effect does not hold zero, the largest effect first. Levels of one
 * column count once, the one that differs most; protected columns are not named.
 * @param sizes customers of each segment; the empty ones are left out
 */
export function separatorsOf(contrasts: readonly Contrast[], sizes: readonly number[]): SegmentPair[] {
  const pairs: SegmentPair[] = [];
  for (let a = 0; a < sizes.length; a++)
    for (let b = a + 1; b < sizes.length; b++)
      if (sizes[a] > 0 && sizes[b] > 0) pairs.push(separatePair(contrasts, a, b));
  return pairs;
}

function separatePair(contrasts: readonly Contrast[], a: number, b: number): SegmentPair {
  const found = contrasts
    .filter(contrast => contrast.role !== 'protected' && contrast.role !== 'target')
    .map(contrast => compare(contrast, a, b))
    .filter(isClear)
    .map((entry, i) => ({ entry, i }))
    .sort((one, two) => Math.abs(two.entry.effect) - Math.abs(one.entry.effect) || one.i - two.i)
    .map(({ entry }) => entry);
  const columns = new Set<string>();
  const separators: Separator[] = [];
  for (const entry of found) {
    if (columns.has(entry.contrast.column)) continue;
    columns.add(entry.contrast.column);
    separators.push(separatorOf(entry, a, b));
    if (separators.length === MOST_SEPARATORS) break;
  }
  return { a: a + 1, b: b + 1, separators, sentence: pairSentence(separators) };
}

function compare(contrast: Contrast, a: number, b: number): Found {
  const [nA, nB] = [contrast.ns[a], contrast.ns[b]];
  const isHeard = Number.isFinite(contrast.effects[a]) && Number.isFinite(contrast.effects[b]);
  if (!isHeard) return { contrast, effect: Number.NaN, low: Number.NaN, high: Number.NaN };
  if (contrast.measure === 'share') {
    const effect = cohenH(contrast.values[a], contrast.values[b]);
    return { contrast, effect, ...shareDifferenceInterval(effect, nA, nB) };
  }
  if (nA < 2 || nB < 2) return { contrast, effect: Number.NaN, low: Number.NaN, high: Number.NaN };
  const part = (s: number) => ({ n: contrast.ns[s], mean: contrast.centers[s], sd: contrast.sds[s] });
  const found = standardisedDifference(part(a), part(b));
  if (!(Math.abs(found.effect) > MOST_EFFECT)) return { contrast, ...found };
  const most = Math.sign(found.effect) * MOST_EFFECT;
  return { contrast, effect: most, low: most, high: most };
}

function isClear({ effect, low, high }: Found): boolean {
  return Math.abs(effect) >= SMALL_EFFECT && (low > 0 || high < 0);
}

function separatorOf({ contrast, effect, low, high }: Found, a: number, b: number): Separator {
  const { column, level, measure, unit, values } = contrast;
  const separator = { column, level, measure, unit, a: values[a], b: values[b], effect, low, high };
  return { ...separator, text: separatorWords(separator) };
}

/** "average annual income 86.5 against 26.3", "occupation "Trader" 80.0 % against 2.0 %". */
function separatorWords(separator: Omit<Separator, 'text'>): string {
  const { measure, unit } = separator;
  const { label, a, b } = measuredWords(separator, separator.a, separator.b);
  const isPercent = measure === 'share' || unit === 'percent';
  const [here, there] = isPercent ? formatPercents(a, b) : formatCompared(a, b);
  if (measure === 'share') return `${beforeShare(label)} ${here} against ${there}`;
  const suffix = unit === 'years' && !/years|days since /.test(label) ? ' years' : '';
  return `${beforeValue(label)} ${here}${suffix} against ${there}${suffix}`;
}

/** One family of columns speaks once in a sentence; the list has them all. */
function pairSentence(separators: readonly Separator[]): string {
  if (separators.length === 0) return 'No column tells these two segments apart clearly.';
  const families = new Set<string>();
  const named = separators
    .filter(({ column }) => {
      const family = columnFamily(column);
      if (families.has(family)) return false;
      families.add(family);
      return true;
    })
    .slice(0, 3);
  return `They differ most in ${named.map(separator => separator.text).join('; ')}.`;
}
