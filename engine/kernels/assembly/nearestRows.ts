// Leaves are left out by boxes and balls around their rows. Donors of the others are screened in whole numbers of 16 bits by half the squared distance in the
// first axes, then in more of them, four rows against eight donors; what passes is measured in float64, for the row and, where both ask, for the donor. The
// screen leaves room for the rounding of the picture, so that it leaves out nothing. Halves and reaches are negative so that comparing needs no subtraction.

const LEAF_ROWS: usize = 64;
const FOURS: usize = LEAF_ROWS / 4;
const STAGE_PAIRS: usize = 4;
/** Of eight places. */
const STAGE_BYTES: usize = STAGE_PAIRS << 5;
/** Above half of every squared distance in the picture. */
const MOST: f64 = 1073741824;
/** A bit for every four of a leaf. */
const FULL: u32 = 0xffff;

/** What stays the same for one call. */
let exact: usize = 0;
let codes: usize = 0;
let rows: usize = 0;
let blocks: usize = 0;
let halves: usize = 0;
let centers: usize = 0;
let centerHalves: usize = 0;
let radii: usize = 0;
let reaches: usize = 0;
let distances: usize = 0;
let nearest: usize = 0;
let first: usize = 0;
let nColumns: usize = 0;
let nCodes: usize = 0;
let nStages: usize = 0;
let nNeighbors: usize = 0;
let penalty: f64 = 0;
let scale: f64 = 0;
let room: f64 = 0;
/** Reaches of the donors of a leaf, 1 for those that no row asked for can be near to. */
let asked: usize = 0;
let isMutual: bool = false;

export function nearestRows(
  exactRows: usize,
  codeRows: usize,
  rowOf: usize,
  pairBlocks: usize,
  halfLengths: usize,
  fours: usize,
  leaves: usize,
  leafCenters: usize,
  leafCenterHalves: usize,
  leafRadii: usize,
  width: i32,
  codeWidth: i32,
  codePenalty: f64,
  stages: i32,
  pictureScale: f64,
  pictureRoom: f64,
  leaf: i32,
  order: usize,
  gaps: usize,
  from: i32,
  to: i32,
  mutual: i32,
  neighbors: i32,
  distancesOut: usize,
  nearestOut: usize,
  reachesOut: usize,
  leafReaches: usize,
  askedSpace: usize,
): void {
  exact = exactRows;
  codes = codeRows;
  rows = rowOf;
  blocks = pairBlocks;
  halves = halfLengths;
  centers = leafCenters;
  centerHalves = leafCenterHalves;
  radii = leafRadii;
  reaches = reachesOut;
  distances = distancesOut;
  nearest = nearestOut;
  first = <usize>leaf * LEAF_ROWS;
  nColumns = <usize>width;
  nCodes = <usize>codeWidth;
  nStages = <usize>stages;
  nNeighbors = <usize>neighbors;
  penalty = codePenalty;
  scale = pictureScale;
  room = pictureRoom;
  asked = askedSpace;
  isMutual = mutual !== 0;
  if (!isMutual) for (let place = first; place < first + LEAF_ROWS; place++) setReach(place);
  for (let at: usize = 0; at < LEAF_ROWS << 2; at += 16) v128.store(asked + at, i32x4.splat(1));
  const boxBytes = nStages * STAGE_PAIRS << 3;
  for (let i = from; i < to; i++) {
    const donors = <usize>load<i32>(order + (<usize>i << 2));
    const gap = load<i32>(gaps + (donors << 2)) >> 1;
    let asking: u32 = 0;
    if (isMutual) {
      if (gap <= -load<i32>(leafReaches + (donors << 2))) asking = foursInReach(donors, <usize>leaf, fours, leaves, boxBytes);
      keepAsking(donors, asking);
    }
    let open: u32 = 0;
    if (gap <= -reachOfLeaf()) open = foursInReach(<usize>leaf, donors, fours, leaves, boxBytes);
    if ((open | asking) === 0) continue;
    for (let four: usize = 0; four < FOURS; four++) {
      const isOpen = (open >> <u32>four) & 1;
      if (isOpen | asking) screen(first + (four << 2), donors * LEAF_ROWS, isOpen ? FULL : asking, isOpen !== 0);
    }
  }
  store<i32>(leafReaches + (<usize>leaf << 2), reachOfLeaf());
}

export function leafGaps(
  leaves: usize,
  leafCenters: usize,
  stages: i32,
  leaf: i32,
  gaps: usize,
  spans: usize,
  nLeaves: i32,
): void {
  const centerBytes = <usize>stages * STAGE_PAIRS << 2;
  const own = leaves + <usize>leaf * 2 * centerBytes;
  const ownCenter = leafCenters + <usize>leaf * centerBytes;
  let other = leaves;
  let otherCenter = leafCenters;
  for (let i = 0; i < nLeaves; i++) {
    store<i32>(gaps + (<usize>i << 2), gapBetween(own, other, centerBytes));
    let sums = i32x4.splat(0);
    for (let at: usize = 0; at < centerBytes; at += 16) {
      const off = i16x8.sub_sat_s(v128.load(otherCenter + at), v128.load(ownCenter + at));
      sums = i32x4.add(sums, i32x4.dot_i16x8_s(off, off));
    }
    store<i32>(spans + (<usize>i << 2), sumOf(sums));
    other += 2 * centerBytes;
    otherCenter += centerBytes;
  }
}

/** Sets half the squared distance in the picture, negative, beyond which no other row counts for a place. */
function setReach(place: usize): void {
  const isRow = load<i32>(rows + (place << 2)) >= 0;
  const reach = sqrt(load<f64>(distances + (((place + 1) * nNeighbors - 1) << 3))) * scale + room;
  store<i32>(reaches + (place << 2), isRow ? -(<i32>min((reach * reach) / 2 + 2, MOST)) : 1);
}

@inline
function leastOf(lanes: v128): i32 {
  const a = min(i32x4.extract_lane(lanes, 0), i32x4.extract_lane(lanes, 1));
  return min(a, min(i32x4.extract_lane(lanes, 2), i32x4.extract_lane(lanes, 3)));
}

@inline
function reachOfFour(place: usize): i32 {
  return leastOf(v128.load(reaches + (place << 2)));
}

@inline
function reachOfLeaf(): i32 {
  const own = reaches + (first << 2);
  let least = v128.load(own);
  for (let at: usize = 16; at < LEAF_ROWS << 2; at += 16) least = i32x4.min_s(least, v128.load(own + at));
  return leastOf(least);
}

@inline
function keepAsking(donors: usize, asking: u32): void {
  const theirs = reaches + (donors * LEAF_ROWS << 2);
  for (let four: usize = 0; four < FOURS; four++) {
    const reach = (asking >> <u32>four) & 1 ? v128.load(theirs + (four << 4)) : i32x4.splat(1);
    v128.store(asked + (four << 4), reach);
  }
}

/** Squared distance of two boxes. */
@inline
function gapBetween(a: usize, b: usize, half: usize): i32 {
  let sums = i32x4.splat(0);
  const zero = i16x8.splat(0);
  for (let at: usize = 0; at < half; at += 16) {
    const above = i16x8.sub_sat_s(v128.load(b + at), v128.load(a + half + at));
    const below = i16x8.sub_sat_s(v128.load(a + at), v128.load(b + half + at));
    const gap = i16x8.max_s(i16x8.max_s(above, below), zero);
    sums = i32x4.add(sums, i32x4.dot_i16x8_s(gap, gap));
  }
  return sumOf(sums);
}

@inline
function sumOf(lanes: v128): i32 {
  const pairs = i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1);
  return pairs + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3);
}

/** A bit for every four of a leaf of which a row may be near enough to one of another leaf, whose rows are within a ball in the axes of the first stage. */
function foursInReach(leaf: usize, other: usize, fours: usize, leaves: usize, boxBytes: usize): u32 {
  const center = centers + other * (boxBytes >> 1);
  const c0 = v128.load32_splat(center);
  const c1 = v128.load32_splat(center, 4);
  const c2 = v128.load32_splat(center, 8);
  const c3 = v128.load32_splat(center, 12);
  const half = v128.load32_splat(centerHalves + (other << 2));
  const radius = v128.load32_splat(radii + (other << 2));
  let x = blocks + (leaf * LEAF_ROWS >> 3) * nStages * STAGE_BYTES;
  let own = halves + ((leaf * LEAF_ROWS >> 3) * nStages << 5);
  let reach = reaches + (leaf * LEAF_ROWS << 2);
  let box = fours + (leaf * FOURS) * boxBytes;
  let open: u32 = 0;
  for (let four: u32 = 0; four < <u32>FOURS; four += 2) {
    if (
      isNear(x, c0, c1, c2, c3, i32x4.sub(half, v128.load(own)), radius, v128.load(reach)) &&
      isBoxNear(box, leaves + other * boxBytes, boxBytes >> 1, reach)
    )
      open |= 1 << four;
    if (
      isNear(x + 16, c0, c1, c2, c3, i32x4.sub(half, v128.load(own, 16)), radius, v128.load(reach, 16)) &&
      isBoxNear(box + boxBytes, leaves + other * boxBytes, boxBytes >> 1, reach + 16)
    )
      open |= 2 << four;
    x += nStages * STAGE_BYTES;
    own += nStages << 5;
    reach += 32;
    box += 2 * boxBytes;
  }
  return open;
}

@inline
function isBoxNear(box: usize, other: usize, half: usize, reach: usize): bool {
  return gapBetween(box, other, half) >> 1 <= -leastOf(v128.load(reach));
}

@inline
function isNear(x: usize, c0: v128, c1: v128, c2: v128, c3: v128, half: v128, radius: v128, reach: v128): bool {
  const a = i32x4.add(i32x4.dot_i16x8_s(v128.load(x), c0), i32x4.dot_i16x8_s(v128.load(x, 32), c1));
  const b = i32x4.add(i32x4.dot_i16x8_s(v128.load(x, 64), c2), i32x4.dot_i16x8_s(v128.load(x, 96), c3));
  const square = i32x4.max_s(i32x4.sub(half, i32x4.add(a, b)), i32x4.splat(0));
  const least = f32x4.sub(f32x4.sqrt(f32x4.convert_i32x4_s(square)), radius);
  return v128.any_true(f32x4.le(least, f32x4.sqrt(f32x4.convert_i32x4_s(i32x4.neg(reach)))));
}

/** Four rows from a place on against those fours of a leaf whose bit is set. */
function screen(place: usize, firstDonor: usize, open: u32, isAsking: bool): void {
  const blockBytes = nStages * STAGE_BYTES;
  const queries = blocks + (place >> 3) * blockBytes + ((place & 7) << 2);
  const own = halves + ((place >> 3) * nStages << 5) + ((place & 7) << 2);
  let reach = i32x4.splat(isAsking ? reachOfFour(place) : 1);
  for (let block: usize = 0; block < FOURS / 2; block++) {
    if (((open >> <u32>(block << 1)) & 3) === 0) continue;
    const donor = firstDonor + (block << 3);
    const y = blocks + (donor >> 3) * blockBytes;
    const h = halves + ((donor >> 3) * nStages << 5);
    const reachA = i32x4.min_s(reach, v128.load(asked + (block << 5)));
    const reachB = i32x4.min_s(reach, v128.load(asked + (block << 5), 16));
    let a0 = v128.load32_splat(own);
    let a1 = v128.load32_splat(own, 4);
    let a2 = v128.load32_splat(own, 8);
    let a3 = v128.load32_splat(own, 12);
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    let at: usize = 0;
    let stage: usize = 0;
    let passes = true;
    do {
      // Asked at the end, loops have what stays the same taken out of them.
      const end = at + STAGE_BYTES;
      do {
        const ya = v128.load(y + at);
        const yb = v128.load(y + at, 16);
        const x0 = v128.load32_splat(queries + at);
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(ya, x0));
        b0 = i32x4.add(b0, i32x4.dot_i16x8_s(yb, x0));
        const x1 = v128.load32_splat(queries + at, 4);
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(ya, x1));
        b1 = i32x4.add(b1, i32x4.dot_i16x8_s(yb, x1));
        const x2 = v128.load32_splat(queries + at, 8);
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(ya, x2));
        b2 = i32x4.add(b2, i32x4.dot_i16x8_s(yb, x2));
        const x3 = v128.load32_splat(queries + at, 12);
        a3 = i32x4.add(a3, i32x4.dot_i16x8_s(ya, x3));
        b3 = i32x4.add(b3, i32x4.dot_i16x8_s(yb, x3));
        at += 32;
      } while (at < end);
      const mostA = i32x4.max_s(i32x4.max_s(a0, a1), i32x4.max_s(a2, a3));
      const mostB = i32x4.max_s(i32x4.max_s(b0, b1), i32x4.max_s(b2, b3));
      const isNearA = i32x4.gt_s(i32x4.add(mostA, v128.load(h + (stage << 5))), reachA);
      const isNearB = i32x4.gt_s(i32x4.add(mostB, v128.load(h + (stage << 5), 16)), reachB);
      passes = v128.any_true(v128.or(isNearA, isNearB));
      stage++;
      if (!passes || stage === nStages) break;
      const next = own + (stage << 5);
      const step = i32x4.sub(v128.load(next), v128.load(next - 32));
      const step0 = v128.shuffle<i32>(step, step, 0, 0, 0, 0);
      const step1 = v128.shuffle<i32>(step, step, 1, 1, 1, 1);
      const step2 = v128.shuffle<i32>(step, step, 2, 2, 2, 2);
      const step3 = v128.shuffle<i32>(step, step, 3, 3, 3, 3);
      a0 = i32x4.add(a0, step0);
      b0 = i32x4.add(b0, step0);
      a1 = i32x4.add(a1, step1);
      b1 = i32x4.add(b1, step1);
      a2 = i32x4.add(a2, step2);
      b2 = i32x4.add(b2, step2);
      a3 = i32x4.add(a3, step3);
      b3 = i32x4.add(b3, step3);
    } while (passes);
    if (passes) {
      const last = h + ((nStages - 1) << 5);
      measure(place, donor, nearLanes(place, block, last, a0, b0));
      measure(place + 1, donor, nearLanes(place + 1, block, last, a1, b1));
      measure(place + 2, donor, nearLanes(place + 2, block, last, a2, b2));
      measure(place + 3, donor, nearLanes(place + 3, block, last, a3, b3));
      if (isAsking) reach = i32x4.splat(reachOfFour(place));
    }
  }
}

/** The donors of an eight that are near enough to a row, or the row to them. */
@inline
function nearLanes(place: usize, block: usize, h: usize, a: v128, b: v128): i32 {
  const reach = v128.load32_splat(reaches + (place << 2));
  const nearA = i32x4.gt_s(i32x4.add(a, v128.load(h)), i32x4.min_s(reach, v128.load(asked + (block << 5))));
  const nearB = i32x4.gt_s(i32x4.add(b, v128.load(h, 16)), i32x4.min_s(reach, v128.load(asked + (block << 5), 16)));
  return i32x4.bitmask(nearA) | (i32x4.bitmask(nearB) << 4);
}

/** Measures the donors of an eight that passed. */
function measure(place: usize, firstDonor: usize, mask: i32): void {
  const x = exact + place * (nColumns << 3);
  const categories = codes + place * (nCodes << 2);
  while (mask !== 0) {
    const donor = firstDonor + <usize>ctz(mask);
    mask &= mask - 1;
    if (donor === place || load<i32>(rows + (donor << 2)) < 0 || load<i32>(rows + (place << 2)) < 0) continue;
    const y = exact + donor * (nColumns << 3);
    let sum: f64 = 0;
    for (let at: usize = 0; at < nColumns << 3; at += 8) {
      const off = load<f64>(x + at) - load<f64>(y + at);
      sum += off * off;
    }
    const others = codes + donor * (nCodes << 2);
    for (let at: usize = 0; at < nCodes << 2; at += 4)
      if (load<i32>(categories + at) !== load<i32>(others + at)) sum += penalty;
    offer(place, donor, sum);
    if (isMutual) offer(donor, place, sum);
  }
}

/** Puts a donor among the nearest of a place, unless it is there already; of equal distances the lower row comes first. */
function offer(place: usize, donor: usize, distance: f64): void {
  const start = place * nNeighbors;
  const end = start + nNeighbors;
  if (distance > load<f64>(distances + ((end - 1) << 3))) return;
  const row = load<i32>(rows + (donor << 2));
  let at = end;
  while (at > start && comesBefore(at - 1, row, distance)) at--;
  if (at === end || (at > start && load<i32>(nearest + ((at - 1) << 2)) === <i32>donor)) return;
  for (let i = end - 1; i > at; i--) {
    store<f64>(distances + (i << 3), load<f64>(distances + ((i - 1) << 3)));
    store<i32>(nearest + (i << 2), load<i32>(nearest + ((i - 1) << 2)));
  }
  store<f64>(distances + (at << 3), distance);
  store<i32>(nearest + (at << 2), <i32>donor);
  setReach(place);
}

/** Whether a donor comes before the one at a position. */
function comesBefore(at: usize, row: i32, distance: f64): bool {
  const there = load<f64>(distances + (at << 3));
  if (there !== distance) return there > distance;
  const place = load<i32>(nearest + (at << 2));
  return place < 0 || load<i32>(rows + (<usize>place << 2)) > row;
}
