import type { AssignRows } from '../Kernels.ts';
import { squaredDistance } from './squaredDistance.ts';

const f = Math.fround;
/** Takes back more than one float32 addition can have rounded up. */
const SHRINK = f(2 ** -21);
/** The same for a float64 gap stored as float32. */
const KEEP = 1 - 2 ** -20;

interface Found {
  label: number;
  gap: number;
}

export function assignRows(call: AssignRows): number {
  const { thresholds, labels, drift } = call;
  const found: Found = { label: 0, gap: 0 };
  let moved = 0;
  for (let row = call.rowStart; row < call.rowEnd; row++) {
    if (!call.isFirst && thresholds[row] > drift[labels[row]]) continue;
    screen(call, row, found);
    if (!(found.gap > 0)) confirm(call, row, found);
    const limit = f(f(found.gap) + drift[found.label]);
    thresholds[row] = f(limit - f(limit * SHRINK));
    if (labels[row] === found.label) continue;
    move(call, row, labels[row], found.label);
    labels[row] = found.label;
    moved++;
  }
  return moved;
}

/** The nearest centre in float32, and how much farther the second is, less the margin. */
function screen(call: AssignRows, row: number, found: Found): void {
  const { rows32, stride32, centers32, nColumns, nClusters } = call;
  let best = Infinity;
  let second = Infinity;
  found.label = 0;
  for (let c = 0; c < nClusters; c++) {
    let sum = f(0);
    for (let j = 0; j < nColumns; j++) {
      const d = f(rows32[row * stride32 + j] - centers32[c * nColumns + j]);
      sum = f(sum + f(d * d));
    }
    if (sum < best) {
      second = best;
      best = sum;
      found.label = c;
    } else if (sum < second) second = sum;
  }
  const far = f(Math.sqrt(second));
  found.gap = f(f(far - f(Math.sqrt(best))) - f(f(far * f(call.marginSlope)) + f(call.marginBase)));
}

/** Plain float64: the label, and the gap rounded towards zero. */
function confirm({ exact, centers, nColumns, nClusters }: AssignRows, row: number, found: Found): void {
  let best = Infinity;
  let second = Infinity;
  found.label = 0;
  for (let c = 0; c < nClusters; c++) {
    const distance = squaredDistance(exact, row * nColumns, centers, c * nColumns, nColumns);
    if (distance < best) {
      second = best;
      best = distance;
      found.label = c;
    } else if (distance < second) second = distance;
  }
  found.gap = (Math.sqrt(second) - Math.sqrt(best)) * KEEP;
}

function move({ exact, sums, counts, nColumns }: AssignRows, row: number, from: number, to: number): void {
  const at = row * nColumns;
  if (from >= 0) {
    counts[from] -= 1;
    for (let j = 0; j < nColumns; j++) sums[from * nColumns + j] -= exact[at + j];
  }
  counts[to] += 1;
  for (let j = 0; j < nColumns; j++) sums[to * nColumns + j] += exact[at + j];
}
