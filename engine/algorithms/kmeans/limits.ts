import { squaredDistance } from '../../kernels/typescript/squaredDistance.ts';

/**
 * How much the lead of a row's centre over another can have lost since it was measured. With c and o the two centres then, x the row and
 * Δ how far each has moved, |x − o|² − |x − c|² is less by at most 2 c·w − |o + Δo|² + |o|² + |c + Δc|² − |c|² + 2 |w| |x − c|, w = Δo − Δc: a line in the
 * distance |x − c| of the row, of which `limits` holds offset and slope. Distances below `leastReach` are taken for it.
 */
export interface Limits {
  readonly nClusters: number;
  /** nClusters where each pair of centres has a line of its own, 1 where one line holds for all others of a centre. */
  readonly pairs: number;
  /** Of each slot: for pairs the centres, else how far each of them and the one that moved most have moved; before these the centres of the last slot. */
  readonly history: Float64Array;
  /** [SLOTS × nClusters × pairs × 4] offset for the second, for the rest, slope for the second, for the rest. */
  readonly limits: Float32Array;
}

/** Of how many assignments the centres are remembered; then all rows are looked at. */
export const SLOTS = 64;
/** Lines for pairs take time that grows with their number but not with the rows. */
const MOST_PAIRED = 16;
const MANY_ROWS = 50_000;
/** Above the lead of every row. */
const ALL = 2 ** 126;

export function pairsFor(nRows: number, nClusters: number): number {
  return nRows > MANY_ROWS && nClusters <= MOST_PAIRED ? nClusters : 1;
}

export function historyLength(nColumns: number, nClusters: number, pairs: number): number {
  return pairs === 1 ? nClusters * (nColumns + SLOTS) : SLOTS * nClusters * nColumns;
}

/**
 * Remembers the centres as those of a slot and sets the lines from all slots up to it. A slot beyond the last begins anew: all rows are to be
 * looked at.
 *
 * @returns the slot they are remembered in
 */
export function rememberCenters(
  limits: Limits,
  slot: number,
  centers: Float64Array,
  nColumns: number,
  leastReach: number,
): number {
  const isFull = slot >= SLOTS;
  const to = isFull ? 0 : slot;
  if (limits.pairs === 1) setLinesForAll(limits, to, centers, nColumns);
  else {
    limits.history.set(centers, to * centers.length);
    for (let from = 0; from <= to; from++) setLinesForPairs(limits, from, centers, nColumns, leastReach);
  }
  if (isFull) limits.limits.fill(ALL);
  return to;
}

/** Raises the lines so that a row which is below them has its centre nearer than every other by more than `room`. */
export function leaveRoom(limits: Limits, slot: number, centers: Float64Array, room: number): void {
  const farthest = farthestMove(limits, slot, centers);
  const lines = limits.limits;
  for (let at = 0; at < lines.length; at += 4) {
    for (const i of [at, at + 1]) {
      // The distance is now at most that of before and the move: what is farther by no more than the room leads by no more than this.
      const offset = room * (2 * farthest + room);
      if (lines[i] > -Infinity) lines[i] += offset + Math.abs(lines[i]) * 2 ** -20;
      lines[i + 2] += 2 * room + lines[i + 2] * 2 ** -20;
    }
  }
}

/** How far any centre is from where it was in one of the slots, at most. */
function farthestMove({ history, pairs, nClusters }: Limits, slot: number, centers: Float64Array): number {
  if (pairs === 1) {
    const at = centers.length + slot * nClusters;
    return Math.max(...history.subarray(at, at + nClusters));
  }
  let farthest = 0;
  for (let from = 0; from < slot; from++) {
    let squares = 0;
    for (let i = 0; i < centers.length; i++) squares += (centers[i] - history[from * centers.length + i]) ** 2;
    farthest = Math.max(farthest, squares);
  }
  return Math.sqrt(farthest);
}

/** By the triangle inequality: what is farther by more than the centre and the other have moved, D, leads by more than D² + 2 D |x − c|. */
function setLinesForAll(
  { nClusters, history, limits }: Limits,
  slot: number,
  centers: Float64Array,
  nColumns: number,
): void {
  const ways = history.subarray(centers.length);
  if (slot === 0) ways.fill(0, 0, nClusters);
  else addMoves(ways, slot, history, centers, nClusters);
  history.set(centers);
  const fuzz = fuzzOf(centers, nColumns);
  for (let c = 0; c < nClusters; c++) {
    const way = ways[slot * nClusters + c];
    for (let from = 0; from <= slot; from++) {
      const lost = (way - ways[from * nClusters + c]) * (1 + 1e-9) + way * 2 ** -48;
      setLine(limits, from * nClusters + c, 0, lost * lost, 2 * lost, fuzz);
      setLine(limits, from * nClusters + c, 1, -Infinity, 0, fuzz);
    }
  }
}

/** The ways up to a slot: each centre's own moves, and the largest of another. */
function addMoves(
  ways: Float64Array,
  slot: number,
  before: Float64Array,
  centers: Float64Array,
  nClusters: number,
): void {
  const nColumns = centers.length / nClusters;
  const own = new Float64Array(nClusters);
  for (let c = 0; c < nClusters; c++)
    own[c] = Math.sqrt(squaredDistance(centers, c * nColumns, before, c * nColumns, nColumns));
  let most = 0;
  for (let c = 1; c < nClusters; c++) if (own[c] > own[most]) most = c;
  let mostBut = 0;
  for (let c = 0; c < nClusters; c++) if (c !== most) mostBut = Math.max(mostBut, own[c]);
  for (let c = 0; c < nClusters; c++)
    ways[slot * nClusters + c] = ways[(slot - 1) * nClusters + c] + own[c] + (c === most ? mostBut : own[most]);
}

function setLinesForPairs(
  { nClusters, history, limits }: Limits,
  slot: number,
  centers: Float64Array,
  nColumns: number,
  leastReach: number,
): void {
  const before = history.subarray(slot * centers.length, (slot + 1) * centers.length);
  const fuzz = fuzzOf(centers, nColumns) + fuzzOf(before, nColumns);
  const offsets = new Float64Array(nClusters);
  const slopes = new Float64Array(nClusters);
  const losses = new Float64Array(nClusters);
  for (let c = 0; c < nClusters; c++) {
    for (let other = 0; other < nClusters; other++) {
      let offset = 0;
      let squares = 0;
      for (let j = 0, a = c * nColumns, b = other * nColumns; j < nColumns; j++, a++, b++) {
        const own = centers[a] - before[a];
        const its = centers[b] - before[b];
        const apart = its - own;
        offset += 2 * before[a] * apart - its * (centers[b] + before[b]) + own * (centers[a] + before[a]);
        squares += apart * apart;
      }
      offsets[other] = offset;
      slopes[other] = 2 * Math.sqrt(squares);
    }
    // A lone centre has no other.
    offsets[c] = -Infinity;
    slopes[c] = 0;
    for (let other = 0; other < nClusters; other++) losses[other] = offsets[other] + slopes[other] * leastReach;
    for (let second = 0; second < nClusters; second++) {
      const at = (slot * nClusters + c) * nClusters + second;
      setLine(limits, at, 0, offsets[second], slopes[second], fuzz);
      // From the highest of their lines where distances begin, as steep as the steepest of them: never below one of them.
      const steepest = mostBeside(slopes, second);
      setLine(limits, at, 1, mostBeside(losses, second) - steepest * leastReach, steepest, fuzz);
    }
  }
}

function mostBeside(values: Float64Array, without: number): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) if (i !== without) most = Math.max(most, values[i]);
  return most;
}

/** More than float64 can get wrong in an offset. */
function fuzzOf(centers: Float64Array, nColumns: number): number {
  let longest = 0;
  for (let at = 0; at < centers.length; at += nColumns) {
    let squares = 0;
    for (let j = at; j < at + nColumns; j++) squares += centers[j] * centers[j];
    longest = Math.max(longest, squares);
  }
  return 2 ** -44 * (nColumns + 8) * longest;
}

/** More than the numbers by what float32 can get wrong with them on the way to the loss of a row. */
function setLine(limits: Float32Array, at: number, which: number, offset: number, slope: number, fuzz: number): void {
  limits[at * 4 + which] = offset === -Infinity ? offset : offset + Math.abs(offset) * 2 ** -20 + fuzz;
  // No slope is so small that its products are denormal, which take a hundred times as long.
  limits[at * 4 + 2 + which] = slope * (1 + 2 ** -20) + 2 ** -90;
}
