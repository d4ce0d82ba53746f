import type { Finding } from '#shared/profile';
import { formatCount, formatNumber, formatPercent, formatThings, joinWords, listSome } from '#shared/format';
import { conceptOf } from '../../import/dictionary/conceptOf.ts';
import type { ColumnFacts } from '../columnFacts.ts';
import { finding, isShown, isUsed, leaveOut, shareText, short, type FindingContext } from './FindingContext.ts';

const OLDEST_PLAUSIBLE = 110;
const MOST_CODES = 50;
const DAYS_PER_YEAR = 365.25;

/** 999, -1 and their like. */
export function codesForMissing({ columns, nRows }: FindingContext): Finding[] {
  return columns.flatMap(({ detail, codes, role }) => {
    if (!isShown(role) || codes.length === 0) return [];
    const count = codes.reduce((sum, code) => sum + code.count, 0);
    const others = detail.summary!.n - count;
    const values = joinWords(codes.map(({ value }) => plain(value)));
    const share = count / (nRows - detail.missing);
    const verb = codes.length === 1 ? 'stands' : 'stand';
    const sentence = `${values} ${verb} in ${formatThings(count, 'row')} of ${detail.name} (${shareText(share)}), far from the other ${formatCount(others)} values, which ${codes[0].value < 0 ? 'start' : 'end'} at ${formatNumber(codes[0].nearest, 5)}: probably a code for "none" or "not known", not an amount.`;
    return [
      finding('specialCode', isUsed(role) && count > 1 ? 'decide' : 'watch', [detail.name], {
        sentence,
        action: readAsMissing(
          detail.name,
          codes.map(({ value }) => plain(value)),
        ),
      }),
    ];
  });
}

function readAsMissing(name: string, missingCodes: string[]) {
  return {
    kind: 'columns' as const,
    label: `Read ${listSome(missingCodes.map(short), 2)} as missing`,
    changes: [{ name, missingCodes }],
  };
}

/** Digits without marks, as they stand in the file. */
function plain(value: number): string {
  return String(value);
}

/** Ages below 0 or above 110, given as ages or as years of birth. */
export function impossibleAges(context: FindingContext): Finding[] {
  return context.columns.flatMap(facts => {
    const { column, role, detail, codes } = facts;
    const ageOf = column.kind === 'number' && role !== 'ignore' ? ageReader(facts, context.referenceDay) : null;
    if (!ageOf || column.kind !== 'number') return [];
    const known = new Set(codes.map(code => code.value));
    const odd = new Map<number, number>();
    for (const value of column.values) {
      const age = ageOf(value);
      if ((age < 0 || age > OLDEST_PLAUSIBLE) && !known.has(value)) odd.set(value, (odd.get(value) ?? 0) + 1);
    }
    if (odd.size === 0) return [];
    const values = Array.from(odd.keys()).sort((a, b) => a - b);
    const count = Array.from(odd.values()).reduce((sum, n) => sum + n, 0);
    const shown = listSome(values.map(plain), 5);
    return [
      finding('impossibleAge', 'decide', [detail.name], {
        sentence: `${detail.name} is ${shown} for ${formatThings(count, 'customer')}: no customer is below 0 or above ${OLDEST_PLAUSIBLE} years old.`,
        action: values.length <= MOST_CODES ? readAsMissing(detail.name, values.map(plain)) : null,
      }),
    ];
  });
}

function ageReader({ column }: ColumnFacts, referenceDay: number): ((value: number) => number) | null {
  const concept = conceptOf(column.header ?? column.name)?.id;
  if (concept === 'age') return value => value;
  if (concept !== 'birthYear' || Number.isNaN(referenceDay)) return null;
  const year = Math.floor(1970 + referenceDay / DAYS_PER_YEAR);
  return value => year - value;
}

const FACTOR_WORDS: Readonly<Record<number, string>> = {
  10: 'a factor of 10',
  12: 'a factor of 12, as months against years',
  100: 'a factor of 100, as cents against whole amounts',
  1000: 'a factor of 1,000, as amounts in thousands',
};

/** Two heaps of one shape in one column. */
export function twoUnits({ columns }: FindingContext): Finding[] {
  return columns.flatMap(({ detail, units, role }) => {
    if (!units || !isShown(role)) return [];
    const { nLow, nHigh, medianLow, medianHigh, factor } = units;
    return [
      finding('mixedUnits', isUsed(role) ? 'decide' : 'watch', [detail.name], {
        sentence: `${detail.name} may mix two units: ${formatCount(nLow)} values lie around ${formatNumber(medianLow)} and ${formatCount(nHigh)} around ${formatNumber(medianHigh)}, ${FACTOR_WORDS[factor]}, with next to nothing in between. This is a suspicion; look at the histogram.`,
        action: leaveOut(detail.name),
      }),
    ];
  });
}

/** So many times the way from the median to the 99th percentile lies an outlier beyond it. */
const FAR_BEYOND = 3;
const MOST_OUTLIERS = 9;
const FEWEST_ROWS = 100;
/** Small counts have gaps between their few values by nature. */
const FEWEST_DISTINCT = 20;

/**
 * A few values far beyond all others, on the scale of the values and on a logarithmic one: the long tail of an amount, which every bank has, is
 * none.
 */
export function farOutliers({ columns }: FindingContext): Finding[] {
  return amounts(columns).flatMap(({ detail, codes }) => {
    const number = detail.number!;
    const [p1, , , , , , p99] = number.quantiles;
    const known = new Set(codes.map(code => code.value));
    const far = number.extremes.filter(value => !known.has(value) && isFar(value, number.quantiles, detail.summary!.n));
    if (far.length === 0 || far.length > MOST_OUTLIERS) return [];
    const are = far.length === 1 ? 'value lies' : 'values lie';
    const listed = listSome(
      far.map(value => formatNumber(value, 6)),
      4,
    );
    return [
      finding('outliers', 'watch', [detail.name], {
        sentence: `${formatThings(far.length, are, are)} far beyond all others in ${detail.name}: ${listed}, where 98 % lie between ${formatNumber(p1)} and ${formatNumber(p99)}.`,
        action: drawIn([detail.name]),
      }),
    ];
  });
}

function amounts(columns: readonly ColumnFacts[]): ColumnFacts[] {
  return columns.filter(
    ({ column, detail, role }) =>
      column.kind === 'number' &&
      isUsed(role) &&
      detail.number !== null &&
      detail.summary!.n >= FEWEST_ROWS &&
      detail.distinct > FEWEST_DISTINCT,
  );
}

/** Of n values of a normal distribution the largest lies about sqrt(2 ln n) standard deviations from the median; the 99th percentile lies 2.326. */
const P99_SD = 2.326;
const MARGIN = 1.25;

function isFar(value: number, quantiles: readonly number[], n: number): boolean {
  const expected = (MARGIN * Math.sqrt(2 * Math.log(n))) / P99_SD - 1;
  const [p1, , , median, , , p99] = quantiles;
  const beyond = (scale: (v: number) => number, times: number) =>
    (p99 > median && scale(value) - scale(p99) > times * (scale(p99) - scale(median))) ||
    (p1 < median && scale(p1) - scale(value) > times * (scale(median) - scale(p1)));
  return beyond(v => v, FAR_BEYOND) && beyond(v => Math.sign(v) * Math.log1p(Math.abs(v)), expected);
}

function drawIn(columns: string[], bounds: { iqrFactor?: number } = {}) {
  return {
    kind: 'clean' as const,
    label:
      columns.length === 1
        ? `Draw outliers of ${short(columns[0])} in`
        : `Draw outliers of ${columns.length} columns in`,
    step: { step: 'outliers', options: { columns, ...bounds } },
  };
}

const MANY_BEYOND = 0.05;

/** Columns of which many values lie beyond Tukey's fences, told together: a tail rather than errors. */
export function beyondFences({ columns }: FindingContext): Finding[] {
  const found = amounts(columns)
    .filter(({ codes }) => codes.length === 0)
    .map(({ detail }) => ({
      name: detail.name,
      share: (detail.number!.nBelow + detail.number!.nAbove) / detail.summary!.n,
    }))
    .filter(({ share }) => share > MANY_BEYOND)
    .sort((a, b) => b.share - a.share);
  if (found.length === 0) return [];
  const names = found.map(({ name }) => name);
  const words = found.map(({ name, share }) => `${name} (${formatPercent(share)})`);
  return [
    finding('outliers', 'note', names, {
      sentence: `${formatThings(names.length, 'number has', 'numbers have')} more than 5 % of values beyond the 1.5 IQR fences: ${listSome(words, 5)}.`,
      // At the fences that the sentence speaks of, so that nothing is left beyond them.
      action: drawIn(names, { iqrFactor: 1.5 }),
      about: 'fences',
    }),
  ];
}

const SKEWED = 3;

/** Amounts whose mean says little. */
export function skewedAmounts({ columns }: FindingContext): Finding[] {
  const skewed = amounts(columns).filter(
    ({ detail, codes }) => codes.length === 0 && (detail.number!.skewness ?? 0) >= SKEWED,
  );
  if (skewed.length === 0) return [];
  const names = skewed.map(({ detail }) => detail.name);
  const words = skewed.map(({ detail }) => `${detail.name} (${formatNumber(detail.number!.skewness!)})`);
  return [
    finding('skewed', 'note', names, {
      sentence: `${formatThings(names.length, 'number is', 'numbers are')} heavily skewed (skewness ${SKEWED} or more): ${listSome(words, 5)}. ${names.length === 1 ? 'Its mean says' : 'Their means say'} little; the preparation step for heavy-tailed amounts compares by the logarithm.`,
      action: null,
    }),
  ];
}
