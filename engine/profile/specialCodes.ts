/** A value that stands for "none" or "not known" by the look of it. */
export interface SpecialCode {
  readonly value: number;
  readonly count: number;
  /** The nearest value that is no such code. */
  readonly nearest: number;
}

/** A code must lie this far from the other values, in ranges of these. */
const APART = 0.5;
/** And this far where so many rows have it that no other value is nearly as frequent: scores up to 850 and 999 for those without one. */
const APART_OF_PILE = 0.1;
const SHARE_OF_PILE = 0.005;
const TIMES_THE_OTHERS = 10;
/** −1 is a code only in a column that otherwise counts: so many different values, none below zero. */
const FEWEST_OTHERS = 10;
/** A single value may be a typing error or the truth; five equal digits in a row are neither. */
const DIGITS_THAT_NEED_NO_CROWD = 5;
const MOST_CODES = 4;

/**
 * Values of repeated digits (99, 999, 9999, 111 …) or −1 that lie at the end of a column and apart from everything else in it.
 * @param sorted ascending, without NaN
 */
export function specialCodes(sorted: Float64Array): SpecialCode[] {
  const n = sorted.length;
  let from = 0;
  let to = n;
  const low: SpecialCode[] = [];
  const high: SpecialCode[] = [];
  for (let found = true; found && low.length + high.length < MOST_CODES && to - from > 1;) {
    const atTop = endRun(sorted, to, -1, from);
    found = isCode(sorted, { start: atTop, end: to, restFrom: from, restTo: atTop });
    if (!found) break;
    high.unshift({ value: sorted[atTop], count: to - atTop, nearest: sorted[atTop - 1] });
    to = atTop;
  }
  for (let found = true; found && low.length + high.length < MOST_CODES && to - from > 1;) {
    const end = endRun(sorted, from, 1, to);
    found = isCode(sorted, { start: from, end, restFrom: end, restTo: to });
    if (!found) break;
    low.push({ value: sorted[from], count: end - from, nearest: sorted[end] });
    from = end;
  }
  return [...low, ...high].map(code => ({ ...code, nearest: code.value > 0 ? sorted[to - 1] : sorted[from] }));
}

/** The other end of the run of equal values that starts before (`step` −1) or at (`step` 1) a position. */
function endRun(sorted: Float64Array, at: number, step: 1 | -1, bound: number): number {
  const value = step === 1 ? sorted[at] : sorted[at - 1];
  let end = at;
  while (end !== bound && sorted[step === 1 ? end : end - 1] === value) end += step;
  return end;
}

function isCode(sorted: Float64Array, run: { start: number; end: number; restFrom: number; restTo: number }): boolean {
  const value = sorted[run.start];
  const digits = repeatedDigits(value);
  const { restFrom, restTo } = run;
  if (digits === 0 || restTo - restFrom < 2) return false;
  const count = run.end - run.start;
  const lowest = sorted[restFrom];
  const highest = sorted[restTo - 1];
  if (value < 0) {
    const isCounting = lowest >= 0 && distinctUpTo(sorted, restFrom, restTo, FEWEST_OTHERS) >= FEWEST_OTHERS;
    return isCounting && count >= Math.max(2, 0.001 * sorted.length);
  }
  const gap = value - highest;
  if (isPile(sorted, run) && gap > APART_OF_PILE * (highest - lowest)) return true;
  const hasCrowd = count >= Math.max(2, 0.0005 * sorted.length) || digits >= DIGITS_THAT_NEED_NO_CROWD;
  return hasCrowd && gap > APART * Math.max(highest - lowest, Math.abs(highest));
}

/** Whether the rows of a value are many times those of another one, on average over enough of these. */
function isPile(sorted: Float64Array, run: { start: number; end: number; restFrom: number; restTo: number }): boolean {
  const { restFrom, restTo } = run;
  const count = run.end - run.start;
  if (count < Math.max(2, SHARE_OF_PILE * sorted.length)) return false;
  const distinct = distinctUpTo(sorted, restFrom, restTo, Infinity);
  return distinct >= FEWEST_OTHERS && count * distinct >= TIMES_THE_OTHERS * (restTo - restFrom);
}

/** How many equal digits a whole number is made of; 0 where it is no code: 99 and 111 are, 11, 5 and 90 are not. */
function repeatedDigits(value: number): number {
  if (value === -1) return 1;
  const text = String(Math.abs(value));
  if (!/^(\d)\1+$/.test(text) || text[0] === '0') return 0;
  const least = text[0] === '9' ? 2 : 3;
  return text.length >= least ? text.length : 0;
}

function distinctUpTo(sorted: Float64Array, from: number, to: number, most: number): number {
  let distinct = 0;
  for (let i = from; i < to && distinct < most; i++) if (i === from || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}
