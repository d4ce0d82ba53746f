// Donors are screened in whole numbers of 16 bits by half the squared distance in the first axes, then in more of them, four rows against eight donors; what
// passes is measured in float64. The screen leaves room for the rounding of the picture, so that it leaves out nothing.

const LEAF_ROWS: usize = 64;
const STAGE_PAIRS: usize = 4;
const MOST: f64 = 2147483647;

/** What stays the same for one call. */
let exact: usize = 0;
let codes: usize = 0;
let rows: usize = 0;
let blocks: usize = 0;
let halves: usize = 0;
let limits: usize = 0;
let distances: usize = 0;
let nearest: usize = 0;
let first: usize = 0;
let nColumns: usize = 0;
let nCodes: usize = 0;
let nPairs: usize = 0;
let nStages: usize = 0;
let nNeighbors: usize = 0;
let penalty: f64 = 0;
let scale: f64 = 0;
let room: f64 = 0;

export function nearestRows(
  exactRows: usize,
  codeRows: usize,
  rowOf: usize,
  pairBlocks: usize,
  halfLengths: usize,
  fours: usize,
  leaves: usize,
  width: i32,
  codeWidth: i32,
  codePenalty: f64,
  pairs: i32,
  stages: i32,
  wide: i32,
  pictureScale: f64,
  pictureRoom: f64,
  leaf: i32,
  order: usize,
  bounds: usize,
  from: i32,
  to: i32,
  neighbors: i32,
  distancesOut: usize,
  nearestOut: usize,
  limitsSpace: usize,
): i32 {
  exact = exactRows;
  codes = codeRows;
  rows = rowOf;
  blocks = pairBlocks;
  halves = halfLengths;
  limits = limitsSpace;
  distances = distancesOut;
  nearest = nearestOut;
  first = <usize>leaf * LEAF_ROWS;
  nColumns = <usize>width;
  nCodes = <usize>codeWidth;
  nPairs = <usize>pairs;
  nStages = <usize>stages;
  nNeighbors = <usize>neighbors;
  penalty = codePenalty;
  scale = pictureScale;
  room = pictureRoom;
  for (let i: usize = 0; i < LEAF_ROWS; i++) setLimits(i);
  const boxBytes = <usize>wide << 3;
  const firstFour = fours + (first >> 2) * boxBytes;
  for (let i = from; i < to; i++) {
    const bound = load<i32>(bounds + (<usize>i << 2)) >> 1;
    const donors = <usize>load<i32>(order + (<usize>i << 2));
    const box = leaves + donors * boxBytes;
    let isNear = false;
    for (let four: usize = 0; four < LEAF_ROWS / 4; four++) {
      const most = farthest(four);
      if (bound > most) continue;
      isNear = true;
      if (gapBetween(firstFour + four * boxBytes, box, boxBytes >> 1) >> 1 <= most) screen(four, donors);
    }
    if (!isNear) return 1;
  }
  return 0;
}

export function leafGaps(leaves: usize, wide: i32, leaf: i32, bounds: usize, nLeaves: i32): void {
  const boxBytes = <usize>wide << 3;
  const own = leaves + <usize>leaf * boxBytes;
  let other = leaves;
  for (let i = 0; i < nLeaves; i++) {
    store<i32>(bounds + (<usize>i << 2), gapBetween(own, other, boxBytes >> 1));
    other += boxBytes;
  }
}

/** Bytes of one four's limits: by stage, and half of the largest squared distance that may count. */
@inline
function limitsOf(four: usize): usize {
  return limits + ((four * (nStages + 1)) << 4);
}

@inline
function farthest(four: usize): i32 {
  const at = limitsOf(four) + (nStages << 4);
  const a = max(load<i32>(at), load<i32>(at, 4));
  return max(a, max(load<i32>(at, 8), load<i32>(at, 12)));
}

/** Sets below which half squared length less product a donor's must lie, for one of the rows asked for. */
function setLimits(row: usize): void {
  const at = limitsOf(row >> 2) + ((row & 3) << 2);
  const place = first + row;
  const isRow = load<i32>(rows + (place << 2)) >= 0;
  const reach = sqrt(load<f64>(distances + (((row + 1) * nNeighbors - 1) << 3))) * scale + room;
  const half = isRow ? <i32>min((reach * reach) / 2 + 2, MOST) : -1;
  const own = halves + ((place >> 3) * nStages << 5) + ((place & 7) << 2);
  for (let stage: usize = 0; stage < nStages; stage++)
    store<i32>(at + (stage << 4), isRow ? half - load<i32>(own + (stage << 5)) : i32.MIN_VALUE);
  store<i32>(at + (nStages << 4), half);
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
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  );
}

/** Four rows against the donors of a leaf. */
function screen(four: usize, donors: usize): void {
  const blockBytes = nPairs << 5;
  const place = first + (four << 2);
  const queries = blocks + (place >> 3) * blockBytes + ((place & 7) << 2);
  const fourLimits = limitsOf(four);
  let y = blocks + ((donors * LEAF_ROWS) >> 3) * blockBytes;
  let h = halves + (((donors * LEAF_ROWS) >> 3) * nStages << 5);
  const stageBytes = STAGE_PAIRS << 5;
  for (let block: usize = 0; block < LEAF_ROWS / 8; block++) {
    let a0 = i32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    let at: usize = 0;
    let end: usize = 0;
    let stage: usize = 0;
    let passes = true;
    while (passes && stage < nStages) {
      end = min(end + stageBytes, blockBytes);
      while (at < end) {
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
      }
      const ha = v128.load(h + (stage << 5));
      const hb = v128.load(h + (stage << 5), 16);
      const to = fourLimits + (stage << 4);
      const near0 = near(ha, hb, a0, b0, v128.load32_splat(to));
      const near1 = near(ha, hb, a1, b1, v128.load32_splat(to, 4));
      const near2 = near(ha, hb, a2, b2, v128.load32_splat(to, 8));
      const near3 = near(ha, hb, a3, b3, v128.load32_splat(to, 12));
      passes = v128.any_true(v128.or(v128.or(near0, near1), v128.or(near2, near3)));
      stage++;
    }
    if (passes) {
      const donor = donors * LEAF_ROWS + (block << 3);
      const last = h + ((nStages - 1) << 5);
      const ha = v128.load(last);
      const hb = v128.load(last, 16);
      const to = fourLimits + ((nStages - 1) << 4);
      const row = four << 2;
      measure(row, donor, passed(ha, hb, a0, b0, v128.load32_splat(to)));
      measure(row + 1, donor, passed(ha, hb, a1, b1, v128.load32_splat(to, 4)));
      measure(row + 2, donor, passed(ha, hb, a2, b2, v128.load32_splat(to, 8)));
      measure(row + 3, donor, passed(ha, hb, a3, b3, v128.load32_splat(to, 12)));
    }
    y += blockBytes;
    h += nStages << 5;
  }
}

@inline
function near(ha: v128, hb: v128, a: v128, b: v128, limit: v128): v128 {
  return v128.or(i32x4.gt_s(limit, i32x4.sub(ha, a)), i32x4.gt_s(limit, i32x4.sub(hb, b)));
}

@inline
function passed(ha: v128, hb: v128, a: v128, b: v128, limit: v128): i32 {
  return i32x4.bitmask(i32x4.gt_s(limit, i32x4.sub(ha, a))) | (i32x4.bitmask(i32x4.gt_s(limit, i32x4.sub(hb, b))) << 4);
}

/** Measures the donors of an eight that passed. */
function measure(row: usize, firstDonor: usize, mask: i32): void {
  if (mask === 0) return;
  const place = first + row;
  const own = load<i32>(rows + (place << 2));
  const x = exact + place * (nColumns << 3);
  const categories = codes + place * (nCodes << 2);
  const start = row * nNeighbors;
  let isNearer = false;
  for (let lane: usize = 0; lane < 8; lane++) {
    if ((mask & (1 << <i32>lane)) === 0) continue;
    const donor = firstDonor + lane;
    const there = load<i32>(rows + (donor << 2));
    if (there < 0 || there === own) continue;
    const y = exact + donor * (nColumns << 3);
    let sum: f64 = 0;
    for (let at: usize = 0; at < nColumns << 3; at += 8) {
      const off = load<f64>(x + at) - load<f64>(y + at);
      sum += off * off;
    }
    const others = codes + donor * (nCodes << 2);
    for (let at: usize = 0; at < nCodes << 2; at += 4)
      if (load<i32>(categories + at) !== load<i32>(others + at)) sum += penalty;
    if (sum > load<f64>(distances + ((start + nNeighbors - 1) << 3))) continue;
    offer(start, there, <i32>donor, sum);
    isNearer = true;
  }
  if (isNearer) setLimits(row);
}

/** Puts a donor among the nearest; of equal distances the lower row comes first. */
function offer(start: usize, row: i32, donor: i32, distance: f64): void {
  const end = start + nNeighbors;
  let at = end;
  while (at > start && comesBefore(at - 1, row, distance)) at--;
  if (at === end) return;
  for (let i = end - 1; i > at; i--) {
    store<f64>(distances + (i << 3), load<f64>(distances + ((i - 1) << 3)));
    store<i32>(nearest + (i << 2), load<i32>(nearest + ((i - 1) << 2)));
  }
  store<f64>(distances + (at << 3), distance);
  store<i32>(nearest + (at << 2), donor);
}

/** Whether a donor comes before the one at a position. */
function comesBefore(at: usize, row: i32, distance: f64): bool {
  const there = load<f64>(distances + (at << 3));
  if (there !== distance) return there > distance;
  const place = load<i32>(nearest + (at << 2));
  return place < 0 || load<i32>(rows + (<usize>place << 2)) > row;
}
