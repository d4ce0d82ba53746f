import { LEAF_ROWS, type NearestRows } from '../NearestRows.ts';

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
