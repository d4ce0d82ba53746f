import type { Hierarchy } from '#shared/pictures';
import type { Column } from '../../table/Column.ts';
import { levelCodes, type LevelCodes } from './levelCodes.ts';

const MAX_COLUMNS = 40;
const MAX_OUTER_LEVELS = 200;
const MAX_INNER_LEVELS = 5_000;
/** Rows looked at, evenly spread. */
const LOOKED_AT = 50_000;
/** An inner column is finer than its outer one by at least this factor, and its levels are seen this often on average. */
const FINER = 1.5;
const ROWS_PER_LEVEL = 5;
const MIN_SHARE = 0.95;
const MIN_LAMBDA = 0.9;
const MAX_FOUND = 8;

/**
 * Columns that lie inside one another, such as cities in provinces: the inner level tells the outer one for at least 95 % of customers, and takes
 * away at least 90 % of the errors of guessing the most frequent outer level. Best first, at most eight.
 * Cost: at most 780 pairs of columns over at most 50,000 rows.
 * Source: Goodman, Kruskal (1954), their lambda.
 */
export function hierarchies(columns: readonly Column[]): Hierarchy[] {
  const kept = columns
    .map(column => ({ name: column.name, levels: levelCodes(column) }))
    .filter((entry): entry is Candidate => entry.levels !== null && isUsable(entry.levels))
    .slice(0, MAX_COLUMNS);
  const found: Hierarchy[] = [];
  for (const outer of kept)
    for (const inner of kept) {
      if (outer.levels.levels.length > MAX_OUTER_LEVELS) continue;
      if (inner.levels.levels.length < FINER * outer.levels.levels.length) continue;
      const { share, lambda } = nesting(outer.levels, inner.levels);
      if (share >= MIN_SHARE && lambda >= MIN_LAMBDA)
        found.push({ outer: outer.name, inner: inner.name, share, lambda });
    }
  return found.sort((a, b) => b.lambda - a.lambda || b.share - a.share).slice(0, MAX_FOUND);
}

interface Candidate {
  readonly name: string;
  readonly levels: LevelCodes;
}

function isUsable({ levels, codes }: LevelCodes): boolean {
  return levels.length >= 2 && levels.length <= Math.min(MAX_INNER_LEVELS, codes.length / ROWS_PER_LEVEL);
}

/** How far the inner level tells the outer one, over the customers that have both. */
export function nesting(outer: LevelCodes, inner: LevelCodes): { share: number; lambda: number } {
  const width = outer.levels.length;
  const pairs = new Int32Array(width * inner.levels.length);
  const step = Math.max(1, Math.ceil(outer.codes.length / LOOKED_AT));
  let n = 0;
  for (let row = 0; row < outer.codes.length; row += step) {
    const [o, i] = [outer.codes[row], inner.codes[row]];
    if (o < 0 || o >= width || i < 0 || i >= inner.levels.length) continue;
    pairs[i * width + o]++;
    n++;
  }
  const outerTotals = new Int32Array(width);
  let told = 0;
  for (let i = 0; i < inner.levels.length; i++) {
    let most = 0;
    for (let o = 0; o < width; o++) {
      const count = pairs[i * width + o];
      outerTotals[o] += count;
      if (count > most) most = count;
    }
    told += most;
  }
  const guessed = outerTotals.reduce((most, count) => Math.max(most, count), 0);
  return n === 0 || guessed === n
    ? { share: 0, lambda: 0 }
    : { share: told / n, lambda: (told - guessed) / (n - guessed) };
}
