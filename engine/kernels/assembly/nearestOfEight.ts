import { squaredDistance } from './squaredDistance';

/** Below every score that does not make its margin infinite. */
const LOWEST: f32 = -1.2676506002282294e30; // -2^100
/** Places in what is found out about eight rows: nearest centre, its lead over the second, row in the chunk, second centre, lead over the third, distance, scores. */
export const LEADS: usize = 32;
export const ROWS: usize = 64;
export const SECONDS: usize = 96;
export const LEADS_OF_REST: usize = 128;
export const REACHES: usize = 160;
export const SCORES: usize = 192;
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
  const margin = f32x4.add(f32x4.mul(norms, slope), base);
  const ahead = f32x4.sub(best, second);
  const aheadOfRest = f32x4.sub(best, third);
  const lead = f32x4.sub(f32x4.add(ahead, ahead), margin);
  v128.store(found, nearest);
  v128.store(found, lead, LEADS);
  v128.store(found, runnerUp, SECONDS);
  v128.store(found, f32x4.sub(f32x4.add(aheadOfRest, aheadOfRest), margin), LEADS_OF_REST);
  v128.store(found, f32x4.sqrt(f32x4.add(f32x4.sub(norms, f32x4.add(best, best)), margin)), REACHES);
  return i32x4.bitmask(f32x4.gt(lead, f32x4.splat(0)));
}

/** Plain float64 for the lanes that float32 cannot be trusted with. */
export function confirmLanes(found: usize, sure: i32, exact: usize, centers: usize, nColumns: i32, nClusters: i32): void {
  const stride = (<usize>nColumns) << 3;
  for (let lane: usize = 0; lane < 8; lane++) {
    if ((sure >> (<i32>lane)) & 1) continue;
    const x = exact + <usize>load<i32>(found + (lane << 2), ROWS) * stride;
    let best: f64 = Infinity;
    let second: f64 = Infinity;
    let third: f64 = Infinity;
    let label = 0;
    let runnerUp = 0;
    for (let c = 0; c < nClusters; c++) {
      const distance = squaredDistance(x, centers + <usize>c * stride, nColumns);
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
