/** So many different values at most are counted in a table that stays in the processor's cache. */
const FEW_VALUES = 2_048;
const FEW_SLOTS = 8_192;
/** Whole numbers that lie this close together, per value, are counted in a row of bits. */
const MOST_BITS_PER_VALUE = 64;
const LEAST_BITS = 65_536;
const MOST_BITS = 2 ** 31 - 1;
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
 * Cost: nothing more where they ascend or few are different, a pass where they are whole and close together, else a few.
 */
export class DistinctCounter {
  private readonly values: Float64Array;
  private readonly range = { low: Infinity, high: -Infinity, areWhole: true };
  private seen = 0;
  /** Of values that ascend; null once one is below the one before it. */
  private ascending: number | null = 0;
  private last = NaN;
  /** Of few values; null once there are too many. */
  private few: number | null = 0;
  private readonly slots = new Int32Array(FEW_SLOTS).fill(-1);

  constructor(values: Float64Array) {
    this.values = values;
  }

  /** Takes in the values up to `end`; called with rising ends. */
  lookTo(end: number): void {
    const part = this.values.subarray(this.seen, end);
    if (this.ascending !== null) this.addAscending(part, this.ascending);
    if (this.few !== null) this.addFew(end, this.few);
    if (this.few === null && this.range.areWhole) widen(this.range, this.values.subarray(this.seen, end));
    this.seen = end;
  }

  /** Different ones among all values. */
  count(): number {
    if (this.ascending !== null) return this.ascending;
    if (this.few !== null) return this.few;
    const { low, high, areWhole } = this.range;
    const span = high - low + 1;
    const most = Math.min(MOST_BITS, Math.max(LEAST_BITS, this.values.length * MOST_BITS_PER_VALUE));
    return areWhole && span <= most ? distinctWhole(this.values, low, span) : distinctInPartitions(this.values);
  }

  private addAscending(part: Float64Array, known: number): void {
    const steps = countSteps(part, this.last);
    this.ascending = steps < 0 ? null : known + steps;
    if (steps > 0) this.last = lastOf(part);
  }

  private addFew(end: number, known: number): void {
    let few = known;
    for (let from = this.seen; from < end; from += FEW_VALUES) {
      few += addDistinct(this.values, from, Math.min(end, from + FEW_VALUES), 0, this.slots);
      if (few <= FEW_VALUES) continue;
      this.few = null;
      widen(this.range, this.values.subarray(0, this.seen));
      return;
    }
    this.few = few;
  }
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

/** Stops widening where a value is no whole number, for then the range is no matter. */
function widen(range: { low: number; high: number; areWhole: boolean }, values: Float64Array): void {
  let { low, high } = range;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
    // A missing value is not equal to itself.
    if (value === Math.floor(value) || value !== value) continue;
    range.areWhole = false;
    return;
  }
  range.low = low;
  range.high = high;
}

function distinctWhole(values: Float64Array, low: number, span: number): number {
  const seen = new Int32Array(Math.ceil(span / 32));
  let distinct = 0;
  eachPart(values, part => (distinct += markSeen(part, low, seen)));
  return distinct;
}

/** Sets the bits of values; returns how many were not set. */
function markSeen(values: Float64Array, low: number, seen: Int32Array): number {
  let fresh = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== value) continue;
    const at = (value - low) | 0;
    const bit = 1 << (at & 31);
    const word = seen[at >>> 5];
    if ((word & bit) !== 0) continue;
    seen[at >>> 5] = word | bit;
    fresh++;
  }
  return fresh;
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
