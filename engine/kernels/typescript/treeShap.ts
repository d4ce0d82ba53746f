import { ENDS_BELOW, GAP_GOES_LEFT, NODE_INTS, NODE_NUMBERS, type TreeShap } from '../TreeShapCall.ts';

export function treeShap(call: TreeShap): void {
  const { met, path, nPoints, nFeatures } = call;
  met.fill(1, 0, nFeatures);
  path.fill(1, 0, nPoints);
  for (let row = call.from; row < call.to; row++) visit(call, row * nFeatures, 0, 0);
}

/** Leaves in `sums` at this level what the leaves below answer, weighted at every point by how probable it is to get there. */
function visit(call: TreeShap, row: number, node: number, level: number): void {
  const { ints, met } = call;
  const at = node * NODE_INTS;
  const feature = ints[at];
  if (feature < 0) {
    scaled(call, level, level, call.numbers[node * NODE_NUMBERS + 1], call.sums);
    return;
  }
  const table = ints[at + 5];
  const goesLeft = isLeft(call, row + feature, node);
  const isMet = met[feature] === 1;
  if ((ints[at + 4] & ENDS_BELOW) !== 0) {
    if (isMet) ends(call, level, table + (goesLeft ? 0 : 2 * call.nPoints), row + feature);
    else scaled(call, level, level, call.numbers[node * NODE_NUMBERS + 1], call.sums);
  } else if (isMet) {
    const coefficients = table + (goesLeft ? 0 : 4 * call.nPoints);
    follow(call, level, coefficients);
    visit(call, row, ints[at + (goesLeft ? 1 : 2)], level + 1);
    gather(call, level, coefficients + call.nPoints, row + feature, true);
    met[feature] = 0;
    follow(call, level, coefficients + 2 * call.nPoints);
    visit(call, row, ints[at + (goesLeft ? 2 : 1)], level + 1);
    gather(call, level, coefficients + 3 * call.nPoints, row + feature, false);
    met[feature] = 1;
  } else both(call, row, node, level);
}

/** The row is known not to get here by this feature, so that knowing it adds nothing more. */
function both(call: TreeShap, row: number, node: number, level: number): void {
  const { ints, numbers, sums, nPoints, path } = call;
  const own = level * nPoints;
  scaled(call, level, level + 1, numbers[node * NODE_NUMBERS + 2], path);
  visit(call, row, ints[node * NODE_INTS + 1], level + 1);
  for (let q = 0; q < nPoints; q++) sums[own + q] = sums[own + nPoints + q];
  scaled(call, level, level + 1, numbers[node * NODE_NUMBERS + 3], path);
  visit(call, row, ints[node * NODE_INTS + 2], level + 1);
  for (let q = 0; q < nPoints; q++) sums[own + q] += sums[own + nPoints + q];
}

function scaled({ path, nPoints }: TreeShap, from: number, to: number, factor: number, into: Float64Array): void {
  for (let q = 0; q < nPoints; q++) into[to * nPoints + q] = path[from * nPoints + q] * factor;
}

function follow({ path, tables, nPoints }: TreeShap, level: number, factors: number): void {
  const own = level * nPoints;
  for (let q = 0; q < nPoints; q++) path[own + nPoints + q] = path[own + q] * tables[factors + q];
}

/** Takes over the sums of the level below, and what they add to the feature's contribution. */
function gather(call: TreeShap, level: number, weights: number, target: number, isFirst: boolean): void {
  const { sums, tables, out, nPoints } = call;
  const own = level * nPoints;
  let even = 0;
  let odd = 0;
  for (let q = 0; q < nPoints; q += 2) {
    const a = sums[own + nPoints + q];
    const b = sums[own + nPoints + q + 1];
    even += a * tables[weights + q];
    odd += b * tables[weights + q + 1];
    sums[own + q] = isFirst ? a : sums[own + q] + a;
    sums[own + q + 1] = isFirst ? b : sums[own + q + 1] + b;
  }
  out[target] += even + odd;
}

/** Both children are leaves: their sums and their contribution are one product each. */
function ends({ path, sums, tables, out, nPoints }: TreeShap, level: number, factors: number, target: number): void {
  const own = level * nPoints;
  let even = 0;
  let odd = 0;
  for (let q = 0; q < nPoints; q += 2) {
    const a = path[own + q];
    const b = path[own + q + 1];
    sums[own + q] = a * tables[factors + q];
    sums[own + q + 1] = b * tables[factors + q + 1];
    even += a * tables[factors + nPoints + q];
    odd += b * tables[factors + nPoints + q + 1];
  }
  out[target] += even + odd;
}

function isLeft({ ints, numbers, levelBits, x }: TreeShap, at: number, node: number): boolean {
  const value = x[at];
  const levelSet = ints[node * NODE_INTS + 3];
  if (value !== value) return (ints[node * NODE_INTS + 4] & GAP_GOES_LEFT) !== 0;
  if (levelSet < 0) return value <= numbers[node * NODE_NUMBERS];
  const code = value | 0;
  return ((levelBits[levelSet + (code >> 5)] >>> (code & 31)) & 1) === 1;
}
