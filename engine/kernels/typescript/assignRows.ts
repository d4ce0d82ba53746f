import type { AssignRows } from '../Kernels.ts';
import { newPackedLeads, type PackedLeads } from './packedLeads.ts';
import { movedDistance } from './squaredDistance.ts';
import { sumRows } from './sumRows.ts';

const f = Math.fround;
/** Below every score that does not make its margin infinite. */
const LOWEST = -(2 ** 100);
/** Up to so many centres have their number in their scores; a power of two. */
export const MOST_MARKED = 16;
/** Where in `list` the rows begin that are looked at. */
export const LISTED = 4;
/** Take from a lead in float64 more than it and its rounding can be too large by. */
const SURE = 1 - 2 ** -22;
const FUZZ = 2 ** -40;

interface Found {
  label: number;
  second: number;
  lead: number;
  leadOfRest: number;
  reach: number;
}

/** A row in float32 and its squared length. */
interface NarrowRow {
  readonly values: Float32Array;
  norm: number;
}

export function assignRows(call: AssignRows): number {
  const { labels, list, rowStart, rowEnd, isFirst, knowsLeads } = call;
  const packed = newPackedLeads();
  const marked = call.nClusters <= MOST_MARKED ? newMarks() : plain;
  const found: Found = { label: 0, second: 0, lead: 0, leadOfRest: 0, reach: 0 };
  const narrow: NarrowRow = { values: new Float32Array(call.nColumns), norm: 0 };
  const nOpen = knowsLeads ? listOpen(call, packed) : rowEnd - rowStart;
  const nProducts = call.nColumns * call.nClusters;
  const isForAll = nOpen * 3 * (nProducts + 200) > (rowEnd - rowStart) * 2 * (nProducts + 32);
  list[0] = isForAll ? rowEnd - rowStart : nOpen;
  let moved = 0;
  for (let i = 0; i < list[0]; i++) {
    const row = rowStart + (isForAll ? i : list[LISTED + i]);
    narrowRow(call, row, narrow);
    screen(call, narrow, found, marked);
    if (!(found.lead > 0)) confirm(call, row, found);
    if (call.keepsLeads) keepLeads(call, packed, row, found);
    if (!isFirst && labels[row] === found.label) continue;
    if (!isFirst) move(call, row, labels[row], found.label);
    labels[row] = found.label;
    moved++;
  }
  if (isFirst) sumAll(call);
  return moved;
}

function sumAll(call: AssignRows): void {
  const { labels, rowStart, rowEnd, nColumns, sums, counts, squares } = call;
  const added = sumRows(call, labels, rowStart, rowEnd, nColumns, sums, counts, squares[0]);
  if (call.stride32 === 0) squares[0] = added;
}

function keepLeads(call: AssignRows, packed: PackedLeads, row: number, found: Found): void {
  const { leads, reaches, firstCode, pairs, leastReach } = call;
  leads[row] = packed.packLeads(found.lead, found.leadOfRest);
  const code = firstCode + found.label * pairs + (pairs > 1 ? found.second : 0);
  reaches[row] = packed.packReach(Math.max(found.reach, leastReach), code);
}

/** Rows whose leads are not above what they can have lost. */
function listOpen(call: AssignRows, packed: PackedLeads): number {
  let open = 0;
  for (let row = call.rowStart; row < call.rowEnd; row++)
    if (!isKept(call, packed, row)) call.list[LISTED + open++] = row - call.rowStart;
  return open;
}

type Mark = (score: number, center: number) => number;
const plain: Mark = score => score;

/** Scores of few centres carry the number of theirs in their last bits, as the kernel needs it to sort them fast. */
function newMarks(): Mark {
  const float = new Float32Array(1);
  const bits = new Int32Array(float.buffer);
  return (score, center) => {
    float[0] = score;
    bits[0] = (bits[0] & -MOST_MARKED) | center;
    return float[0];
  };
}

/** Whether both leads are above what they can have lost. */
function isKept({ limits, leads, reaches }: AssignRows, packed: PackedLeads, row: number): boolean {
  const at = packed.code(reaches[row]) * 4;
  const reach = packed.reach(reaches[row]);
  const lost = f(limits[at] + f(limits[at + 2] * reach));
  const lostOfRest = f(limits[at + 1] + f(limits[at + 3] * reach));
  return packed.lead(leads[row]) > lost && packed.leadOfRest(leads[row]) > lostOfRest;
}

function narrowRow(call: AssignRows, row: number, narrow: NarrowRow): void {
  const { rows, offset, factor, rows32, norms32, stride32, nColumns } = call;
  const { values } = narrow;
  if (stride32 > 0) {
    for (let j = 0; j < nColumns; j++) values[j] = rows32[row * stride32 + j];
    narrow.norm = norms32[row];
    return;
  }
  let norm = 0;
  for (let j = 0; j < nColumns; j++) {
    values[j] = (rows[row * nColumns + j] - offset[j]) * factor;
    norm = f(norm + f(values[j] * values[j]));
  }
  narrow.norm = norm;
}

/** The nearest and second centre in float32, how much nearer the nearest is, at least, and how far, at most. */
function screen(call: AssignRows, { values, norm }: NarrowRow, found: Found, mark: Mark): void {
  const { packed32, nColumns, nClusters } = call;
  let best = LOWEST;
  let second = LOWEST;
  let third = LOWEST;
  found.label = 0;
  found.second = 0;
  let group = 0;
  let width = 0;
  for (let c = 0; c < nClusters; c++) {
    if (c === group + width) {
      group = c;
      width = groupWidth(nClusters - c);
    }
    let score = packed32[c];
    let at = nClusters + group * nColumns + (c - group);
    for (let j = 0; j < nColumns; j++, at += width) score = f(score + f(values[j] * packed32[at]));
    score = mark(score, c);
    if (score > best) {
      third = second;
      second = best;
      found.second = found.label;
      best = score;
      found.label = c;
    } else if (score > second) {
      third = second;
      second = score;
      found.second = c;
    } else if (score > third) third = score;
  }
  const margin = f(f(norm * f(call.marginSlope)) + f(call.marginBase));
  found.lead = leadOver(best, second, margin);
  found.leadOfRest = leadOver(best, third, margin);
  found.reach = f(Math.sqrt(f(f(norm - f(best + best)) + margin)));
}

function leadOver(best: number, other: number, margin: number): number {
  const ahead = f(best - other);
  return f(f(ahead + ahead) - margin);
}

/** How many of `left` centres are worked on at once. */
export function groupWidth(left: number): number {
  return left === 5 ? 5 : Math.min(4, left);
}

/** Plain float64: the same. */
function confirm(call: AssignRows, row: number, found: Found): void {
  const { centers, nColumns, nClusters } = call;
  let best = Infinity;
  let second = Infinity;
  let third = Infinity;
  found.label = 0;
  found.second = 0;
  for (let c = 0; c < nClusters; c++) {
    const distance = movedDistance(call, row * nColumns, centers, c * nColumns, nColumns);
    if (distance < best) {
      third = second;
      second = best;
      found.second = found.label;
      best = distance;
      found.label = c;
    } else if (distance < second) {
      third = second;
      second = distance;
      found.second = c;
    } else if (distance < third) third = distance;
  }
  found.lead = f((second - best) * SURE - best * FUZZ);
  found.leadOfRest = f((third - best) * SURE - best * FUZZ);
  found.reach = f(Math.sqrt(best));
}

function move(call: AssignRows, row: number, from: number, to: number): void {
  const { rows, offset, factor, sums, counts, nColumns } = call;
  const at = row * nColumns;
  counts[from] -= 1;
  counts[to] += 1;
  for (let j = 0; j < nColumns; j++) {
    const value = (rows[at + j] - offset[j]) * factor;
    sums[from * nColumns + j] -= value;
    sums[to * nColumns + j] += value;
  }
}
