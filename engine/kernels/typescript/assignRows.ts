import type { AssignRows } from '../Kernels.ts';
import { squaredDistance } from './squaredDistance.ts';

const f = Math.fround;
/** Takes back more than one float32 addition can have rounded up. */
const SHRINK = f(2 ** -21);
/** The same for a float64 gap stored as float32. */
const KEEP = 1 - 2 ** -20;

/** Scratch of one block: four rows. */
interface Block {
  readonly best: Float32Array;
  readonly second: Float32Array;
  readonly gap: Float32Array;
  readonly nearest: Int32Array;
}

export function assignRows(call: AssignRows): number {
  const block: Block = {
    best: new Float32Array(4),
    second: new Float32Array(4),
    gap: new Float32Array(4),
    nearest: new Int32Array(4),
  };
  let moved = 0;
  for (let row = call.rowStart; row < call.rowEnd; row += 4) {
    if (!call.isFirst && isSettled(call, row)) continue;
    screenBlock(call, row, block);
    const rows = Math.min(4, call.rowEnd - row);
    for (let lane = 0; lane < rows; lane++) moved += settleRow(call, row + lane, lane, block);
  }
  return moved;
}

function isSettled({ thresholds, labels, drift }: AssignRows, row: number): boolean {
  for (let i = row; i < row + 4; i++) if (!(thresholds[i] > drift[labels[i]])) return false;
  return true;
}

/** Nearest and second nearest centre of four rows in float32, and the gap between them less its margin. */
function screenBlock(call: AssignRows, row: number, { best, second, gap, nearest }: Block): void {
  const { blocks, centers32, nColumns, nClusters } = call;
  const slope = f(call.marginSlope);
  const base = f(call.marginBase);
  for (let lane = 0; lane < 4; lane++) {
    let first = f(Infinity);
    let next = f(Infinity);
    let index = 0;
    for (let c = 0; c < nClusters; c++) {
      let sum = f(0);
      for (let j = 0; j < nColumns; j++) {
        const d = f(blocks[row * nColumns + j * 4 + lane] - centers32[c * nColumns + j]);
        sum = f(sum + f(d * d));
      }
      if (sum < first) {
        next = first;
        first = sum;
        index = c;
      } else if (sum < next) next = sum;
    }
    best[lane] = first;
    second[lane] = next;
    nearest[lane] = index;
    const far = f(Math.sqrt(next));
    gap[lane] = f(f(far - f(Math.sqrt(first))) - f(f(far * slope) + base));
  }
}

function settleRow(call: AssignRows, row: number, lane: number, block: Block): number {
  const { labels, thresholds, drift } = call;
  let label = block.nearest[lane];
  let gap = block.gap[lane];
  if (!(gap > 0)) [label, gap] = confirm(call, row);
  const limit = f(gap + drift[label]);
  thresholds[row] = f(limit - f(limit * SHRINK));
  const old = labels[row];
  if (old === label) return 0;
  labels[row] = label;
  move(call, row, old, label);
  return 1;
}

/** Plain float64: the label, and the gap rounded towards zero. */
function confirm({ exact, centers, nColumns, nClusters }: AssignRows, row: number): [number, number] {
  let best = Infinity;
  let second = Infinity;
  let label = 0;
  for (let c = 0; c < nClusters; c++) {
    const distance = squaredDistance(exact, row * nColumns, centers, c * nColumns, nColumns);
    if (distance < best) {
      second = best;
      best = distance;
      label = c;
    } else if (distance < second) second = distance;
  }
  return [label, f((Math.sqrt(second) - Math.sqrt(best)) * KEEP)];
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
