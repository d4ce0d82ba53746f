import { LEAF_ROWS } from '../../kernels/NearestRows.ts';
import type { Picture } from './Picture.ts';

/** Rows looked at to find the axis along which a part is widest. */
const LOOK_ROWS = 256;
/** Rows that are asked for together; leaves are cut further down to them. */
const FOUR = 4;

/**
 * Orders rows so that each leaf holds rows near each other, and each four of it again: parts are cut at the middle of the axis in which they are
 * spread most. The last leaf, and the last four of a leaf, take what is left over.
 * Cost: O(rows × log rows). Source: Friedman, Bentley & Finkel (1977), doi:10.1145/355744.355745.
 */
export function orderNearby({ points, nAxes }: Picture, rows: Int32Array): void {
  const keys = new Float64Array(rows.length);
  const open: [from: number, to: number][] = [[0, rows.length]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    if (to - from <= FOUR) continue;
    const axis = widest(points, nAxes, rows, from, to);
    for (let i = from; i < to; i++) keys[i] = points[rows[i] * nAxes + axis];
    const unit = to - from > LEAF_ROWS ? LEAF_ROWS : FOUR;
    const middle = from + unit * Math.ceil((to - from) / unit / 2);
    halve(keys, rows, from, to - 1, middle);
    open.push([middle, to], [from, middle]);
  }
}

function widest(points: Int16Array, nAxes: number, rows: Int32Array, from: number, to: number): number {
  const n = Math.min(LOOK_ROWS, to - from);
  const looked = Int32Array.from({ length: n }, (_none, i) => rows[from + Math.floor((i * (to - from)) / n)] * nAxes);
  let best = 0;
  let most = -1;
  for (let axis = 0; axis < nAxes; axis++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const value = points[looked[i] + axis];
      sum += value;
      squares += value * value;
    }
    const spread = squares - (sum * sum) / n;
    if (spread <= most) continue;
    most = spread;
    best = axis;
  }
  return best;
}

/** Moves what is below the key at `middle` in front of it. Source: Hoare (1961), Algorithm 65: Find, doi:10.1145/366622.366647. */
function halve(keys: Float64Array, rows: Int32Array, low: number, high: number, middle: number): void {
  while (low < high) {
    const [a, b, c] = [keys[low], keys[(low + high) >> 1], keys[high]];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i > j) break;
      [keys[i], keys[j]] = [keys[j], keys[i]];
      [rows[i], rows[j]] = [rows[j], rows[i]];
      i++;
      j--;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
