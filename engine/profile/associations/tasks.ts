import type { TaskContext } from '../../workers/Task.ts';
import { firstAtLeast } from '../numberDetail.ts';
import type { SortedColumn } from '../sortedColumns.ts';
import { sortedPresent } from '../summarise.ts';
import { centredRanks, correlationRatio, cramersV, pearson, spearman } from './measures.ts';

/** A column ready to be compared; arrays are shared between the threads. */
export interface NumberVariable {
  readonly kind: 'number';
  readonly values: Float64Array;
  /** A value in the middle of them. */
  readonly shift: number;
  readonly codes: Int32Array;
  readonly nCodes: number;
  /** Ranks from the middle one, ties at their mean; they hold for every pair of columns without gaps. */
  readonly ranks: Float64Array;
  readonly isComplete: boolean;
}
export interface CategoryVariable {
  readonly kind: 'category';
  readonly codes: Int32Array;
  readonly nCodes: number;
}
export type Variable = NumberVariable | CategoryVariable;

export interface RankInput {
  readonly values: Float64Array;
  /** All values of the column in order, where they are at hand, and which of the rows taken each row is: -1 for none; null for all of them. */
  readonly inOrder: (SortedColumn & { readonly placeOf: Int32Array | null }) | null;
  /** out [n], shared: place of each value in the order of the different values, -1 where it is missing */
  readonly codes: Int32Array;
  /** out [n], shared: filled where no value is missing */
  readonly ranks: Float64Array;
}
export interface RankOutput {
  readonly nCodes: number;
  readonly isComplete: boolean;
  readonly shift: number;
}

function rankCodes(input: RankInput, context: TaskContext): RankOutput {
  const { values, codes, ranks, inOrder } = input;
  if (inOrder) return rankInOrder(inOrder, input, context);
  const sorted = sortedPresent(values);
  context.throwIfCancelled();
  const shift = sorted.length > 0 ? sorted[sorted.length >> 1] : 0;
  const isComplete = sorted.length === values.length;
  let nCodes = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[nCodes++] = sorted[i];
  const distinct = sorted.subarray(0, nCodes);
  for (let row = 0; row < values.length; row++)
    codes[row] = Number.isNaN(values[row]) ? -1 : firstAtLeast(distinct, values[row]);
  if (isComplete) fillRanks(codes, nCodes, ranks);
  return { nCodes, shift, isComplete };
}

/** The same by going through all rows of the table in the order of their values. */
function rankInOrder(
  { values: sorted, rows, placeOf }: NonNullable<RankInput['inOrder']>,
  { values, codes, ranks }: RankInput,
  context: TaskContext,
): RankOutput {
  codes.fill(-1);
  const taken = new Int32Array(values.length);
  let n = 0;
  let code = -1;
  let last = NaN;
  for (let i = 0; i < rows.length; i++) {
    const place = placeOf ? placeOf[rows[i]] : rows[i];
    if (place < 0) continue;
    if (sorted[i] !== last) {
      code++;
      last = sorted[i];
    }
    codes[place] = code;
    taken[n++] = place;
  }
  context.throwIfCancelled();
  const nCodes = code + 1;
  const isComplete = n === values.length;
  if (isComplete) fillRanks(codes, nCodes, ranks);
  return { nCodes, isComplete, shift: n > 0 ? values[taken[n >> 1]] : 0 };
}

function fillRanks(codes: Int32Array, nCodes: number, ranks: Float64Array): void {
  const counts = new Int32Array(nCodes);
  for (let row = 0; row < codes.length; row++) counts[codes[row]]++;
  const rankOf = centredRanks(counts, codes.length);
  for (let row = 0; row < codes.length; row++) ranks[row] = rankOf[codes[row]];
}

export interface PairsInput {
  readonly variables: readonly Variable[];
  /** Positions in `variables`, two for each pair. */
  readonly pairs: readonly (readonly [number, number])[];
}
/** `first`: Pearson, V or eta. `second`: Spearman, or the adjusted eta. */
export interface PairOutput {
  readonly n: number;
  readonly first: number | null;
  readonly second: number | null;
}

function measurePairs({ variables, pairs }: PairsInput, context: TaskContext): PairOutput[] {
  return pairs.map(([i, j]) => {
    context.throwIfCancelled();
    return measurePair(variables[i], variables[j]);
  });
}

function measurePair(a: Variable, b: Variable): PairOutput {
  if (a.kind === 'number' && b.kind === 'number') {
    const { n, value } = pearson(a.values, b.values, a.shift, b.shift);
    // Without gaps the ranks are those of the columns, and reading them in a row is many times as quick.
    const byRank = a.isComplete && b.isComplete ? pearson(a.ranks, b.ranks, 0, 0) : spearman(a, b);
    return { n, first: value, second: byRank.value };
  }
  if (a.kind === 'category' && b.kind === 'category') {
    const { n, value } = cramersV(a, b);
    return { n, first: value, second: null };
  }
  const [category, number] = a.kind === 'category' ? [a, b as NumberVariable] : [b, a];
  const { n, value, adjusted } = correlationRatio(category, number.values, number.shift);
  return { n, first: value, second: adjusted };
}

export const ASSOCIATION_TASKS = { 'profile.ranks': rankCodes, 'profile.pairs': measurePairs };
