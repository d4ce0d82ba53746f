/** Where a digit of the 64 bits of a double lies: in its lower or upper half, and how many bits are below it. */
const DIGITS = [
  { isUpper: false, shift: 0 },
  { isUpper: false, shift: 11 },
  { isUpper: false, shift: 22 },
  { isUpper: true, shift: 0 },
  { isUpper: true, shift: 11 },
  { isUpper: true, shift: 22 },
] as const;
const N_BUCKETS = 2048;
const DIGIT = N_BUCKETS - 1;
/** Below this the sort that is built in is as quick. */
const WORTH_DIGITS = 4096;

/** Numbers to sort, as their bits in an order that unsigned integers have too, and where each stood. */
interface Keys {
  lower: Uint32Array;
  upper: Uint32Array;
  places: Int32Array;
}

/**
 * The values that are not NaN, ascending: the same as the sort that is built in, bit for bit, in a fraction of the time for many.
 * Cost: linear; six passes over the digits of the doubles, those in which all agree left out.
 */
export function sortedPresent(values: Float64Array, space?: SortSpace): Float64Array {
  if (values.length < WORTH_DIGITS) return values.filter(value => !Number.isNaN(value)).sort();
  return valuesOf(sortedKeys(values, null, space), space?.sorted);
}

/** Room to sort so many numbers in, one lot after the other; what is sorted stands in it until the next. */
export interface SortSpace {
  readonly from: Keys;
  readonly to: Keys;
  readonly sorted: Float64Array;
}

export function newSortSpace(n: number): SortSpace {
  return { from: newKeys(n), to: newKeys(n), sorted: new Float64Array(n) };
}

/** The same, with the row of each; ties keep the order of the rows. */
export function sortWithRows(values: Float64Array): { values: Float64Array; rows: Int32Array } {
  const keys = sortedKeys(values, null);
  return { values: valuesOf(keys), rows: keys.places };
}

function valuesOf({ lower, upper }: Keys, room: Float64Array = new Float64Array(lower.length)): Float64Array {
  const sorted = room.subarray(0, lower.length);
  const bits = new Uint32Array(sorted.buffer, sorted.byteOffset, 2 * sorted.length);
  for (let i = 0; i < lower.length; i++) {
    // The first bit is set for what is not negative.
    const flip = upper[i] >>> 31 === 1 ? 0 : 0xffffffff;
    bits[2 * i] = lower[i] ^ flip;
    bits[2 * i + 1] = upper[i] ^ (flip | 0x80000000);
  }
  return sorted;
}

/**
 * The given rows in the order of their keys; NaN comes last either way, ties keep the order of the rows.
 * @param keys one per row of the table
 */
export function sortedRows(keys: Float64Array, rows: Int32Array, isDescending: boolean): Int32Array {
  const present = new Int32Array(rows.length);
  const missing: number[] = [];
  const values = new Float64Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const key = keys[rows[i]];
    if (key !== key) {
      missing.push(rows[i]);
      continue;
    }
    present[n] = rows[i];
    // So that 0 and -0 are one.
    values[n++] = (isDescending ? -key : key) + 0;
  }
  const { places } = sortedKeys(values.subarray(0, n), present.subarray(0, n));
  const sorted = new Int32Array(rows.length);
  sorted.set(places);
  sorted.set(missing, n);
  return sorted;
}

/** @param places what is moved along with the values; their own number without it */
function sortedKeys(values: Float64Array, places: Int32Array | null, space?: SortSpace): Keys {
  let from = keysOf(values, places, space?.from);
  const counts = countDigits(from);
  let to: Keys | null = null;
  for (const [digit, { isUpper, shift }] of DIGITS.entries()) {
    const halves = isUpper ? from.upper : from.lower;
    const ends = counts.subarray(digit * N_BUCKETS, (digit + 1) * N_BUCKETS);
    if (halves.length > 0 && ends[(halves[0] >>> shift) & DIGIT] === halves.length) continue;
    let start = 0;
    for (let bucket = 0; bucket < N_BUCKETS; bucket++) {
      const size = ends[bucket];
      ends[bucket] = start;
      start += size;
    }
    to ??= space ? firstOf(space.to, halves.length) : newKeys(halves.length);
    deal(from, to, halves, shift, ends);
    [from, to] = [to, from];
  }
  return from;
}

/** How often each digit has each value, all digits in one pass: [6 × N_BUCKETS]. */
function countDigits({ lower, upper }: Keys): Int32Array {
  const counts = new Int32Array(DIGITS.length * N_BUCKETS);
  for (let i = 0; i < lower.length; i++) {
    const low = lower[i];
    const high = upper[i];
    counts[low & DIGIT]++;
    counts[N_BUCKETS + ((low >>> 11) & DIGIT)]++;
    counts[2 * N_BUCKETS + (low >>> 22)]++;
    counts[3 * N_BUCKETS + (high & DIGIT)]++;
    counts[4 * N_BUCKETS + ((high >>> 11) & DIGIT)]++;
    counts[5 * N_BUCKETS + (high >>> 22)]++;
  }
  return counts;
}

function deal(from: Keys, to: Keys, halves: Uint32Array, shift: number, next: Int32Array): void {
  const { lower, upper, places } = from;
  const [toLower, toUpper, toPlaces] = [to.lower, to.upper, to.places];
  for (let i = 0; i < halves.length; i++) {
    const at = next[(halves[i] >>> shift) & DIGIT]++;
    toLower[at] = lower[i];
    toUpper[at] = upper[i];
    toPlaces[at] = places[i];
  }
}

function newKeys(n: number): Keys {
  return { lower: new Uint32Array(n), upper: new Uint32Array(n), places: new Int32Array(n) };
}

function firstOf({ lower, upper, places }: Keys, n: number): Keys {
  return { lower: lower.subarray(0, n), upper: upper.subarray(0, n), places: places.subarray(0, n) };
}

function keysOf(values: Float64Array, given: Int32Array | null, room = newKeys(values.length)): Keys {
  const { lower, upper, places } = room;
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== values[i]) continue;
    const isNegative = bits[2 * i + 1] >>> 31 === 1;
    lower[n] = isNegative ? ~bits[2 * i] : bits[2 * i];
    upper[n] = isNegative ? ~bits[2 * i + 1] : bits[2 * i + 1] | 0x80000000;
    places[n++] = given ? given[i] : i;
  }
  return firstOf(room, n);
}
