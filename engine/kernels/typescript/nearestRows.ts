import { LEAF_ROWS, type LeafGaps, type NearestRows } from '../NearestRows.ts';

/** What 16 bits can hold. */
const LARGEST = 32_767;

export function nearestRows(call: NearestRows): boolean {
  const { rows, leaf, order, bounds, nNeighbors, distances } = call;
  const start = leaf * LEAF_ROWS;
  for (let i = call.from; i < call.to; i++) {
    let isNear = false;
    for (let row = 0; row < LEAF_ROWS && rows[start + row] >= 0; row++) {
      const last = (row + 1) * nNeighbors - 1;
      if (bounds[i] > reach(call, distances[last])) continue;
      isNear = true;
      const end = (order[i] + 1) * LEAF_ROWS;
      for (let donor = end - LEAF_ROWS; donor < end; donor++) {
        if (rows[donor] < 0 || rows[donor] === rows[start + row]) continue;
        const distance = distanceOf(call, start + row, donor);
        if (distance <= distances[last]) offer(call, row * nNeighbors, donor, distance);
      }
    }
    if (!isNear) return true;
  }
  return false;
}

export function leafGaps({ leaves, nWide, leaf, bounds }: LeafGaps): void {
  const corners = new Int16Array(leaves.buffer, leaves.byteOffset, leaves.length * 2);
  const width = 2 * nWide;
  const own = leaf * 2 * width;
  for (let other = 0; other < bounds.length; other++) {
    const at = other * 2 * width;
    let sum = 0;
    for (let axis = 0; axis < width; axis++) {
      const above = corners[at + axis] - corners[own + width + axis];
      const below = corners[own + axis] - corners[at + width + axis];
      const gap = Math.min(LARGEST, Math.max(above, below, 0));
      sum += gap * gap;
    }
    bounds[other] = sum;
  }
}

/** Squared distance in the picture beyond which a donor is farther away. */
function reach({ scale, room }: NearestRows, distance: number): number {
  return (Math.sqrt(distance) * scale + room) ** 2 + 4;
}

function distanceOf({ exact, codes, nColumns, nCodes, penalty }: NearestRows, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < nColumns; j++) {
    const off = exact[a * nColumns + j] - exact[b * nColumns + j];
    sum += off * off;
  }
  for (let j = 0; j < nCodes; j++) if (codes[a * nCodes + j] !== codes[b * nCodes + j]) sum += penalty;
  return sum;
}

/** Puts a donor among the nearest; of equal distances the lower row comes first. */
function offer({ rows, nNeighbors, distances, nearest }: NearestRows, start: number, donor: number, distance: number) {
  let at = start + nNeighbors;
  while (at > start) {
    const before = distances[at - 1];
    if (before < distance) break;
    if (before === distance && nearest[at - 1] >= 0 && rows[nearest[at - 1]] < rows[donor]) break;
    at--;
  }
  if (at === start + nNeighbors) return;
  for (let i = start + nNeighbors - 1; i > at; i--) {
    distances[i] = distances[i - 1];
    nearest[i] = nearest[i - 1];
  }
  distances[at] = distance;
  nearest[at] = donor;
}
