/** As ../typescript/distinctValues.ts. */
export function countSteps(values: usize, n: i32, last: f64): i32 {
  let steps = 0;
  for (let i = 0; i < n; i++, values += 8) {
    const value = load<f64>(values);
    if (value < last) return -1;
    if (value <= last || value != value) continue;
    steps++;
    last = value;
  }
  return steps;
}

export function markWhole(values: usize, n: i32, low: f64, size: i32, words: usize): i32 {
  let fresh = 0;
  for (let i = 0; i < n; i++, values += 8) {
    const value = load<f64>(values);
    if (value != value) continue;
    const above = value - low;
    if (!(above >= 0 && above < <f64>size)) return -1;
    const at = <i32>above;
    if (<f64>at + low != value) return -1;
    const word = words + (<usize>(at >>> 5) << 2);
    const bit = 1 << (at & 31);
    const known = load<i32>(word);
    fresh += <i32>((known & bit) == 0);
    store<i32>(word, known | bit);
  }
  return fresh;
}

export function addKnown(
  values: usize,
  n: i32,
  known: usize,
  nKnown: i32,
  most: i32,
  slots: usize,
  nSlots: i32,
): i32 {
  const mask = nSlots - 1;
  for (let i = 0; i < n && nKnown <= most; i++, values += 8) {
    const value = load<f64>(values);
    if (value != value) continue;
    let slot = hashOf(value) & mask;
    let place = load<i32>(slots + (<usize>slot << 2));
    while (place != 0 && load<f64>(known + (<usize>(place - 1) << 3)) != value) {
      slot = (slot + 1) & mask;
      place = load<i32>(slots + (<usize>slot << 2));
    }
    if (place != 0) continue;
    store<f64>(known + (<usize>nKnown << 3), value);
    store<i32>(slots + (<usize>slot << 2), ++nKnown);
  }
  return nKnown;
}

export function sizePartitions(values: usize, n: i32, nPartitions: i32, ends: usize): void {
  for (let i = 0; i < n; i++, values += 8) {
    const end = ends + (<usize>(partitionOf(load<f64>(values), nPartitions) + 1) << 2);
    store<i32>(end, load<i32>(end) + 1);
  }
}

export function placeInPartitions(values: usize, n: i32, nPartitions: i32, next: usize, sorted: usize): void {
  for (let i = 0; i < n; i++, values += 8) {
    const value = load<f64>(values);
    const place = next + (<usize>partitionOf(value, nPartitions) << 2);
    const at = load<i32>(place);
    store<f64>(sorted + (<usize>at << 3), value);
    store<i32>(place, at + 1);
  }
}

export function countPartition(values: usize, from: i32, to: i32, slots: usize, nSlots: i32): i32 {
  const mask = nSlots - 1;
  let distinct = 0;
  for (let i = from; i < to; i++) {
    const value = load<f64>(values + (<usize>i << 3));
    if (value != value) continue;
    let slot = hashOf(value) & mask;
    let place = load<i32>(slots + (<usize>slot << 2));
    while (place >= from && load<f64>(values + (<usize>place << 3)) != value) {
      slot = (slot + 1) & mask;
      place = load<i32>(slots + (<usize>slot << 2));
    }
    if (place >= from) continue;
    store<i32>(slots + (<usize>slot << 2), i);
    distinct++;
  }
  return distinct;
}

@inline
function partitionOf(value: f64, nPartitions: i32): i32 {
  return <i32>(<u32>hashOf(value) >>> 24) & (nPartitions - 1);
}

/** 0 and -0 are one. */
@inline
function hashOf(value: f64): i32 {
  if (value == 0) return 0;
  const bits = reinterpret<u64>(value);
  const hash = (<i32>bits ^ (<i32>(bits >>> 32) * <i32>0x9e3779b1)) * <i32>0x85ebca6b;
  return hash ^ <i32>(<u32>hash >>> 15);
}
