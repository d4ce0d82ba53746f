import type { AssignRows } from '../Kernels.ts';
import { squaredDistance } from './squaredDistance.ts';
import { sumRows } from './sumRows.ts';

const f = Math.fround;
/** Takes back more than the roundings on the way to a threshold can have added. */
const KEEP = f(1 - 2 ** -20);
/** Below every score that does not make its margin infinite. */
const LOWEST = -(2 ** 100);

interface Found {
  label: number;
  gap: number;
}

export function assignRows(call: AssignRows): number {
  const { thresholds, labels, drift, rowStart, rowEnd, isFirst } = call;
  const found: Found = { label: 0, gap: 0 };
  const isForAll = isFirst || countOpen(call) * 8 > (rowEnd - rowStart) * 5;
  let moved = 0;
  for (let row = rowStart; row < rowEnd; row++) {
    if (!isForAll && thresholds[row] > drift[labels[row]]) continue;
    screen(call, row, found);
    if (!(found.gap > 0)) confirm(call, row, found);
    thresholds[row] = f(f(f(found.gap) + drift[found.label]) * KEEP);
    if (!isFirst && labels[row] === found.label) continue;
    if (!isFirst) move(call, row, labels[row], found.label);
    labels[row] = found.label;
    moved++;
  }
  if (isFirst) sumRows(call.exact, labels, rowStart, rowEnd, call.nColumns, call.sums, call.counts);
  return moved;
}

function countOpen({ thresholds, labels, drift, rowStart, rowEnd }: AssignRows): number {
  let open = 0;
  for (let row = rowStart; row < rowEnd; row++) if (!(thresholds[row] > drift[labels[row]])) open++;
  return open;
}

/** The nearest centre in float32, and how much farther the second is, at least. */
function screen(call: AssignRows, row: number, found: Found): void {
  const { rows32, norms32, stride32, packed32, nColumns, nClusters } = call;
  let best = LOWEST;
  let second = LOWEST;
  found.label = 0;
  let group = 0;
  let width = 0;
  for (let c = 0; c < nClusters; c++) {
    if (c === group + width) {
      group = c;
      width = groupWidth(nClusters - c);
    }
    let score = packed32[c];
    let at = nClusters + group * nColumns + (c - group);
    for (let j = 0; j < nColumns; j++, at += width) score = f(score + f(rows32[row * stride32 + j] * packed32[at]));
    if (score > best) {
      second = best;
      best = score;
      found.label = c;
    } else if (score > second) second = score;
  }
  const norm = norms32[row];
  const margin = f(f(norm * f(call.marginSlope)) + f(call.marginBase));
  const near = f(Math.sqrt(f(f(norm - f(best + best)) + margin)));
  const far = f(Math.sqrt(f(f(norm - f(second + second)) + margin)));
  const difference = f(best - second);
  found.gap = f(f(f(difference + difference) - margin) / f(far + near));
}

/** How many of `left` centres are worked on at once. */
export function groupWidth(left: number): number {
  return left === 5 ? 5 : Math.min(4, left);
}

/** Plain float64: the label, and the gap. */
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
  found.gap = Math.sqrt(second) - Math.sqrt(best);
}

function move({ exact, sums, counts, nColumns }: AssignRows, row: number, from: number, to: number): void {
  const at = row * nColumns;
  counts[from] -= 1;
  for (let j = 0; j < nColumns; j++) sums[from * nColumns + j] -= exact[at + j];
  counts[to] += 1;
  for (let j = 0; j < nColumns; j++) sums[to * nColumns + j] += exact[at + j];
}
