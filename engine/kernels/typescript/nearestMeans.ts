import type { NearestMeans } from '../Kernels.ts';

export function nearestMeans(call: NearestMeans): void {
  const { query, queries, nColumns, nNeighbors, places, owners, out } = call;
  let count = 0;
  for (let i = call.from; i < call.to; i++) {
    const block = (i >> 2) * nColumns * 4 + (i & 3);
    for (let column = 0; column < nColumns; column++) query[column] = queries[block + column * 4];
    let limit = Infinity;
    if (count === nNeighbors) {
      limit = 0;
      for (let n = 0; n < count; n++) limit = Math.max(limit, distanceTo(call, places[n], owners[n]));
    }
    const found = { count: 0, limit };
    for (let owner = 0; owner < call.nSeen; owner++) searchTree(call, owner, found);
    count = found.count;
    let sum = 0;
    for (let n = 0; n < count; n++)
      sum += call.blocks[(places[n] >> 2) * nColumns * 4 + call.target * 4 + (places[n] & 3)];
    out[i] = sum / count;
  }
}

interface Found {
  count: number;
  limit: number;
}

function searchTree(call: NearestMeans, owner: number, found: Found): void {
  const { waiting, bounds, rights } = call;
  waiting[0] = call.roots[owner];
  bounds[0] = 0;
  let nWaiting = 1;
  while (nWaiting > 0) {
    nWaiting--;
    let bound = bounds[nWaiting];
    let node = waiting[nWaiting];
    while (bound <= found.limit && rights[node] !== 0) {
      const left = boundOf(call, owner, node, 0);
      const right = boundOf(call, owner, node, 1);
      const isLeftNearer = left <= right;
      const farther = isLeftNearer ? right : left;
      if (farther <= found.limit) {
        waiting[nWaiting] = isLeftNearer ? rights[node] : node + 1;
        bounds[nWaiting++] = farther;
      }
      bound = isLeftNearer ? left : right;
      node = isLeftNearer ? node + 1 : rights[node];
    }
    if (bound <= found.limit) visit(call, owner, node, found);
  }
}

function visit(call: NearestMeans, owner: number, node: number, found: Found): void {
  const end = call.ends[node] * 4;
  for (let place = call.starts[node] * 4; place < end; place++) {
    const distance = distanceTo(call, place, owner);
    if (distance <= found.limit) insert(call, found, distance, place, owner);
  }
}

/** Nearest first, ties in order of the rows. */
function insert(call: NearestMeans, found: Found, distance: number, place: number, owner: number): void {
  const { distances, nearest, places, owners, nNeighbors } = call;
  const row = call.rows[place];
  const last = nNeighbors - 1;
  let at = found.count;
  if (at > last) {
    if (distance === distances[last] && row > nearest[last]) return;
    at = last;
  } else found.count++;
  for (; at > 0 && (distances[at - 1] > distance || (distances[at - 1] === distance && nearest[at - 1] > row)); at--) {
    distances[at] = distances[at - 1];
    nearest[at] = nearest[at - 1];
    places[at] = places[at - 1];
    owners[at] = owners[at - 1];
  }
  distances[at] = distance;
  nearest[at] = row;
  places[at] = place;
  owners[at] = owner;
  if (found.count > last) found.limit = distances[last];
}

function distanceTo(call: NearestMeans, place: number, owner: number): number {
  const { blocks, columns, columnStarts, query, nColumns } = call;
  const block = (place >> 2) * nColumns * 4 + (place & 3);
  let sum = 0;
  for (let i = columnStarts[owner]; i < columnStarts[owner + 1]; i++) {
    const difference = blocks[block + columns[i] * 4] - query[columns[i]];
    sum += difference * difference;
  }
  return sum * call.scales[owner];
}

/** No row of the child is nearer than this: rounded in the same steps as a distance, it is never above one. */
function boundOf(call: NearestMeans, owner: number, node: number, child: number): number {
  const { boxes, columns, columnStarts, query, nColumns } = call;
  const box = node * nColumns * 4 + child;
  let sum = 0;
  for (let i = columnStarts[owner]; i < columnStarts[owner + 1]; i++) {
    const at = box + columns[i] * 4;
    const value = query[columns[i]];
    const difference = Math.max(boxes[at] - value, value - boxes[at + 2], 0);
    sum += difference * difference;
  }
  return sum * call.scales[owner];
}
