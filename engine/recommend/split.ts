import { AppError } from '#shared/errors';
import { formatCount, formatPercent } from '#shared/format';
import type { OfferSplit } from '#shared/offers/choices';
import type { Run } from '../jobs/Run.ts';
import { dayNumber, isoDate } from '../table/cellValue.ts';
import { pickPairs, type Interactions } from './Interactions.ts';

export interface Split {
  readonly train: Interactions;
  readonly test: Interactions;
  /** With its day, where one was chosen. */
  readonly split: OfferSplit;
  readonly text: string;
}

/** What is asked for where nothing is chosen. */
export function defaultSplit(all: Interactions): OfferSplit {
  return { kind: all.times ? 'last' : 'random', testShare: 0.2, day: null };
}

/**
 * Holds back part of what customers have, for methods to find.
 * @throws AppError `offers.noTimes`, `offers.nothingHeldBack`
 */
export function splitPairs(all: Interactions, asked: OfferSplit | null, run: Run): Split {
  const split = asked ?? defaultSplit(all);
  if (split.kind !== 'random' && !all.times) throw new AppError('offers.noTimes', { split: split.kind });
  const held = new Uint8Array(all.products.length);
  const made =
    split.kind === 'random'
      ? byLot(split, held, run)
      : split.kind === 'last'
        ? latest(all, split, held)
        : afterDay(all, split, held);
  const train = pickPairs(all, pair => held[pair] === 0);
  const test = pickPairs(all, pair => held[pair] === 1);
  if (train.products.length === 0 || test.products.length === 0)
    throw new AppError('offers.nothingHeldBack', { split: made.text, rows: all.products.length });
  return { train, test, ...made };
}

function byLot(split: OfferSplit, held: Uint8Array, run: Run) {
  const { uniform } = run.stream('offers.split');
  for (let pair = 0; pair < held.length; pair++) held[pair] = uniform() < split.testShare ? 1 : 0;
  return {
    split,
    text: `${formatPercent(split.testShare, 0)} of all pairs of customer and product, drawn by seed ${run.seed}`,
  };
}

/** A share of each customer's products, the latest ones; who has one only keeps it. Equal times: the higher product counts as later. */
function latest({ offsets, times, nCustomers }: Interactions, split: OfferSplit, held: Uint8Array) {
  for (let c = 0; c < nCustomers; c++) {
    const n = offsets[c + 1] - offsets[c];
    if (n < 2) continue;
    const pairs = Array.from({ length: n }, (_pair, i) => offsets[c] + i).filter(pair => Number.isFinite(times![pair]));
    pairs.sort((a, b) => times![a] - times![b] || a - b);
    const nHeld = Math.min(n - 1, Math.ceil(n * split.testShare));
    for (const pair of pairs.slice(Math.max(0, pairs.length - nHeld))) held[pair] = 1;
  }
  return {
    split,
    text: `the latest ${formatPercent(split.testShare, 0)} of what each customer has, at least one product`,
  };
}

function afterDay({ times }: Interactions, split: OfferSplit, held: Uint8Array) {
  const day = split.day === null ? quantileDay(times!, 1 - split.testShare) : dayNumber(split.day);
  let n = 0;
  for (let pair = 0; pair < held.length; pair++) {
    if (!(times![pair] >= day + 1)) continue;
    held[pair] = 1;
    n++;
  }
  const iso = isoDate(day);
  return {
    split: { ...split, day: iso },
    text: `everything after ${iso}: ${formatCount(n)} pairs of customer and product`,
  };
}

function quantileDay(times: Float64Array, share: number): number {
  const sorted = times.filter(Number.isFinite).sort();
  return sorted.length === 0 ? 0 : Math.floor(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
}
