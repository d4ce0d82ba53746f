import { LEAF_ROWS, STAGE_PAIRS, type LeafGaps, type NearestRows } from '../NearestRows.ts';

/** What 16 bits can hold. */
const LARGEST = 32_767;

export function nearestRows(call: NearestRows, from: number, to: number): void {
  const { rows, leaf, order, gaps, isMutual } = call;
  const start = leaf * LEAF_ROWS;
  for (let i = from; i < to; i++) {
    const first = order[i] * LEAF_ROWS;
    const theirs = isMutual ? farthestOfLeaf(call, first) : -1;
    for (let place = start; place < start + LEAF_ROWS && rows[place] >= 0; place++) {
      if (gaps[order[i]] > reach(call, Math.max(theirs, farthest(call, place)))) continue;
      for (let donor = first; donor < first + LEAF_ROWS && rows[donor] >= 0; donor++) {
        if (donor === place) continue;
        const distance = distanceOf(call, place, donor);
        offer(call, place, donor, distance);
        if (isMutual) offer(call, donor, place, distance);
      }
    }
  }
}

function farthest({ distances, nNeighbors }: NearestRows, place: number): number {
  return distances[(place + 1) * nNeighbors - 1];
}

function farthestOfLeaf(call: NearestRows, first: number): number {
  let most = 0;
  for (let place = first; place < first + LEAF_ROWS && call.rows[place] >= 0; place++)
    most = Math.max(most, farthest(call, place));
  return most;
}

export function leafGaps({ leaves, centers, nStages, leaf, gaps, spans }: LeafGaps): void {
  const corners = halfWords(leaves);
  const middles = halfWords(centers);
  const width = 2 * STAGE_PAIRS * nStages;
  for (let other = 0; other < gaps.length; other++) {
    let gap = 0;
    let span = 0;
    for (let axis = 0; axis < width; axis++) {
      const own = leaf * 2 * width + axis;
      const at = other * 2 * width + axis;
      const above = corners[at] - corners[own + width];
      const below = corners[own] - corners[at + width];
      gap += Math.min(LARGEST, Math.max(above, below, 0)) ** 2;
      const off = middles[other * width + axis] - middles[leaf * width + axis];
      span += Math.max(-LARGEST - 1, Math.min(LARGEST, off)) ** 2;
    }
    gaps[other] = gap;
    spans[other] = span;
  }
}

function halfWords({ buffer, byteOffset, length }: Int32Array): Int16Array {
  return new Int16Array(buffer, byteOffset, length * 2);
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

/** Puts a donor among the nearest of a place, unless it is there already; of equal distances the lower row comes first. */
function offer(call: NearestRows, place: number, donor: number, distance: number): void {
  const { rows, nNeighbors, distances, nearest } = call;
  const start = place * nNeighbors;
  const end = start + nNeighbors;
  let at = end;
  while (at > start) {
    const before = distances[at - 1];
    if (before < distance) break;
    if (before === distance && nearest[at - 1] >= 0 && rows[nearest[at - 1]] <= rows[donor]) break;
    at--;
  }
  if (at === end || (at > start && nearest[at - 1] === donor)) return;
  for (let i = end - 1; i > at; i--) {
    distances[i] = distances[i - 1];
    nearest[i] = nearest[i - 1];
  }
  distances[at] = distance;
  nearest[at] = donor;
}
