/** Levels that are probably one, spelled in two ways. */
export interface NearEqual {
  /** The rarer spelling and the one it is probably meant to be. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** More levels than this are names, and names may differ by a letter. */
const MOST_LEVELS = 500;
/** A level is used again and again: names of people or streets are not. */
const ROWS_PER_LEVEL = 5;
/** A slip of the pen is rarer than the right spelling. */
const RARER_BY = 0.2;
/** In shorter words one letter may be the whole difference (Iran, Iraq). */
const SHORTEST_FOR_ONE_EDIT = 5;
const SHORTEST_FOR_TWO_EDITS = 9;

/**
 * Pairs of levels that differ only in punctuation and accents, or by one letter (two in long words) with the same first letter and without digits.
 * @param levels most frequent first
 * @param counts rows of each
 */
export function nearEqualLevels(levels: readonly string[], counts: ArrayLike<number>): NearEqual[] {
  const nRows = Array.from(counts).reduce((sum, count) => sum + count, 0);
  if (levels.length > MOST_LEVELS || nRows < ROWS_PER_LEVEL * levels.length) return [];
  const bare = levels.map(bareText);
  const found: NearEqual[] = [];
  for (let rare = 1; rare < levels.length; rare++) {
    const to = levels.findIndex((_level, other) => other < rare && areOne(bare, counts, other, rare));
    if (to >= 0) found.push({ from: levels[rare], to: levels[to], count: counts[rare] });
  }
  return found;
}

function areOne(bare: readonly string[], counts: ArrayLike<number>, frequent: number, rare: number): boolean {
  const [a, b] = [bare[frequent], bare[rare]];
  if (a === b) return a.length > 0;
  if (counts[rare] > RARER_BY * counts[frequent] || a[0] !== b[0] || /\d/.test(a + b)) return false;
  const shorter = Math.min(a.length, b.length);
  if (shorter < SHORTEST_FOR_ONE_EDIT) return false;
  return isWithinEdits(a, b, shorter < SHORTEST_FOR_TWO_EDITS ? 1 : 2) && !isEnding(a, b);
}

/** Letters and digits in lower case, without accents; "+", "-", "<" and ">" carry meaning beside digits and stay. */
function bareText(level: string): string {
  return level
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+<>-]|(?<!\p{N})-|-(?!\p{N})/gu, '');
}

/** "employed" and "unemployed" begin otherwise; "manager" and "managers" are one, "paid" and "paidup" are not. */
function isEnding(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const ending = longer.startsWith(shorter) ? longer.slice(shorter.length) : '';
  const isSlip = ending === 's' || ending === 'es' || ending === shorter.at(-1);
  return ending.length > 0 && !isSlip;
}

/** Whether the edit distance with transpositions (Damerau 1964, doi:10.1145/363958.363994) is at most `most`. */
export function isWithinEdits(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_none, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2] + 1);
      row.push(best);
    }
    if (Math.min(...row) > most) return false;
    beforeLast = last;
    last = row;
  }
  return last[b.length] <= most;
}
