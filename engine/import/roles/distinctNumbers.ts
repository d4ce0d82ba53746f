import { kernelsFor } from '../../kernels/kernelsFor.ts';
import type { Arena, KernelMemory } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';

/** So many different values at most are counted in a table that stays in the processor's cache. */
const FEW_VALUES = 2_048;
const FEW_SLOTS = 8_192;
/** Whole numbers around the first value are counted in a row of bits, so many for each value. */
const BITS_PER_VALUE = 64;
const LEAST_BITS = 65_536;
/** So many at first: they stay in the processor's cache, and clearing them is nothing. */
const NEAR_BITS = 2 ** 20;
const MOST_BITS = 2 ** 26;
/** Partitions so small that each is counted within the processor's cache. */
const PARTITION_VALUES = 4_096;
const MOST_PARTITIONS = 256;

/** Values that kernels look at in one. */
const CHUNK_VALUES = 8_192;
const ROUNDING_BYTES = 64 * 8;

/** How many different numbers there are; 0 and -0 are one, NaN is none. */
export function distinctNumbers(values: Float64Array): number {
  const counter = new DistinctCounter(values, newKernelMemory('typescript'));
  for (let to = 0; to < values.length;) counter.lookTo((to = Math.min(values.length, to + CHUNK_VALUES)));
  return counter.count();
}

/**
 * Counts different numbers while an array is being filled, so that a chunk is looked at as long as it is in the processor's cache.
 * Cost: nothing more where they ascend, a look into a row of bits where they are whole and not too far apart, into a small table where few are
 * different, else a few passes.
 */
export class DistinctCounter {
  private readonly values: Float64Array;
  private readonly memory: KernelMemory;
  private seen = 0;
  /** Of values that ascend; null once one is below the one before it. */
  private ascending: Ascending | null;
  /** Of values that are whole and near one another; null once one is not. */
  private whole: WholeBits | null = null;
  /** Of few values; null once there are too many. */
  private few: FewValues | null = null;

  /** @param memory whose kernels this thread can use; `release` gives back what is taken of it */
  constructor(values: Float64Array, memory: KernelMemory) {
    this.values = values;
    this.memory = memory;
    this.ascending = { desk: new Desk(memory, 0), steps: 0, last: NaN };
  }

  /** Takes in the values up to `end`; called with rising ends. */
  lookTo(end: number): void {
    const from = this.seen;
    this.seen = end;
    if (this.ascending !== null) this.addAscending(from, this.ascending);
    else if (this.whole !== null) this.addWhole(from, this.whole);
    else if (this.few !== null) this.addFew(from, this.few);
  }

  /** Different ones among all values. Nothing can be looked at afterwards. */
  count(): number {
    try {
      const { ascending, whole, few } = this;
      return ascending?.steps ?? whole?.distinct ?? few?.n ?? distinctInPartitions(this.values, this.memory);
    } finally {
      this.release();
    }
  }

  release(): void {
    for (const way of [this.ascending, this.whole, this.few]) way?.desk.release();
    this.ascending = null;
    this.whole = null;
    this.few = null;
  }

  private addAscending(start: number, way: Ascending): void {
    for (let from = start; from < this.seen; from += CHUNK_VALUES) {
      const part = way.desk.lay(this.values, from, this.seen);
      const steps = way.desk.kernels.countSteps(part, part.length, way.last);
      if (steps < 0) {
        way.desk.release();
        this.ascending = null;
        this.addWhole(0, (this.whole = bitsFor(this.values, NEAR_BITS, this.memory)));
        return;
      }
      way.steps += steps;
      if (steps > 0) way.last = lastOf(part);
    }
  }

  private addWhole(start: number, way: WholeBits): void {
    for (let from = start; from < this.seen; from += CHUNK_VALUES) {
      const part = way.desk.lay(this.values, from, this.seen);
      const fresh = way.desk.kernels.markWhole(part, part.length, way.low, way.size, way.words);
      if (fresh < 0) {
        way.desk.release();
        this.whole = null;
        if (way.size < bitsWorth(this.values.length) && isWhole(part)) {
          this.addWhole(0, (this.whole = bitsFor(this.values, MOST_BITS, this.memory)));
          return;
        }
        if (way.distinct <= FEW_VALUES) this.addFew(0, (this.few = fewValues(this.memory)));
        return;
      }
      way.distinct += fresh;
    }
  }

  private addFew(start: number, way: FewValues): void {
    const { desk, known, slots } = way;
    for (let from = start; from < this.seen; from += CHUNK_VALUES) {
      const values = desk.lay(this.values, from, this.seen);
      const call = { values, n: values.length, known, nKnown: way.n, most: FEW_VALUES, slots, nSlots: FEW_SLOTS };
      way.n = desk.kernels.addKnown(call);
      if (way.n <= FEW_VALUES) continue;
      desk.release();
      this.few = null;
      return;
    }
  }
}

/** Memory for one way of counting, where its kernels see it, a chunk of values among it. */
class Desk {
  readonly kernels: Kernels;
  readonly arena: Arena;
  private readonly chunk: Float64Array | null;

  constructor(memory: KernelMemory, sizeBytes: number) {
    this.arena = memory.arena(sizeBytes + CHUNK_VALUES * 8 + ROUNDING_BYTES);
    this.kernels = kernelsFor(this.arena.handle);
    this.chunk = this.arena.handle.kind === 'wasm' ? this.arena.float64(CHUNK_VALUES) : null;
  }

  /** A chunk of values from `from` on, `end` at most. */
  lay(values: Float64Array, from: number, end: number): Float64Array {
    const part = values.subarray(from, Math.min(end, from + CHUNK_VALUES));
    if (!this.chunk) return part;
    this.chunk.set(part);
    return this.chunk.subarray(0, part.length);
  }

  /** All values, chunk by chunk. */
  *parts(values: Float64Array): Generator<Float64Array> {
    for (let from = 0; from < values.length; from += CHUNK_VALUES) yield this.lay(values, from, values.length);
  }

  release(): void {
    this.arena.release();
  }
}

interface Ascending {
  readonly desk: Desk;
  steps: number;
  /** The last that is there. */
  last: number;
}
interface WholeBits {
  readonly desk: Desk;
  readonly low: number;
  readonly size: number;
  /** [size / 32] */
  readonly words: Int32Array;
  /** Bits that are set. */
  distinct: number;
}
interface FewValues {
  readonly desk: Desk;
  readonly known: Float64Array;
  readonly slots: Int32Array;
  n: number;
}

/** A power of two. */
function bitsWorth(nValues: number): number {
  return 2 ** Math.ceil(Math.log2(Math.min(MOST_BITS, Math.max(LEAST_BITS, nValues * BITS_PER_VALUE))));
}

function isWhole(values: Float64Array): boolean {
  return values.every(value => value !== value || value === Math.floor(value));
}

/** @param most a power of two */
function bitsFor(values: Float64Array, most: number, memory: KernelMemory): WholeBits {
  const size = Math.min(most, bitsWorth(values.length));
  let at = 0;
  while (at < values.length - 1 && values[at] !== values[at]) at++;
  const first = Math.floor(values[at]);
  const low = Math.abs(first) < size / 4 || !Number.isFinite(first) ? -size / 4 : first - size / 2;
  const desk = new Desk(memory, size / 8);
  return { desk, low, size, words: desk.arena.int32(size / 32).fill(0), distinct: 0 };
}

function fewValues(memory: KernelMemory): FewValues {
  const nKnown = FEW_VALUES + CHUNK_VALUES;
  const desk = new Desk(memory, nKnown * 8 + FEW_SLOTS * 4);
  return { desk, known: desk.arena.float64(nKnown), slots: desk.arena.int32(FEW_SLOTS).fill(0), n: 0 };
}

/** The last that is there. */
function lastOf(values: Float64Array): number {
  let i = values.length - 1;
  while (values[i] !== values[i]) i--;
  return values[i];
}

/** Cuts the values by their hash, so that equal ones meet in one partition, and counts each partition by itself. */
function distinctInPartitions(values: Float64Array, memory: KernelMemory): number {
  const nBits = Math.max(0, Math.ceil(Math.log2(values.length / PARTITION_VALUES)));
  const nPartitions = Math.min(MOST_PARTITIONS, 2 ** nBits);
  const sizes = partitionSizes(values, nPartitions, memory);
  // A partition can hold all values: they may be equal.
  const nSlots = 2 ** Math.ceil(Math.log2(Math.max(...sizes) * 2 + 2));
  const desk = new Desk(memory, values.length * 8 + (nPartitions + 1 + nSlots) * 4);
  const { kernels, arena } = desk;
  try {
    const next = arena.int32(nPartitions + 1);
    next.set(sizes);
    for (let partition = 1; partition <= nPartitions; partition++) next[partition] += next[partition - 1];
    const sorted = arena.float64(values.length);
    for (const part of desk.parts(values)) kernels.placeInPartitions(part, part.length, nPartitions, next, sorted);
    const slots = arena.int32(nSlots).fill(-1);
    let distinct = 0;
    for (let partition = 0, from = 0; partition < nPartitions; partition++) {
      distinct += kernels.countPartition(sorted, from, next[partition], slots, nSlots);
      from = next[partition];
    }
    return distinct;
  } finally {
    desk.release();
  }
}

/** [nPartitions + 1], each behind the place of its own: the first is 0 */
function partitionSizes(values: Float64Array, nPartitions: number, memory: KernelMemory): Int32Array {
  const desk = new Desk(memory, (nPartitions + 1) * 4);
  try {
    const sizes = desk.arena.int32(nPartitions + 1).fill(0);
    for (const part of desk.parts(values)) desk.kernels.sizePartitions(part, part.length, nPartitions, sizes);
    return Int32Array.from(sizes);
  } finally {
    desk.release();
  }
}
