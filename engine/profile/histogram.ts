import { quantileOfSorted } from './summarise.ts';

const FEWEST_BINS = 5;
const MOST_BINS = 40;

/**
 * Bins of equal width with edges at round numbers. The width is that of Freedman & Diaconis (1981), doi:10.1007/BF01025868, widened or
 * narrowed to between 5 and 40 bins; whole numbers of small range get a bin each.
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
  const range = high - low;
  const spread = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
  const wanted = spread > 0 ? (2 * spread) / Math.cbrt(sorted.length) : range / (Math.log2(sorted.length) + 1);
  let width = roundWidth(Math.min(Math.max(wanted, range / MOST_BINS), range / FEWEST_BINS));
  if (width < 1 && sorted.every(Number.isInteger) && range <= MOST_BINS) width = 1;
  let [first, last] = [Math.floor(low / width), Math.floor(high / width) + 1];
  while (last - first > MOST_BINS) {
    width = roundWidth(width * 1.5);
    [first, last] = [Math.floor(low / width), Math.floor(high / width) + 1];
  }
  if (last - 1 - first >= FEWEST_BINS && (last - 1) * width === high) last--;
  return Array.from({ length: last - first + 1 }, (_none, i) => tidy((first + i) * width, width));
}

/** The next 1, 2, 2.5 or 5 times a power of ten. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 2.5, 5, 10].find(nice => nice * power >= width * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Takes back what rounding left: 0.30000000000000004 is 0.3. */
function tidy(edge: number, width: number): number {
  const decimals = Math.min(15, Math.max(0, 2 - Math.floor(Math.log10(width))));
  const rounded = Number(edge.toFixed(decimals));
  return Math.abs(rounded - edge) <= width * 1e-6 ? rounded : edge;
}

/** @param sorted ascending, within the edges */
export function countBins(sorted: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < counts.length - 1 && value >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  return counts;
}
