import { squaredDistance } from './squaredDistance';

/** Below every score that does not make its margin infinite. */
const LOWEST: f32 = -1.2676506002282294e30; // -2^100
/** Places in what is found out about eight rows: nearest centre, gap to the second, row in the chunk, scores. */
export const GAPS: usize = 32;
export const ROWS: usize = 64;
export const SCORES: usize = 96;

/**
 * The best and the second score of eight rows to the nearest centre and to how much farther away the second is, at least. Returns a bit for
 * every row of which float32 is sure.
 */
@inline
export function nearestOfEight(found: usize, normsA: v128, normsB: v128, nClusters: i32, slope: v128, base: v128): i32 {
  let bestA = f32x4.splat(LOWEST);
  let secondA = bestA;
  let bestB = bestA;
  let secondB = bestA;
  let nearestA = i32x4.splat(0);
  let nearestB = nearestA;
  let index = nearestA;
  const one = i32x4.splat(1);
  const scores = found + SCORES;
  const end = scores + ((<usize>nClusters) << 5);
  for (let at = scores; at < end; at += 32) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    nearestA = v128.bitselect(index, nearestA, f32x4.gt(a, bestA));
    secondA = f32x4.pmax(secondA, f32x4.pmin(bestA, a));
    bestA = f32x4.pmax(bestA, a);
    nearestB = v128.bitselect(index, nearestB, f32x4.gt(b, bestB));
    secondB = f32x4.pmax(secondB, f32x4.pmin(bestB, b));
    bestB = f32x4.pmax(bestB, b);
    index = i32x4.add(index, one);
  }
  const gapA = gapOf(bestA, secondA, normsA, slope, base);
  const gapB = gapOf(bestB, secondB, normsB, slope, base);
  v128.store(found, nearestA);
  v128.store(found, nearestB, 16);
  v128.store(found, gapA, GAPS);
  v128.store(found, gapB, GAPS + 16);
  const zero = f32x4.splat(0);
  return i32x4.bitmask(f32x4.gt(gapA, zero)) | (i32x4.bitmask(f32x4.gt(gapB, zero)) << 4);
}

/** d₂ − d₁ = (d₂² − d₁²) / (d₂ + d₁), numerator less and squares more by the margin. */
@inline
function gapOf(best: v128, second: v128, norms: v128, slope: v128, base: v128): v128 {
  const margin = f32x4.add(f32x4.mul(norms, slope), base);
  const near = f32x4.sqrt(f32x4.add(f32x4.sub(norms, f32x4.add(best, best)), margin));
  const far = f32x4.sqrt(f32x4.add(f32x4.sub(norms, f32x4.add(second, second)), margin));
  const difference = f32x4.sub(best, second);
  return f32x4.div(f32x4.sub(f32x4.add(difference, difference), margin), f32x4.add(far, near));
}

/** Plain float64 for the lanes that float32 cannot be trusted with. */
export function confirmLanes(found: usize, sure: i32, exact: usize, centers: usize, nColumns: i32, nClusters: i32): void {
  const stride = (<usize>nColumns) << 3;
  for (let lane: usize = 0; lane < 8; lane++) {
    if ((sure >> (<i32>lane)) & 1) continue;
    const x = exact + <usize>load<i32>(found + (lane << 2), ROWS) * stride;
    let best: f64 = Infinity;
    let second: f64 = Infinity;
    let label = 0;
    for (let c = 0; c < nClusters; c++) {
      const distance = squaredDistance(x, centers + <usize>c * stride, nColumns);
      if (distance < best) {
        second = best;
        best = distance;
        label = c;
      } else if (distance < second) second = distance;
    }
    store<i32>(found + (lane << 2), label);
    store<f32>(found + (lane << 2), <f32>(Math.sqrt(second) - Math.sqrt(best)), GAPS);
  }
}

