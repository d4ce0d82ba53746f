import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { LISTED } from '../../kernels/typescript/assignRows.ts';
import { newPackedLeads, type PackedLeads } from '../../kernels/typescript/packedLeads.ts';
import { movedDistance, squaredDistance } from '../../kernels/typescript/squaredDistance.ts';
import { chunkAt, countChunks, type Chunk } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { LARGEST, MEAN_VARIANCE, WIDTH, type KMeansData } from './KMeansData.ts';
import { leaveRoom } from './limits.ts';
import * as s from './LloydState.ts';
import type { LloydState } from './LloydState.ts';
import { marginSlope } from './margins.ts';
import { adoptCenters, averageChunks } from './moveCenters.ts';
import { learnFacts, readChunk, scaleChunk } from './scaleRows.ts';

/** How often a waiting thread looks whether it was cancelled. */
const WAIT_MS = 20;

export interface LloydInput {
  readonly data: KMeansData;
  readonly state: LloydState;
  /** Which of the work spaces is this thread's. */
  readonly thread: number;
  /** How often it looks for the next round before it goes to sleep. */
  readonly looks: number;
}

/** What a thread works with, its work spaces cut out once. */
interface OwnInput extends LloydInput {
  readonly list: Int32Array;
  readonly work: Float32Array;
}

/**
 * Works on a run of Lloyd's algorithm until it is finished; any number of threads may do so at once. A round is one pass over
 * the chunks; who finishes its last chunk moves the centres from the chunks' sums, in chunk order, and opens the next round. So
 * the bits do not depend on who did what, no message is needed between iterations, and threads may join late.
 */
export function runLloyd(input: LloydInput, context: TaskContext): void {
  const { control } = input.state;
  const kernels = kernelsFor(input.data.handle);
  const own = ownInput(input);
  while (Atomics.load(control, s.IS_FINISHED) === 0) {
    const round = Atomics.load(control, s.ROUND);
    workOnRound(own, kernels, context);
    if (Atomics.load(control, s.IS_FINISHED) !== 0) return;
    waitForRound(control, round, input.looks);
    context.throwIfCancelled();
  }
}

function waitForRound(control: Int32Array, round: number, looks: number): void {
  for (let look = 0; look < looks; look++) if (Atomics.load(control, s.ROUND) !== round) return;
  Atomics.wait(control, s.ROUND, round, WAIT_MS);
}

function workOnRound(input: OwnInput, kernels: Kernels, context: TaskContext): void {
  const { control } = input.state;
  const nChunks = countChunks(input.data.nRows);
  for (;;) {
    const place = Atomics.add(control, s.NEXT_CHUNK, 1);
    if (place >= nChunks) return;
    context.throwIfCancelled();
    const phase = Atomics.load(control, s.PHASE);
    // Every other assignment goes backwards: what the one before came to last is still in the cache. Rounds are closed with their iteration known.
    const index = Atomics.load(control, s.ITERATION) % 2 === 0 ? place : nChunks - 1 - place;
    workOnChunk(input, kernels, phase, chunkAt(input.data.nRows, index));
    if (Atomics.add(control, s.DONE_CHUNKS, 1) + 1 === nChunks) closeRound(input, phase);
  }
}

function workOnChunk(input: OwnInput, kernels: Kernels, phase: number, chunk: Chunk): void {
  if (phase === s.SUM_AGAIN || phase === s.MEASURE) return sumChunk(input, kernels, chunk);
  const { index, rowStart, rowEnd } = chunk;
  if (phase === s.FINISH) {
    moveInertia(input, chunk);
    input.state.finalLabels.set(input.state.labels.subarray(rowStart, rowEnd), rowStart);
  }
  const isSummed = sumsWithFirst(input);
  if (Atomics.load(input.state.control, s.ITERATION) === 0) {
    sumsOf(input, index).fill(0);
    countsOf(input, index).fill(0);
    if (isSummed) input.data.squares[index] = 0;
  }
  if (phase === s.SCALE_AND_ASSIGN) scaleAndAssign(input, kernels, chunk);
  else assignRows(input, kernels, index, rowStart, rowEnd);
  if (isSummed) sumColumns(input, index);
  if (phase === s.FINISH) finishChunk(input, chunk);
}

/**
 * Whether this round's assignment tells the sums of rows too: where they are narrowed as they are read, the first does. Of every run, so that what
 * is known of the rows does not depend on the clusters of a run before.
 */
function sumsWithFirst({ data, state }: LloydInput): boolean {
  return data.stride32 === 0 && Atomics.load(state.control, s.ITERATION) === 0;
}

/** The first look at rows. */
function scaleAndAssign(input: OwnInput, kernels: Kernels, chunk: Chunk): void {
  const assign = (from: number, to: number) => assignRows(input, kernels, chunk.index, from, to);
  if (input.data.stride32 > 0) scaleChunk(input.data, kernels, chunk, assign);
  else readChunk(input.data, chunk, assign);
}

/** The column sums of a chunk are those of its clusters. */
function sumColumns(input: LloydInput, index: number): void {
  const { nColumns, columnSums } = input.data;
  const own = columnSums.subarray(index * nColumns, (index + 1) * nColumns).fill(0);
  for (const [at, sum] of sumsOf(input, index).entries()) own[at % nColumns] += sum;
}

/** Rows of a chunk, whose sums they are added to or moved in. */
function assignRows(input: OwnInput, kernels: Kernels, index: number, rowStart: number, rowEnd: number): void {
  const { rows, offset, factor, rows32, norms32, stride32, nColumns } = input.data;
  const { centers, packed32, limits, labels, leads, reaches } = input.state;
  const { nClusters, pairs, startsFar, control, numbers } = input.state;
  const iteration = Atomics.load(control, s.ITERATION);
  // Named one by one: spreading objects of this width took as long as a tenth of a fit.
  const moved = kernels.assignRows({
    rows,
    offset,
    factor,
    rows32,
    norms32,
    stride32,
    centers,
    packed32,
    limits,
    labels,
    leads,
    reaches,
    sums: sumsOf(input, index),
    counts: countsOf(input, index),
    squares: input.data.squares.subarray(index, index + 1),
    list: input.list,
    work: input.work,
    rowStart,
    rowEnd,
    nColumns,
    nClusters,
    marginSlope: marginSlope(nColumns, nClusters),
    marginBase: numbers[s.MARGIN_BASE],
    firstCode: firstCodeOf(input.state),
    leastReach: numbers[s.LEAST_REACH],
    pairs,
    isFirst: iteration === 0,
    knowsLeads: iteration > (startsFar ? 1 : 0),
    keepsLeads: !startsFar || iteration > 0,
  });
  Atomics.add(control, s.MOVED, moved);
}

/**
 * Labels as they are in the end, and the inertia with the few rows that went to another centre since it was summed. Only rows that were looked at can have
 * moved or be within rounding of a tie: the last limits leave room for one.
 */
function finishChunk(input: OwnInput, { index, rowStart, rowEnd }: Chunk): void {
  const { nColumns } = input.data;
  const { centers, labels, inertias, finalLabels } = input.state;
  const { list } = input;
  const isForAll = list[0] === rowEnd - rowStart;
  const packed = newPackedLeads();
  const distance = (row: number, label: number) =>
    movedDistance(input.data, row * nColumns, centers, label * nColumns, nColumns);
  for (let i = 0; i < list[0]; i++) {
    const row = rowStart + (isForAll ? i : list[LISTED + i]);
    settleTie(input, packed, row);
    if (labels[row] === finalLabels[row]) continue;
    inertias[index] += distance(row, labels[row]) - distance(row, finalLabels[row]);
    finalLabels[row] = labels[row];
  }
}

/**
 * The chunk's sum of squares around the centres of before becomes that around the last ones, by its sums alone: centres hardly move at the end, so what is
 * added is small and nothing cancels. Where one still moved far, it is measured anew.
 */
function moveInertia({ data, state }: LloydInput, { index }: Chunk): void {
  const { nColumns } = data;
  const { centers, summedAround, inertias, sums, counts, nClusters } = state;
  const first = index * nClusters;
  for (let c = 0; c < nClusters; c++) {
    const n = counts[first + c];
    for (let j = 0; j < nColumns; j++) {
      const around = summedAround[c * nColumns + j];
      const moved = centers[c * nColumns + j] - around;
      inertias[index] += moved * (n * moved - 2 * (sums[(first + c) * nColumns + j] - n * around));
    }
  }
}

function sumsOf({ data, state }: LloydInput, chunk: number): Float64Array {
  const length = state.nClusters * data.nColumns;
  return state.sums.subarray(chunk * length, (chunk + 1) * length);
}
function countsOf({ state }: LloydInput, chunk: number): Float64Array {
  return state.counts.subarray(chunk * state.nClusters, (chunk + 1) * state.nClusters);
}

function ownInput(input: LloydInput): OwnInput {
  const { data, state, thread } = input;
  const listLength = s.listLength(data.nRows);
  const workLength = s.workLength(data.nColumns, state.nClusters);
  return {
    ...input,
    list: state.lists.subarray(thread * listLength, (thread + 1) * listLength),
    work: state.works.subarray(thread * workLength, (thread + 1) * workLength),
  };
}

/** Sums of a chunk from its labels alone, so that the last centres and the inertia do not depend on the way there. */
function sumChunk(input: LloydInput, kernels: Kernels, { index, rowStart, rowEnd }: Chunk): void {
  const { rows, offset, factor, nColumns } = input.data;
  const { centers, labels, inertias } = input.state;
  const sums = sumsOf(input, index).fill(0);
  const counts = countsOf(input, index).fill(0);
  const moved = { rows, offset, factor };
  inertias[index] = kernels.sumAround({ ...moved, centers, labels, rowStart, rowEnd, nColumns, sums, counts });
}

/**
 * A row within rounding of a tie gets the label that plain arithmetic on the data as given finds, so that predicting the
 * fitted rows returns their labels.
 */
function settleTie({ data, state }: LloydInput, packed: PackedLeads, row: number): void {
  const { leads, reaches, labels, finalCenters, nClusters } = state;
  const tie = tieOf(data);
  // What is farther by no more than the tie leads by no more than this.
  const least = tie * (2 * packed.reach(reaches[row]) + tie);
  if (packed.lead(leads[row]) > least && packed.leadOfRest(leads[row]) > least) return;
  labels[row] = nearestCenter(data.source, row, finalCenters, nClusters, data.nColumns);
}

/** How much farther from a row another centre has to be so that rounding cannot make it the nearest. */
function tieOf({ nColumns, facts }: KMeansData): number {
  return 2 ** -46 * (nColumns + 4) * Math.max(1, facts[LARGEST]);
}

function firstCodeOf({ control, nClusters, pairs }: LloydState): number {
  return control[s.SLOT] * nClusters * pairs;
}

/** The nearest of the centres by plain float64 arithmetic; ties go to the lower index. */
export function nearestCenter(
  values: Float64Array,
  row: number,
  centers: Float64Array,
  nClusters: number,
  nColumns: number,
): number {
  let best = Infinity;
  let label = 0;
  for (let c = 0; c < nClusters; c++) {
    const distance = squaredDistance(values, row * nColumns, centers, c * nColumns, nColumns);
    if (distance < best) {
      best = distance;
      label = c;
    }
  }
  return label;
}

function closeRound(input: LloydInput, phase: number): void {
  const { control } = input.state;
  Atomics.store(control, s.PHASE, nextPhase(input, phase));
  Atomics.store(control, s.MOVED, 0);
  Atomics.store(control, s.DONE_CHUNKS, 0);
  const isFinished = Atomics.load(control, s.IS_FINISHED) !== 0;
  Atomics.store(control, s.NEXT_CHUNK, isFinished ? countChunks(input.data.nRows) : 0);
  Atomics.add(control, s.ROUND, 1);
  Atomics.notify(control, s.ROUND);
}

/** Does between two rounds what needs all chunks, and says what the next round is for. */
function nextPhase(input: LloydInput, phase: number): number {
  const { data, state } = input;
  if ((phase === s.SCALE_AND_ASSIGN || sumsWithFirst(input)) && !learnFacts(data)) {
    Atomics.store(state.control, s.IS_MISLED, 1);
    Atomics.store(state.control, s.IS_FINISHED, 1);
    return phase;
  }
  if (phase === s.SCALE_AND_ASSIGN || phase === s.ASSIGN) return afterAssignment(input);
  if (phase === s.SUM_AGAIN) {
    state.summedAround.set(state.centers);
    averageChunks(data, state);
    return takeLastCenters(data, state);
  }
  const inertia = inertiaOfParts(state);
  if (phase === s.FINISH && inertia < state.numbers[s.SUMMED] * LARGE_SHARE) {
    state.numbers[s.INERTIA] = 0;
    return s.MEASURE;
  }
  state.numbers[s.INERTIA] = inertia / data.scale / data.scale;
  Atomics.store(state.control, s.IS_FINISHED, 1);
  return s.FINISH;
}

function inertiaOfParts({ inertias, numbers }: LloydState): number {
  return inertias.reduce((sum, part) => sum + part, numbers[s.INERTIA]);
}

function takeLastCenters(data: KMeansData, state: LloydState): number {
  state.numbers[s.SUMMED] = inertiaOfParts(state);
  adoptCenters(data, state);
  leaveRoom(state, state.control[s.SLOT], state.centers, tieOf(data));
  for (let i = 0; i < state.centers.length; i++)
    state.finalCenters[i] = state.centers[i] / data.scale + data.origin[i % data.nColumns];
  return s.FINISH;
}

function afterAssignment({ data, state }: LloydInput): number {
  const { control, centers, nextCenters, maxIter } = state;
  const tol = state.tol * data.facts[MEAN_VARIANCE];
  const iteration = Atomics.add(control, s.ITERATION, 1) + 1;
  averageChunks(data, state);
  const isUnchanged = iteration > 1 && Atomics.load(control, s.MOVED) === 0;
  const hasConverged = isUnchanged || squaredDistance(centers, 0, nextCenters, 0, centers.length) <= tol;
  if (hasConverged || iteration >= maxIter) {
    Atomics.store(control, s.HAS_CONVERGED, hasConverged ? 1 : 0);
    return afterLastAssignment(data, state, hasConverged);
  }
  adoptCenters(data, state);
  return s.ASSIGN;
}

/** What the last step may still win, as a share of the inertia, and what rounding may, as a share of all squares: far more than either does. */
const LAST_STEP = 1e-3;
const ROUNDING = 1e-9;
/** Of fewer rows the last centres and the inertia are summed anew, so that those of different starts with the same end are the same to the bit. */
const MANY_ROWS = 50_000;
/** The inertia as a share of all squares, or of that around the centres of before, above which it loses no digits that matter as a difference from them. */
const LARGE_SHARE = 2 ** -10;

/** Where the sums of the chunks tell the inertia well enough they are the last; a start that is well above what is to be beaten is given up. */
function afterLastAssignment(data: KMeansData, state: LloydState, hasConverged: boolean): number {
  const { control, numbers } = state;
  const squares = data.facts[WIDTH] ** 2;
  const inertia = inertiaBySums(data, state, squares);
  if (hasConverged && inertia > numbers[s.TO_BEAT] * (1 + LAST_STEP) + squares * ROUNDING) {
    numbers[s.INERTIA] = Infinity;
    Atomics.store(control, s.IS_FINISHED, 1);
    return s.FINISH;
  }
  numbers[s.INERTIA] = 0;
  if (data.nRows <= MANY_ROWS || !(inertia > squares * LARGE_SHARE)) return s.SUM_AGAIN;
  numbers[s.INERTIA] = inertia;
  state.inertias.fill(0);
  state.summedAround.set(state.nextCenters);
  return takeLastCenters(data, state);
}

/** The inertia around the next centres, by the sums of the chunks alone; NaN where they do not know of all rows' clusters. */
function inertiaBySums(
  { nColumns }: KMeansData,
  { counts, nextCenters, nClusters }: LloydState,
  squares: number,
): number {
  let explained = 0;
  for (let c = 0; c < nClusters; c++) {
    let n = 0;
    for (let at = c; at < counts.length; at += nClusters) n += counts[at];
    // A cluster that was empty holds a row that the sums do not know of.
    if (n === 0) return Number.NaN;
    explained += n * squaredLength(nextCenters.subarray(c * nColumns, (c + 1) * nColumns));
  }
  return squares - explained;
}

function squaredLength(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
