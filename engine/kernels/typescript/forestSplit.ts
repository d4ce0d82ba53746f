import { ENTRY_BITS, ENTRY_ROW, FOUND, FREE_LEVELS, IS_CATEGORY, MISSING_BIN, type ForestSplit } from '../TreeCalls.ts';
import { clearBit, setBit } from './binSet.ts';

/** Of each bin of a histogram: rows, weight, weight with the event. */
const SLOT = 3;
const HISTOGRAM = 256 * SLOT;
/** Behind it the bins that hold rows, as lists. */
const LIST = 257;
const BINS = HISTOGRAM;
const ROWS = BINS + LIST;
const WEIGHTS = ROWS + LIST;
const EVENTS = WEIGHTS + LIST;
const RATES = EVENTS + LIST;

export function forestSplit(call: ForestSplit): void {
  const { features, nTried, shapes, found } = call;
  for (let i = 0; i < nTried; i++) {
    const feature = features[i];
    const nBins = shapes[feature] & 255;
    countRows(call, feature);
    const nListed = listBins(call.space, nBins);
    if (nListed < 2) continue;
    const isCategory = (shapes[feature] & IS_CATEGORY) !== 0;
    if (isCategory ? splitCategories(call, nListed) : splitNumbers(call, nListed, nBins))
      found[FOUND.feature] = feature;
  }
}

function countRows({ entries, from, to, bins, nRows, weights, space }: ForestSplit, feature: number): void {
  const column = feature * nRows;
  for (let i = from; i < to; i++) {
    const entry = entries[i];
    const row = entry & ENTRY_ROW;
    const code = entry >>> ENTRY_BITS;
    const count = code >>> 1;
    const weight = weights.length > 0 ? weights[row] * count : count;
    const slot = bins[column + row] * SLOT;
    space[slot] += count;
    space[slot + 1] += weight;
    space[slot + 2] += weight * (code & 1);
  }
}

function listBins(space: Float64Array, nBins: number): number {
  let n = 0;
  for (let i = 0; i <= nBins; i++) {
    const bin = i < nBins ? i : MISSING_BIN;
    const slot = bin * SLOT;
    if (space[slot] === 0) continue;
    space[BINS + n] = bin;
    space[ROWS + n] = space[slot];
    space[WEIGHTS + n] = space[slot + 1];
    space[EVENTS + n] = space[slot + 2];
    space.fill(0, slot, slot + SLOT);
    n++;
  }
  return n;
}

function splitCategories(call: ForestSplit, n: number): boolean {
  const { space, node, found, set } = call;
  sortByRate(space, n);
  const best = found[FOUND.score];
  const penalty = n > FREE_LEVELS ? penaltyOf(call, n) : 0;
  if (n > FREE_LEVELS) found[FOUND.score] = Math.max(best, (node[2] * node[2]) / node[1]) + penalty;
  const cut = scan(call, n - 1, [0, 0, 0]);
  if (cut < 0) {
    found[FOUND.score] = best;
    return false;
  }
  found[FOUND.score] -= penalty;
  found[FOUND.bin] = -1;
  set.fill(isLeftLarger(call) ? 0xff : 0);
  for (let i = 0; i <= cut; i++) setBit(set, space[BINS + i]);
  for (let i = cut + 1; i < n; i++) clearBit(set, space[BINS + i]);
  found[FOUND.missingLeft] = set[31] >> 7;
  return true;
}

function penaltyOf({ node, levelPenalty }: ForestSplit, n: number): number {
  const variance = (node[2] * (node[1] - node[2])) / (node[1] * node[1]);
  return levelPenalty * (n - FREE_LEVELS) * variance;
}

function sortByRate(space: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const listed = [space[BINS + i], space[ROWS + i], space[WEIGHTS + i], space[EVENTS + i]];
    const rate = listed[2] > 0 ? listed[3] / listed[2] : 0;
    let k = i;
    while (k > 0 && space[RATES + k - 1] > rate) {
      for (const list of [BINS, ROWS, WEIGHTS, EVENTS, RATES]) space[list + k] = space[list + k - 1];
      k--;
    }
    [space[BINS + k], space[ROWS + k], space[WEIGHTS + k], space[EVENTS + k]] = listed;
    space[RATES + k] = rate;
  }
}

function splitNumbers(call: ForestSplit, nListed: number, nBins: number): boolean {
  const { space } = call;
  const hasMissing = space[BINS + nListed - 1] === MISSING_BIN;
  const n = hasMissing ? nListed - 1 : nListed;
  const cut = scan(call, hasMissing ? n : n - 1, [0, 0, 0]);
  if (cut >= 0) takeNumber(call, n, nBins, cut, !hasMissing && isLeftLarger(call));
  if (!hasMissing) return cut >= 0;
  const withMissing = scan(call, n - 1, [space[ROWS + n], space[WEIGHTS + n], space[EVENTS + n]]);
  if (withMissing >= 0) takeNumber(call, n, nBins, withMissing, true);
  return cut >= 0 || withMissing >= 0;
}

function takeNumber(
  { space, found, set }: ForestSplit,
  n: number,
  nBins: number,
  cut: number,
  isMissingLeft: boolean,
): void {
  const last = cut + 1 < n ? (space[BINS + cut] + space[BINS + cut + 1] - 1) >> 1 : nBins - 1;
  found[FOUND.bin] = last;
  found[FOUND.missingLeft] = Number(isMissingLeft);
  set.fill(0);
  for (let bin = 0; bin <= last; bin++) setBit(set, bin);
  if (isMissingLeft) setBit(set, MISSING_BIN);
}

function isLeftLarger({ node, found }: ForestSplit): boolean {
  return found[FOUND.weight] * 2 > node[1];
}

/** Tries every cut of the first n listed bins, with some rows on the left already. @returns the last on the left of the best, or -1 */
function scan({ space, node, minRows, found }: ForestSplit, n: number, start: readonly number[]): number {
  let [rows, weight, events] = start;
  let cut = -1;
  for (let i = 0; i < n; i++) {
    rows += space[ROWS + i];
    weight += space[WEIGHTS + i];
    events += space[EVENTS + i];
    const otherWeight = node[1] - weight;
    const otherEvents = node[2] - events;
    const score = (events * events * otherWeight + otherEvents * otherEvents * weight) / (weight * otherWeight);
    if (score > found[FOUND.score] && rows >= minRows && node[0] - rows >= minRows) {
      cut = i;
      found[FOUND.score] = score;
      found[FOUND.rows] = rows;
      found[FOUND.weight] = weight;
      found[FOUND.events] = events;
    }
  }
  return cut;
}
