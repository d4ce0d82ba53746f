/**
 * Edits that turn one text into another: characters put in, left out, replaced, or two neighbours exchanged (optimal string alignment).
 * Source: Damerau (1964), doi:10.1145/363958.363994.
 * @param limit distances of this and above are given as `limit`
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast = new Int32Array(b.length + 1);
  let last = new Int32Array(b.length + 1);
  let current = new Int32Array(b.length + 1);
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      let best = Math.min(replaced, last[j] + 1, current[j - 1] + 1);
      if (isExchanged(a, b, i, j)) best = Math.min(best, beforeLast[j - 2] + 1);
      current[j] = best;
      if (best < least) least = best;
    }
    if (least >= limit) return limit;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(last[b.length], limit);
}

function isExchanged(a: string, b: string, i: number, j: number): boolean {
  return i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
}
