import { sortedPresent } from '../../table/sortNumbers.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureValues } from '../linear/LinearDesign.ts';
import { mergeMonotone, mergeSmall, rate, type Block, type MergeChoices } from './mergeClasses.ts';
import {
  classOfValue,
  soundRowsFor,
  placeAmong,
  withEvidence,
  type BinChoices,
  type Counts,
  type FeatureClasses,
} from './ScoreClasses.ts';

export interface BinInput {
  readonly values: FeatureValues;
  /** 0 for numbers. */
  readonly nLevels: number;
  readonly y: Uint8Array;
  readonly weights: Float64Array | null;
  readonly choices: BinChoices;
  /** Direction in which the event may go with the number; null for either. */
  readonly sign: 1 | -1 | null;
}

/** Classes of one feature. */
export function binFeature(input: BinInput, context: TaskContext): FeatureClasses {
  return input.values instanceof Float64Array ? binNumbers(input, input.values, context) : binLevels(input, context);
}

function binNumbers(input: BinInput, values: Float64Array, context: TaskContext): FeatureClasses {
  const { choices, sign } = input;
  const fineCuts = quantileCuts(sortedPresent(values), choices.fineClasses);
  context.throwIfCancelled();
  const gap = fineCuts.length + 1;
  const fine = countBy(input, gap + 1, value => (value === value ? placeAmong(fineCuts, value) : gap), context);
  const limits = limitsOf(choices, fine);
  const gaps = fine.pop();
  const known = fine.filter(({ n }) => n > 0);
  // No class is empty but where there are gaps only.
  const blocks = known.length === 0 ? [] : mergeMonotone(fine, sign, limits);
  const cuts: number[] = [];
  let at = 0;
  for (const { width } of blocks.slice(0, -1)) {
    at += width;
    cuts.push(fineCuts[at - 1]);
  }
  const counts: Counts[] = blocks.map(({ n, events }) => ({ n, events }));
  const gapClass = gaps && gaps.n > 0 ? counts.push(gaps) - 1 : -1;
  return {
    ...withEvidence(counts, limits.soundRows),
    cuts: Float64Array.from(cuts),
    classOf: new Int32Array(0),
    rareClass: -1,
    gapClass,
  };
}

function binLevels(input: BinInput, context: TaskContext): FeatureClasses {
  const { choices, nLevels } = input;
  const levels = countBy(input, nLevels + 1, code => (code >= 0 && code < nLevels ? code : nLevels), context);
  const limits = limitsOf(choices, levels);
  const gaps = levels.pop();
  const classOf = new Int32Array(nLevels).fill(-1);
  const codes = Array.from(levels.keys()).filter(code => levels[code].n > 0);
  const isFrequent = (code: number) => levels[code].n >= limits.soundRows;
  const frequent = codes.filter(isFrequent).sort((a, b) => rate(levels[a]) - rate(levels[b]) || a - b);
  const fine = frequent.map((code): Block => ({ ...levels[code], width: 1 }));
  const blocks = mergeSmall(fine, limits);
  const counts: Counts[] = blocks.map(({ n, events }) => ({ n, events }));
  let at = 0;
  blocks.forEach(({ width }, i) => {
    for (const end = at + width; at < end; at++) classOf[frequent[at]] = i;
  });
  const rare = codes.filter(code => !isFrequent(code));
  const rareClass = rare.length > 0 ? counts.push(sumOf(rare.map(code => levels[code]))) - 1 : -1;
  for (const code of rare) classOf[code] = rareClass;
  const gapClass = gaps && gaps.n > 0 ? counts.push(gaps) - 1 : -1;
  return { ...withEvidence(counts, limits.soundRows), cuts: new Float64Array(0), classOf, rareClass, gapClass };
}

interface Limits extends MergeChoices {
  /** Fewer rows say nothing. */
  readonly soundRows: number;
}

function limitsOf({ maxClasses, minEvents, minShare }: BinChoices, counts: readonly Counts[]): Limits {
  const all = sumOf(counts);
  const soundRows = soundRowsFor(all, minEvents);
  return { maxClasses, minRows: Math.max(minShare * all.n, soundRows), soundRows };
}

function sumOf(counts: readonly Counts[]): Counts {
  return counts.reduce((sum, { n, events }) => ({ n: sum.n + n, events: sum.events + events }), { n: 0, events: 0 });
}

/** Values that part the numbers as evenly as repeated ones allow, each the least of its class. @param sorted ascending */
function quantileCuts(sorted: Float64Array, nClasses: number): Float64Array {
  const cuts: number[] = [];
  for (let i = 1; i < nClasses; i++) {
    const value = sorted[Math.floor((i * sorted.length) / nClasses)];
    if (value > (cuts.at(-1) ?? sorted[0])) cuts.push(value);
  }
  return Float64Array.from(cuts);
}

function countBy(
  { values, y, weights }: BinInput,
  nClasses: number,
  classOf: (value: number) => number,
  context: TaskContext,
): Counts[] {
  const n = new Float64Array(nClasses);
  const events = new Float64Array(nClasses);
  for (let from = 0; from < y.length; from += CHUNK_ROWS) {
    context.throwIfCancelled();
    for (let row = from; row < Math.min(y.length, from + CHUNK_ROWS); row++) {
      const at = classOf(values[row]);
      const weight = weights === null ? 1 : weights[row];
      n[at] += weight;
      if (y[row] === 1) events[at] += weight;
    }
  }
  return Array.from(n, (count, i) => ({ n: count, events: events[i] }));
}

export interface WeighInput {
  readonly values: FeatureValues;
  readonly classes: FeatureClasses;
  /** out [nRows] */
  readonly out: Float64Array;
}

/** The weight of evidence of every row by one feature. */
export function weighFeature({ values, classes, out }: WeighInput, context: TaskContext): void {
  const isNumber = values instanceof Float64Array;
  const lookup = lookupOf(classes, isNumber);
  for (let from = 0; from < out.length; from += CHUNK_ROWS) {
    context.throwIfCancelled();
    for (let row = from; row < Math.min(out.length, from + CHUNK_ROWS); row++) out[row] = lookup(values[row]);
  }
}

function lookupOf(classes: FeatureClasses, isNumber: boolean): (value: number) => number {
  const weights = Float64Array.from(classes.classes, ({ woe }) => woe);
  return value => {
    const at = classOfValue(classes, isNumber, value);
    return at < 0 ? 0 : weights[at];
  };
}
