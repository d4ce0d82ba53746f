import { firstAtLeast } from './numberDetail.ts';
import { quantileOfSorted } from './summarise.ts';

const FEWEST_BINS = 5;
const MOST_BINS = 40;

/**
 * Bins of equal width with edges at round numbers. The width is that of Freedman & Diaconis (1981), doi:10.1007/BF01025868, widened or
 * narrowed to between 5 and 40 bins; whole numbers that span less than 40 have a bin each.
 * @param sorted ascending, without NaN
 * @returns edges (bins + 1) and counts; a value is in the bin whose lower edge it reaches, the largest in the last; null where there is none
 */
export function histogram(sorted: Float64Array): { edges: number[]; counts: number[] } | null {
  if (sorted.length === 0) return null;
  const edges = niceEdges(sorted);
  return { edges, counts: countBins(sorted, edges) };
}

export function niceEdges(sorted: Float64Array): number[] {
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  if (!(high > low)) return [low - 0.5, low + 0.5];
  const areWhole = areIntegers(sorted);
  if (areWhole && high - low < MOST_BINS) return Array.from({ length: high - low + 2 }, (_none, i) => low + i);
  const width = binWidth(sorted, areWhole);
  const { first, last } = cut(low, high, width);
  return Array.from({ length: last - first + 1 }, (_none, i) => tidy((first + i) * width, width));
}

function areIntegers(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isInteger(values[i])) return false;
  return true;
}

function binWidth(sorted: Float64Array, areWhole: boolean): number {
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  const range = high - low;
  const spread = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
  const wanted = spread > 0 ? (2 * spread) / Math.cbrt(sorted.length) : range / (Math.log2(sorted.length) + 1);
  const widths = niceWidths(range, areWhole);
  const bins = (width: number) => binsOf(cut(low, high, width));
  const possible = widths.filter(width => bins(width) >= FEWEST_BINS && bins(width) <= MOST_BINS);
  return possible.find(width => width >= wanted * (1 - 1e-9)) ?? possible[possible.length - 1] ?? range / FEWEST_BINS;
}

/** Multiples of the width from the first at or below `low`; a value at the very end stays in the last bin. */
function cut(low: number, high: number, width: number): { first: number; last: number } {
  const first = Math.floor(low / width);
  const end = Math.floor(high / width) + 1;
  const isOnEdge = (end - 1) * width === high && end - 1 - first >= FEWEST_BINS;
  return { first, last: isOnEdge ? end - 1 : end };
}

function binsOf({ first, last }: { first: number; last: number }): number {
  return last - first;
}

/** 1, 2, 2.5 and 5 times powers of ten around the range, ascending; whole ones only for whole numbers. */
function niceWidths(range: number, areWhole: boolean): number[] {
  const power = Math.floor(Math.log10(range));
  const widths = [power - 3, power - 2, power - 1, power].flatMap(exponent =>
    [1, 2, 2.5, 5].map(nice => Number(`${nice}e${exponent}`)),
  );
  return areWhole ? widths.filter(Number.isInteger) : widths;
}

/** Takes back what rounding left: 0.30000000000000004 is 0.3. */
function tidy(edge: number, width: number): number {
  const decimals = Math.min(15, Math.max(0, 2 - Math.floor(Math.log10(width))));
  const rounded = Number(edge.toFixed(decimals));
  return Math.abs(rounded - edge) <= width * 1e-6 ? rounded : edge;
}

/** @param sorted ascending, within the edges */
export function countBins(sorted: Float64Array, edges: readonly number[]): number[] {
  let start = 0;
  return edges.slice(1).map((edge, bin) => {
    const end = bin === edges.length - 2 ? sorted.length : Math.max(start, firstAtLeast(sorted, edge));
    const count = end - start;
    start = end;
    return count;
  });
}
