import type { AssignRows } from '../Kernels.ts';
import { newPackedLeads, type PackedLeads } from './packedLeads.ts';
import { squaredDistance } from './squaredDistance.ts';
import { sumRows } from './sumRows.ts';

const f = Math.fround;
/** Below every score that does not make its margin infinite. */
const LOWEST = -(2 ** 100);
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

export function assignRows(call: AssignRows): number {
  const { leads, reaches, firstCode, pairs, labels, rowStart, rowEnd, isFirst } = call;
  const packed = newPackedLeads();
  const found: Found = { label: 0, second: 0, lead: 0, leadOfRest: 0, reach: 0 };
  const isForAll = isFirst || countOpen(call, packed) * 8 > (rowEnd - rowStart) * 5;
  let moved = 0;
  for (let row = rowStart; row < rowEnd; row++) {
    if (!isForAll && isKept(call, packed, row)) continue;
    screen(call, row, found);
    if (!(found.lead > 0)) confirm(call, row, found);
    leads[row] = packed.packLeads(found.lead, found.leadOfRest);
    const code = firstCode + found.label * pairs + (pairs > 1 ? found.second : 0);
    reaches[row] = packed.packReach(found.reach, code);
    if (!isFirst && labels[row] === found.label) continue;
    if (!isFirst) move(call, row, labels[row], found.label);
    labels[row] = found.label;
    moved++;
  }
  if (isFirst) sumRows(call.exact, labels, rowStart, rowEnd, call.nColumns, call.sums, call.counts);
  return moved;
}

function countOpen(call: AssignRows, packed: PackedLeads): number {
  let open = 0;
  for (let row = call.rowStart; row < call.rowEnd; row++) if (!isKept(call, packed, row)) open++;
  return open;
}

/** Whether both leads are above what they can have lost. */
function isKept({ limits, leads, reaches }: AssignRows, packed: PackedLeads, row: number): boolean {
  const at = packed.code(reaches[row]) * 4;
  const reach = packed.reach(reaches[row]);
  const lost = f(limits[at] + f(limits[at + 2] * reach));
  const lostOfRest = f(limits[at + 1] + f(limits[at + 3] * reach));
  return packed.lead(leads[row]) > lost && packed.leadOfRest(leads[row]) > lostOfRest;
}

/** The nearest and second centre in float32, how much nearer the nearest is, at least, and how far, at most. */
function screen(call: AssignRows, row: number, found: Found): void {
  const { rows32, norms32, stride32, packed32, nColumns, nClusters } = call;
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
    for (let j = 0; j < nColumns; j++, at += width) score = f(score + f(rows32[row * stride32 + j] * packed32[at]));
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
  const norm = norms32[row];
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
function confirm({ exact, centers, nColumns, nClusters }: AssignRows, row: number, found: Found): void {
  let best = Infinity;
  let second = Infinity;
  let third = Infinity;
  found.label = 0;
  found.second = 0;
  for (let c = 0; c < nClusters; c++) {
    const distance = squaredDistance(exact, row * nColumns, centers, c * nColumns, nColumns);
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

function move({ exact, sums, counts, nColumns }: AssignRows, row: number, from: number, to: number): void {
  const at = row * nColumns;
  counts[from] -= 1;
  for (let j = 0; j < nColumns; j++) sums[from * nColumns + j] -= exact[at + j];
  counts[to] += 1;
  for (let j = 0; j < nColumns; j++) sums[to * nColumns + j] += exact[at + j];
}
