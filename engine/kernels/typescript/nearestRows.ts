import type { NearestRows } from '../NearestRows.ts';

export function nearestRows(call: NearestRows): void {
  const { rows, from, to, donorFrom, donorTo, nNeighbors, distances } = call;
  for (let place = from; place < to; place++) {
    const last = (place - from + 1) * nNeighbors - 1;
    for (let donor = donorFrom; donor < donorTo; donor++) {
      if (rows[donor] < 0 || rows[donor] === rows[place]) continue;
      const distance = distanceOf(call, place, donor);
      if (distance <= distances[last]) offer(call, place, donor, distance);
    }
  }
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
function offer(call: NearestRows, place: number, donor: number, distance: number): void {
  const { rows, from, nNeighbors, distances, nearest } = call;
  const start = (place - from) * nNeighbors;
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
