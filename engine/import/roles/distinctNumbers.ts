/** So many different values at most are counted in a table that stays in the processor's cache. */
const FEW_VALUES = 2_048;
const FEW_SLOTS = 8_192;
/** Whole numbers around the first value are counted in a row of bits, so many for each value. */
const BITS_PER_VALUE = 64;
const LEAST_BITS = 65_536;
const MOST_BITS = 2 ** 26;
/** Partitions so small that each is counted within the processor's cache. */
const PARTITION_VALUES = 4_096;
const MOST_PARTITIONS = 256;

/** Loops over so many values are functions of their own, so that they are compiled once and not again for every column. */
const CHUNK_VALUES = 8_192;

/** How many different numbers there are; 0 and -0 are one, NaN is none. */
export function distinctNumbers(values: Float64Array): number {
  const counter = new DistinctCounter(values);
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
  private seen = 0;
  /** Of values that ascend; null once one is below the one before it. */
  private ascending: number | null = 0;
  private last = NaN;
  /** Of values that are whole and near one another; null once one is not. */
  private whole: WholeBits | null = null;
  /** Of few values; null once there are too many. */
  private few: number | null = null;
  private readonly slots = new Int32Array(FEW_SLOTS).fill(-1);

  constructor(values: Float64Array) {
    this.values = values;
  }

  /** Takes in the values up to `end`; called with rising ends. */
  lookTo(end: number): void {
    const from = this.seen;
    this.seen = end;
    if (this.ascending !== null) this.addAscending(from, this.ascending);
    else if (this.whole !== null) this.addWhole(from, this.whole);
    else if (this.few !== null) this.addFew(from, this.few);
  }

  /** Different ones among all values. */
  count(): number {
    return this.ascending ?? this.whole?.distinct ?? this.few ?? distinctInPartitions(this.values);
  }

  private addAscending(from: number, known: number): void {
    const part = this.values.subarray(from, this.seen);
    const steps = countSteps(part, this.last);
    this.ascending = steps < 0 ? null : known + steps;
    if (steps > 0) this.last = lastOf(part);
    if (steps < 0) this.addWhole(0, (this.whole = bitsFor(this.values)));
  }

  private addWhole(start: number, bits: WholeBits): void {
    for (let from = start; from < this.seen; from += CHUNK_VALUES) {
      const fresh = markWhole(this.values, from, Math.min(this.seen, from + CHUNK_VALUES), bits);
      if (fresh < 0) {
        this.whole = null;
        if (bits.distinct <= FEW_VALUES) this.addFew(0, 0);
        return;
      }
      bits.distinct += fresh;
    }
  }

  private addFew(start: number, known: number): void {
    this.few = known;
    for (let from = start; from < this.seen && this.few !== null; from += FEW_VALUES) {
      const to = Math.min(this.seen, from + FEW_VALUES);
      const few: number = this.few + addDistinct(this.values, from, to, 0, this.slots);
      this.few = few > FEW_VALUES ? null : few;
    }
  }
}

interface WholeBits {
  readonly low: number;
  readonly size: number;
  /** [size / 32] */
  readonly words: Int32Array;
  /** Bits that are set. */
  distinct: number;
}

function bitsFor(values: Float64Array): WholeBits {
  const wanted = Math.min(MOST_BITS, Math.max(LEAST_BITS, values.length * BITS_PER_VALUE));
  const size = 2 ** Math.ceil(Math.log2(wanted));
  let at = 0;
  while (at < values.length - 1 && values[at] !== values[at]) at++;
  const first = Math.floor(values[at]);
  const low = Math.abs(first) < size / 4 || !Number.isFinite(first) ? -size / 4 : first - size / 2;
  return { low, size, words: new Int32Array(size / 32), distinct: 0 };
}

/** Sets the bits of values; returns how many were not set, or -1 where one is not whole or too far away. */
function markWhole(values: Float64Array, from: number, to: number, { low, size, words }: WholeBits): number {
  let fresh = 0;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (value !== value) continue;
    const at = (value - low) | 0;
    if (at + low !== value || at >>> 0 >= size) return -1;
    const bit = 1 << (at & 31);
    const word = words[at >>> 5];
    if ((word & bit) !== 0) continue;
    words[at >>> 5] = word | bit;
    fresh++;
  }
  return fresh;
}

function eachPart(values: Float64Array, work: (part: Float64Array, from: number) => void): void {
  for (let from = 0; from < values.length; from += CHUNK_VALUES) work(values.subarray(from, from + CHUNK_VALUES), from);
}

/** How often a value is above the one before it, the first one of all included; -1 where one is below. */
function countSteps(values: Float64Array, before: number): number {
  let last = before;
  let steps = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < last) return -1;
    if (value <= last || value !== value) continue;
    steps++;
    last = value;
  }
  return steps;
}

/** The last that is there. */
function lastOf(values: Float64Array): number {
  let i = values.length - 1;
  while (values[i] !== values[i]) i--;
  return values[i];
}

/** Cuts the values by their hash, so that equal ones meet in one partition, and counts each partition by itself. */
function distinctInPartitions(values: Float64Array): number {
  const nBits = Math.max(0, Math.ceil(Math.log2(values.length / PARTITION_VALUES)));
  const nPartitions = Math.min(MOST_PARTITIONS, 2 ** nBits);
  const partitions = new Uint8Array(values.length);
  const next = new Int32Array(nPartitions + 1);
  eachPart(values, (part, from) =>
    assignPartitions(part, nPartitions, partitions.subarray(from, from + part.length), next),
  );
  let most = 0;
  for (let partition = 1; partition <= nPartitions; partition++) {
    most = Math.max(most, next[partition]);
    next[partition] += next[partition - 1];
  }
  const sorted = new Float64Array(values.length);
  eachPart(values, (part, from) =>
    placeInPartitions(part, partitions.subarray(from, from + part.length), next, sorted),
  );
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(most * 2 + 2))).fill(-1);
  let distinct = 0;
  for (let partition = 0, from = 0; partition < nPartitions; partition++) {
    distinct += addDistinct(sorted, from, next[partition], from, slots);
    from = next[partition];
  }
  return distinct;
}

/** @param ends gets one more behind the partition of each value */
function assignPartitions(values: Float64Array, nPartitions: number, partitions: Uint8Array, ends: Int32Array): void {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let i = 0; i < values.length; i++) {
    const partition = (hashOf(bits[2 * i], bits[2 * i + 1], values[i]) >>> 24) & (nPartitions - 1);
    partitions[i] = partition;
    ends[partition + 1]++;
  }
}

function placeInPartitions(values: Float64Array, partitions: Uint8Array, next: Int32Array, sorted: Float64Array): void {
  for (let i = 0; i < values.length; i++) sorted[next[partitions[i]]++] = values[i];
}

/**
 * Open addressing, about ten times as quick as a Set of a million numbers.
 * @param first what was met before this position does not count, so that the slots need not be cleared
 * @param slots a power of two of them, positions of values; more than there will be different values
 * @returns how many values of [from, to) were not there
 */
function addDistinct(values: Float64Array, from: number, to: number, first: number, slots: Int32Array): number {
  const mask = slots.length - 1;
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  let distinct = 0;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (value !== value) continue;
    let slot = hashOf(bits[2 * i], bits[2 * i + 1], value) & mask;
    while (slots[slot] >= first && values[slots[slot]] !== value) slot = (slot + 1) & mask;
    if (slots[slot] >= first) continue;
    slots[slot] = i;
    distinct++;
  }
  return distinct;
}

/** 0 and -0 are one. */
function hashOf(lowBits: number, highBits: number, value: number): number {
  if (value === 0) return 0;
  const hash = Math.imul(lowBits ^ Math.imul(highBits, 0x9e3779b1), 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
