import { MISSING_BIN } from '../../kernels/TreeCalls.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Feature, FeatureTable } from '../../table/FeatureTable.ts';
import { newSortSpace, sortedPresent, sortedRows, type SortSpace } from '../../table/sortNumbers.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';

/** How the values of a feature become at most 255 bins, and MISSING_BIN for a gap. */
export type FeatureBins =
  | {
      readonly kind: 'number';
      /** Ascending; a value is in the bin of the first threshold that is not below it. */
      readonly thresholds: Float64Array;
      readonly nBins: number;
      readonly hasMissing: boolean;
    }
  | {
      readonly kind: 'category';
      /** [levels]; MISSING_BIN for a level without training rows. */
      readonly binOf: Uint8Array;
      readonly nBins: number;
      readonly hasMissing: boolean;
    };

/** Quantiles of more rows than these are taken from as many drawn by lot. */
const MOST_SAMPLED = 200_000;
const LARGEST_THRESHOLD = 1e300;

interface FindBinsInput {
  readonly queue: ChunkQueue;
  readonly features: readonly Feature[];
  /** Rows that quantiles are taken from; null is all. */
  readonly rows: Int32Array | null;
  readonly weights: Float64Array | null;
  readonly maxBins: number;
}

/**
 * Bins of every feature. Numbers with at most `maxBins` distinct values have one for each, cut half way between; others are cut at quantiles
 * (by weight, where rows have one). The most frequent levels of a category have a bin each, the rest share one.
 */
export async function findFeatureBins(
  { features, nRows }: FeatureTable,
  weights: Float64Array | null,
  maxBins: number,
  run: Run,
): Promise<FeatureBins[]> {
  const rows = nRows > MOST_SAMPLED ? shared(run.stream('trees.bins').sample(nRows, MOST_SAMPLED)) : null;
  const input: FindBinsInput = { queue: newChunkQueue(features.length, 1), features, rows, weights, maxBins };
  const found = await onEveryThread<FindBinsInput, BinsOfFeature[]>(run, 'trees.findBins', input);
  return found
    .flat()
    .sort((a, b) => a.index - b.index)
    .map(({ bins }) => bins);
}

interface BinsOfFeature {
  readonly index: number;
  readonly bins: FeatureBins;
}
/** What a thread picks and sorts values in, feature after feature. */
interface Room {
  readonly picked: Float64Array;
  readonly space: SortSpace;
}

export function findBins(input: FindBinsInput, context: TaskContext): BinsOfFeature[] {
  const { queue, features, rows, weights } = input;
  const nPicked = rows?.length ?? 0;
  const isSampled = rows !== null && !weights;
  const room = isSampled ? { picked: new Float64Array(nPicked), space: newSortSpace(nPicked) } : null;
  const found: BinsOfFeature[] = [];
  claimChunks(queue, context, ({ index }) => {
    found.push({ index, bins: binsOf(features[index], input, room) });
  });
  return found;
}

function shared(rows: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(rows.length * 4));
  copy.set(rows);
  return copy;
}

function binsOf(feature: Feature, { rows, weights, maxBins }: FindBinsInput, room: Room | null): FeatureBins {
  if (feature.kind === 'category') return categoryBins(feature.codes, feature.levels.length, weights, maxBins);
  const { values } = feature;
  const hasMissing = values.some(value => value !== value);
  const thresholds = weights
    ? weightedThresholds(values, rows ?? rowsOf(values.length), weights, maxBins)
    : plainThresholds(
        rows ? sortedPresent(pick(values, rows, room?.picked), room?.space) : sortedPresent(values),
        maxBins,
      );
  return { kind: 'number', thresholds, nBins: thresholds.length + 1, hasMissing };
}

function pick(
  values: Float64Array,
  rows: Int32Array,
  picked: Float64Array = new Float64Array(rows.length),
): Float64Array {
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]];
  return picked;
}

function rowsOf(nRows: number): Int32Array {
  return Int32Array.from({ length: nRows }, (_none, row) => row);
}

/** @param sorted ascending, without gaps */
function plainThresholds(sorted: Float64Array, maxBins: number): Float64Array {
  const distinct = distinctOf(sorted, maxBins);
  if (distinct) return midpoints(distinct);
  const cuts: number[] = [];
  for (let k = 1; k < maxBins; k++) {
    const at = Math.floor((k * sorted.length) / maxBins);
    const isExact = at * maxBins === k * sorted.length;
    cuts.push(isExact ? middle(sorted[at - 1], sorted[at]) : sorted[at]);
  }
  return ascending(cuts);
}

function weightedThresholds(
  values: Float64Array,
  rows: Int32Array,
  weights: Float64Array,
  maxBins: number,
): Float64Array {
  const order = sortedRows(values, rows, false).filter(row => values[row] === values[row] && weights[row] > 0);
  const sorted = pick(values, order);
  const distinct = distinctOf(sorted, maxBins);
  if (distinct) return midpoints(distinct);
  let whole = 0;
  for (const row of order) whole += weights[row];
  const cuts: number[] = [];
  let sum = 0;
  for (let i = 0, k = 1; i < order.length && k < maxBins; i++) {
    sum += weights[order[i]];
    for (; k < maxBins && sum * maxBins >= k * whole; k++) {
      const isExact = sum * maxBins === k * whole && i + 1 < order.length;
      cuts.push(isExact ? middle(sorted[i], sorted[i + 1]) : sorted[i]);
    }
  }
  return ascending(cuts);
}

/** The distinct values, or null when there are more than `most`. */
function distinctOf(sorted: Float64Array, most: number): number[] | null {
  const distinct: number[] = [];
  for (const value of sorted) {
    if (distinct.length > 0 && value === distinct[distinct.length - 1]) continue;
    if (distinct.length === most) return null;
    distinct.push(value);
  }
  return distinct;
}

function midpoints(distinct: readonly number[]): Float64Array {
  return ascending(distinct.slice(1).map((value, i) => middle(distinct[i], value)));
}

/** Half way, and never the upper one: that would put both on the same side. */
function middle(low: number, high: number): number {
  const half = low + (high - low) / 2;
  return half < high ? half : low;
}

function ascending(cuts: readonly number[]): Float64Array {
  const distinct = cuts.filter((cut, i) => i === 0 || cut > cuts[i - 1]);
  return Float64Array.from(distinct, cut => Math.min(cut, LARGEST_THRESHOLD));
}

function categoryBins(codes: Int32Array, nLevels: number, weights: Float64Array | null, maxBins: number): FeatureBins {
  const counts = new Float64Array(nLevels);
  let hasMissing = false;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0 || code >= nLevels) hasMissing = true;
    else counts[code] += weights ? weights[row] : 1;
  }
  const present = Array.from(counts.keys()).filter(code => counts[code] > 0);
  const kept = new Set(
    present.length <= maxBins
      ? present
      : present.toSorted((a, b) => counts[b] - counts[a] || a - b).slice(0, maxBins - 1),
  );
  const binOf = new Uint8Array(nLevels).fill(MISSING_BIN);
  let nBins = 0;
  for (const code of present) if (kept.has(code)) binOf[code] = nBins++;
  if (kept.size < present.length) {
    for (const code of present) if (!kept.has(code)) binOf[code] = nBins;
    nBins++;
  }
  return { kind: 'category', binOf, nBins, hasMissing };
}
