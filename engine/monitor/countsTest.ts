import type { CountsTest } from '#shared/monitor/result';
import { chiSquareTest } from '../explain/chiSquare.ts';

/** Cochran's rule: with less expected in a cell the p-value is rough. */
const FEWEST_EXPECTED = 5;

/**
 * Pearson's chi-square test of whether two lists of counts are of one distribution. Entries with less than 5 customers expected on either side are put
 * together to one; where that is still thin, the thinnest other entry joins it.
 * @returns null where less than two entries are left or a side is empty
 * Cost: O(entries log entries). Source: Pearson (1900), doi:10.1080/14786440009463897; Cochran (1954), doi:10.2307/3001616.
 */
export function countsTest(before: readonly number[], now: readonly number[]): CountsTest | null {
  const n = before.reduce((sum, count) => sum + count, 0);
  const m = now.reduce((sum, count) => sum + count, 0);
  if (n === 0 || m === 0) return null;
  const least = (FEWEST_EXPECTED * (n + m)) / Math.min(n, m);
  const held = before
    .map((count, i) => ({ before: count, now: now[i] }))
    .filter(entry => sizeOf(entry) > 0)
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const thin = { before: 0, now: 0 };
  let nPooled = 0;
  while (held.length > 0 && (sizeOf(held[held.length - 1]) < least || (nPooled > 0 && sizeOf(thin) < least))) {
    const last = held.pop()!;
    thin.before += last.before;
    thin.now += last.now;
    nPooled++;
  }
  const entries = nPooled > 0 ? [...held, thin] : held;
  const test = chiSquareTest([entries.map(entry => entry.before), entries.map(entry => entry.now)]);
  if (!test) return null;
  const { statistic, degrees, p, v } = test;
  return { statistic, degrees, pValue: p, cramersV: v, nPooled: nPooled > 1 ? nPooled : 0 };
}

function sizeOf(entry: { before: number; now: number }): number {
  return entry.before + entry.now;
}
