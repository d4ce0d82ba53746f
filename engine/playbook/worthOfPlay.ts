import { formatNumber, formatPercent } from '#shared/format';
import type { Play } from '#shared/playbook';
import { columnWords } from '../explain/columnWords.ts';
import { isKnownEnough } from '../explain/knownEnough.ts';
import { findPlace, type Book } from './Book.ts';

/** What one success in a segment is worth in a year, and what that stands on. */
export interface Worth {
  /** Null where nobody has said, or the file has no such column. */
  readonly perSuccess: number | null;
  readonly basis: string;
}

/** Worth by segment position. */
export function worthOfPlay({ worth }: Play, book: Book): Worth[] {
  const n = book.segments.length;
  const same = (perSuccess: number | null, basis: string) => Array.from({ length: n }, () => ({ perSuccess, basis }));
  if (worth === null) return same(null, 'what a success is worth is not given');
  if ('amount' in worth) return same(worth.amount, `a success is worth ${formatNumber(worth.amount)} a year`);
  const column = findPlace(book, worth.of);
  if (column?.kind !== 'number')
    return same(
      null,
      `the file has no column of ${worth.of.map(columnWords).join(' or ')} to tell what a success is worth`,
    );
  return knownMeans(column.values, book, n).map(mean => {
    if (!Number.isFinite(mean))
      return {
        perSuccess: null,
        basis: `${columnWords(column.name)} is not known of enough customers in this segment`,
      };
    const what = `${formatPercent(worth.share).replace(/\.0(?= %)/, '')} of mean ${columnWords(column.name).replace(/^average /, '')} (${formatNumber(mean)})`;
    return { perSuccess: worth.share * Math.max(0, mean), basis: `a success is worth ${what} a year` };
  });
}

/** Of the columns that plays of a book speak of. */
const known = new WeakMap<Book, Map<Float64Array, number[]>>();

function knownMeans(values: Float64Array, book: Book, n: number): number[] {
  const ofBook = known.get(book) ?? new Map<Float64Array, number[]>();
  known.set(book, ofBook);
  const means = ofBook.get(values) ?? meansBySegment(values, book.labels, n);
  ofBook.set(values, means);
  return means;
}

/** Means of the known values; NaN where too few are known to speak for the segment. */
function meansBySegment(values: Float64Array, labels: Int32Array, nSegments: number): number[] {
  const sums = new Float64Array(nSegments);
  const counts = new Float64Array(nSegments);
  const sizes = new Float64Array(nSegments);
  for (let row = 0; row < values.length; row++) {
    sizes[labels[row]] += 1;
    if (!Number.isFinite(values[row])) continue;
    sums[labels[row]] += values[row];
    counts[labels[row]] += 1;
  }
  return Array.from(sums, (sum, segment) =>
    isKnownEnough(counts[segment], sizes[segment]) ? sum / counts[segment] : Number.NaN,
  );
}
