import { moveRow } from './movedRow';
import { squaredDistance } from './squaredDistance';

/** Below every score that does not make its margin infinite. */
const LOWEST: f32 = -1.2676506002282294e30; // -2^100
/** Scores of up to so many centres carry the number of theirs in their last bits; the margins know of it. A power of two. */
const MOST_MARKED: i32 = 16;
/** Places in what is found out about eight rows: nearest centre, its lead over the second, row in the chunk, second centre, lead over the third, distance, scores. */
export const LEADS: usize = 32;
export const ROWS: usize = 64;
export const SECONDS: usize = 96;
export const LEADS_OF_REST: usize = 128;
export const REACHES: usize = 160;
export const SCORES: usize = 192;

/** Where what is found out about eight rows lies in the work space: behind their columns, of which some may be padding. */
@inline
export function foundAt(work: usize, nColumns: i32): usize {
  return work + ((<usize>((nColumns + 3) & ~3)) << 5);
}
/** Take from a lead in float64 more than it and its rounding can be too large by. */
const SURE: f64 = 1 - 2.384185791015625e-7; // 1 - 2^-22
const FUZZ: f64 = 9.094947017729282e-13; // 2^-40

/**
 * The three best scores of eight rows to the nearest centre, the second, by how much less their squared distances are, at least, and how far the nearest is, at
 * most. Returns a bit for every row of which float32 is sure.
 */
@inline
export function nearestOfEight(found: usize, normsA: v128, normsB: v128, nClusters: i32, slope: v128, base: v128): i32 {
  return nearestOfFour(found, normsA, nClusters, slope, base) | (nearestOfFour(found + 16, normsB, nClusters, slope, base) << 4);
}

@inline
function nearestOfFour(found: usize, norms: v128, nClusters: i32, slope: v128, base: v128): i32 {
  let best = f32x4.splat(LOWEST);
  let second = best;
  let third = best;
  let nearest = i32x4.splat(0);
  let runnerUp = nearest;
  let index = nearest;
  const one = i32x4.splat(1);
  const scores = found + SCORES;
  const end = scores + ((<usize>nClusters) << 5);
  if (nClusters <= MOST_MARKED) {
    const unmarked = i32x4.splat(-MOST_MARKED);
    best = f32x4.pmax(best, v128.and(v128.load(scores), unmarked));
    index = one;
    for (let at = scores + 32; at < end; at += 32) {
      const score = v128.or(v128.and(v128.load(at), unmarked), index);
      third = f32x4.pmax(third, f32x4.pmin(second, score));
      second = f32x4.pmax(second, f32x4.pmin(best, score));
      best = f32x4.pmax(best, score);
      index = i32x4.add(index, one);
    }
    const marks = i32x4.splat(MOST_MARKED - 1);
    nearest = v128.and(best, marks);
    runnerUp = v128.and(second, marks);
  } else {
    for (let at = scores; at < end; at += 32) {
      const score = v128.load(at);
      const isBest = f32x4.gt(score, best);
      third = f32x4.pmax(third, f32x4.pmin(second, score));
      runnerUp = v128.bitselect(nearest, v128.bitselect(index, runnerUp, f32x4.gt(score, second)), isBest);
      nearest = v128.bitselect(index, nearest, isBest);
      second = f32x4.pmax(second, f32x4.pmin(best, score));
      best = f32x4.pmax(best, score);
      index = i32x4.add(index, one);
    }
  }
  const margin = f32x4.add(f32x4.mul(norms, slope), base);
  const lead = leadOver(best, second, margin);
  v128.store(found, nearest);
  v128.store(found, lead, LEADS);
  v128.store(found, runnerUp, SECONDS);
  v128.store(found, leadOver(best, third, margin), LEADS_OF_REST);
  v128.store(found, f32x4.sqrt(f32x4.add(f32x4.sub(norms, f32x4.add(best, best)), margin)), REACHES);
  return i32x4.bitmask(f32x4.gt(lead, f32x4.splat(0)));
}

@inline
function leadOver(best: v128, other: v128, margin: v128): v128 {
  const ahead = f32x4.sub(best, other);
  return f32x4.sub(f32x4.add(ahead, ahead), margin);
}

/** Only the nearest centres of eight rows. Returns a bit for every row of which float32 is sure. */
@inline
export function labelsOfEight(found: usize, normsA: v128, normsB: v128, nClusters: i32, slope: v128, base: v128): i32 {
  if (nClusters > MOST_MARKED) return nearestOfEight(found, normsA, normsB, nClusters, slope, base);
  return labelsOfFour(found, normsA, nClusters, slope, base) | (labelsOfFour(found + 16, normsB, nClusters, slope, base) << 4);
}

@inline
function labelsOfFour(found: usize, norms: v128, nClusters: i32, slope: v128, base: v128): i32 {
  let best = f32x4.splat(LOWEST);
  let second = best;
  let index = i32x4.splat(0);
  const one = i32x4.splat(1);
  const unmarked = i32x4.splat(-MOST_MARKED);
  const scores = found + SCORES;
  const end = scores + ((<usize>nClusters) << 5);
  for (let at = scores; at < end; at += 32) {
    const score = v128.or(v128.and(v128.load(at), unmarked), index);
    second = f32x4.pmax(second, f32x4.pmin(best, score));
    best = f32x4.pmax(best, score);
    index = i32x4.add(index, one);
  }
  v128.store(found, v128.and(best, i32x4.splat(MOST_MARKED - 1)));
  const lead = leadOver(best, second, f32x4.add(f32x4.mul(norms, slope), base));
  return i32x4.bitmask(f32x4.gt(lead, f32x4.splat(0)));
}

/** Plain float64 for the lanes that float32 cannot be trusted with. `row` is work space for one. */
export function confirmLanes(
  found: usize,
  sure: i32,
  rows: usize,
  offset: usize,
  factor: f64,
  centers: usize,
  nColumns: i32,
  nClusters: i32,
  row: usize,
): void {
  const stride = (<usize>nColumns) << 3;
  for (let lane: usize = 0; lane < 8; lane++) {
    if ((sure >> (<i32>lane)) & 1) continue;
    moveRow(rows + <usize>load<i32>(found + (lane << 2), ROWS) * stride, offset, factor, nColumns, row);
    let best: f64 = Infinity;
    let second: f64 = Infinity;
    let third: f64 = Infinity;
    let label = 0;
    let runnerUp = 0;
    for (let c = 0; c < nClusters; c++) {
      const distance = squaredDistance(row, centers + <usize>c * stride, nColumns);
      if (distance < best) {
        third = second;
        second = best;
        runnerUp = label;
        best = distance;
        label = c;
      } else if (distance < second) {
        third = second;
        second = distance;
        runnerUp = c;
      } else if (distance < third) third = distance;
    }
    const at = found + (lane << 2);
    store<i32>(at, label);
    store<i32>(at, runnerUp, SECONDS);
    store<f32>(at, <f32>((second - best) * SURE - best * FUZZ), LEADS);
    store<f32>(at, <f32>((third - best) * SURE - best * FUZZ), LEADS_OF_REST);
    store<f32>(at, <f32>Math.sqrt(best), REACHES);
  }
}
