import { aucOfCodes, cramersVOf } from '../../profile/associations/measures.ts';
import type { Seen } from './Seen.ts';

/** Fewer of either outcome say nothing about how well a column predicts. */
export const FEWEST_OF_EACH = 10;
/** Places of a number that its own curve is learned on. */
const MOST_BINS = 64;
/** Values that may each belong to one outcome by being few, not by being unique. */
const MOST_DERIVED = 20;
const FEWEST_ROWS = 20;

export interface Strength {
  readonly value: number;
  readonly n: number;
}
/** One state of a column in which (nearly) all customers had one outcome. */
export interface OneSided extends Strength {
  readonly state: 'known' | 'missing' | 'notZero' | 'zero';
  readonly isEvent: boolean;
  /** Share of all customers with this outcome that the state covers. */
  readonly covers: number;
}

/**
 * How well a column alone ranks customers, whichever way round and however bent: by its order, and by the rates of its values learned on one half of
 * the customers and tried on the other, so that many levels are no merit. null with too few of either outcome.
 * @param y [n] 1 or 0
 * @param half [n] 0 or 1
 */
export function aloneAuc({ codes, nCodes, isOrdered }: Seen, y: Uint8Array, half: Uint8Array): Strength | null {
  const { auc, nYes, nNo } = aucOfCodes(codes, nCodes, y);
  if (nYes < FEWEST_OF_EACH || nNo < FEWEST_OF_EACH) return null;
  const learned = learnedAuc(isOrdered ? coarse(codes, nCodes) : codes, nCodes, y, half);
  return { value: Math.max(isOrdered ? Math.max(auc, 1 - auc) : 0, learned), n: nYes + nNo };
}

/** Places put together in groups of about equal numbers of rows. */
function coarse(codes: Int32Array, nCodes: number): Int32Array {
  if (nCodes <= MOST_BINS) return codes;
  const counts = new Float64Array(nCodes);
  let n = 0;
  for (const code of codes)
    if (code >= 0) {
      counts[code]++;
      n++;
    }
  const binOf = new Int32Array(nCodes);
  let before = 0;
  for (let code = 0; code < nCodes; code++) {
    binOf[code] = Math.min(MOST_BINS - 1, Math.floor((before / n) * MOST_BINS));
    before += counts[code];
  }
  return codes.map(code => (code < 0 ? -1 : binOf[code]));
}

function learnedAuc(codes: Int32Array, nCodes: number, y: Uint8Array, half: Uint8Array): number {
  const events = [new Float64Array(nCodes), new Float64Array(nCodes)];
  const counts = [new Float64Array(nCodes), new Float64Array(nCodes)];
  for (let i = 0; i < codes.length; i++)
    if (codes[i] >= 0) {
      events[half[i]][codes[i]] += y[i];
      counts[half[i]][codes[i]]++;
    }
  let sum = 0;
  for (const own of [0, 1]) {
    const [learnedEvents, learnedCounts] = [events[1 - own], counts[1 - own]];
    const base = total(learnedEvents) / Math.max(1, total(learnedCounts));
    const rates = learnedCounts.map((n, code) => (learnedEvents[code] + base) / (n + 1));
    const order = Int32Array.from(rates.keys()).sort((a, b) => rates[a] - rates[b] || a - b);
    const place = new Int32Array(nCodes);
    let at = -1;
    for (const [i, code] of order.entries()) place[code] = i > 0 && rates[code] === rates[order[i - 1]] ? at : ++at;
    const placed = codes.map((code, i) => (code < 0 || half[i] !== own ? -1 : place[code]));
    const { auc } = aucOfCodes(placed, nCodes, y);
    sum += Number.isNaN(auc) ? 0.5 : auc;
  }
  return sum / 2;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** [missing no, missing yes, known no, known yes] */
function byPresence(codes: Int32Array, y: Uint8Array): Float64Array {
  const counts = new Float64Array(4);
  for (let i = 0; i < codes.length; i++) counts[(codes[i] < 0 ? 0 : 2) + y[i]]++;
  return counts;
}

/** Cramér's V of being missing and the outcome; null where too few have a gap, or none. */
export function gapStrength({ codes }: Seen, y: Uint8Array): Strength | null {
  const counts = byPresence(codes, y);
  if (counts[0] + counts[1] < FEWEST_OF_EACH || counts[2] + counts[3] < FEWEST_OF_EACH) return null;
  return { value: cramersVOf(counts, 2, 2, codes.length) ?? 0, n: codes.length };
}

/**
 * How far each value of a column of few values belongs to one outcome: 1 less the share of the rarer outcome that lies on the wrong side. null for
 * many values, few rows, or where all values are on one side.
 */
export function derivedStrength({ codes, nCodes }: Seen, y: Uint8Array): (Strength & { nValues: number }) | null {
  if (nCodes < 2 || nCodes > 2 * MOST_DERIVED) return null;
  const yes = new Float64Array(nCodes);
  const no = new Float64Array(nCodes);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) (y[i] === 1 ? yes : no)[codes[i]]++;
  const used = [...yes.keys()].filter(code => yes[code] + no[code] > 0);
  const onYes = used.filter(code => yes[code] > no[code]).length;
  const wrong = used.reduce((sum, code) => sum + Math.min(yes[code], no[code]), 0);
  const [nYes, nNo] = [total(yes), total(no)];
  const rarer = Math.min(nYes, nNo);
  if (onYes === 0 || onYes === used.length || used.length > MOST_DERIVED) return null;
  return nYes + nNo < FEWEST_ROWS || rarer < 3
    ? null
    : { value: 1 - wrong / rarer, n: nYes + nNo, nValues: used.length };
}

const ALL_BUT_NONE = 0.995;
/** A state that covers less of the outcome says little even where it is sure: a rare product that nobody stays with. */
const LEAST_COVERED = 0.1;
const FEWEST_IN_STATE = 30;

/** A value that is there, or is not zero, for one outcome only, such as a sum that was recovered or the date of closing. */
export function oneSided(seen: Seen, y: Uint8Array): OneSided | null {
  const nYes = y.reduce((sum, label) => sum + label, 0);
  const found = statesOf(seen, y).flatMap(({ state, no, yes }): OneSided[] => {
    const isEvent = yes > no;
    const [own, of] = isEvent ? [yes, nYes] : [no, y.length - nYes];
    const one = { state, isEvent, covers: own / of, value: own / (yes + no), n: yes + no };
    return isTelling(one, y.length, of / y.length) ? [one] : [];
  });
  return found.sort((a, b) => b.covers - a.covers).at(0) ?? null;
}

/** How many without and with the event are in each state that a column can be in. */
function statesOf({ codes, values, isOrdered, column }: Seen, y: Uint8Array) {
  const presence = byPresence(codes, y);
  const states: { state: OneSided['state']; no: number; yes: number }[] = [
    { state: 'missing', no: presence[0], yes: presence[1] },
    { state: 'known', no: presence[2], yes: presence[3] },
  ];
  const zero = isOrdered && column.kind === 'number' ? values.indexOf(0) : -1;
  if (zero < 0) return states;
  const counts = new Float64Array(4);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[(codes[i] === zero ? 0 : 2) + y[i]]++;
  states.push({ state: 'zero', no: counts[0], yes: counts[1] }, { state: 'notZero', no: counts[2], yes: counts[3] });
  return states;
}

/** @param share of the outcome among all: where nearly everybody has it, nearly everybody in a state has it too */
function isTelling({ n, value, covers }: OneSided, nRows: number, share: number): boolean {
  if (n < FEWEST_IN_STATE || n === nRows || value < ALL_BUT_NONE || covers < LEAST_COVERED) return false;
  return n * (1 - share) >= FEWEST_IN_STATE && (1 - value) * 20 <= 1 - share;
}
