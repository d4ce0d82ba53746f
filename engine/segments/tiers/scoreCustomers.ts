import { AppError } from '#shared/errors';
import type { TierDriver, TierRule } from '#shared/recipe';
import { TIERS, type Tier } from '#shared/results';
import { findColumn, isInPercent, type Table } from '../../table/Column.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import { driverReader, type DriverReader, type RankCuts } from './driverReader.ts';

const HIGH = TIERS.indexOf('High');
const MEDIUM = TIERS.indexOf('Medium');
const LOW = TIERS.indexOf('Low');
const NONE = TIERS.indexOf('None');

/** Sums of one driver by cell (segment × 4 + tier), over the customers whose value is known. */
export interface DriverSums {
  /** Whether the values were written with percent signs. */
  readonly isPercent: boolean;
  readonly known: Float64Array;
  readonly value: Float64Array;
  readonly declared: Float64Array;
  readonly points: Float64Array;
}
export interface Scored {
  /** [nRows], 0–100. */
  readonly scores: Float64Array;
  /** [nRows], index into TIERS. */
  readonly tiers: Uint8Array;
  /** [nSegments × 4], customers and their summed score by segment and tier. */
  readonly sizes: Float64Array;
  readonly scoreSums: Float64Array;
  /** One per driver. */
  readonly sums: readonly DriverSums[];
}

/** The tier of a row that a person set. */
export interface TierByHand {
  readonly row: number;
  /** Index into TIERS. */
  readonly to: number;
}

export function totalWeight(rule: TierRule): number {
  return rule.drivers.reduce((sum, driver) => sum + driver.weight, 0);
}

/** Without drivers, or with no weight on any, no tier is assigned. */
export function hasTiers(rule: TierRule): boolean {
  return totalWeight(rule) > 0;
}

export function tierOf(score: number, rule: TierRule): Tier {
  if (!hasTiers(rule)) return 'None';
  return score >= rule.highFrom ? 'High' : score >= rule.mediumFrom ? 'Medium' : 'Low';
}

/**
 * The score of every customer: 100 × the weighted points over all weights; a missing value gives no points.
 * Rows are taken in order, so the same rule gives the same bits. A tier set by hand stands, whatever the score.
 * @param byHand ascending by row
 * @throws AppError `data.unknownColumn`, `option.invalid`
 */
export function scoreCustomers(
  table: Table,
  labels: Int32Array,
  nSegments: number,
  rule: TierRule,
  rankCuts: RankCuts,
  byHand: readonly TierByHand[] = [],
): Scored {
  checkThresholds(rule);
  const readers = hasTiers(rule) ? rule.drivers.map(driver => driverReader(table, driver, rankCuts)) : [];
  const nCells = nSegments * TIERS.length;
  const scored: Scored = {
    scores: new Float64Array(table.nRows),
    tiers: new Uint8Array(table.nRows),
    sizes: new Float64Array(nCells),
    scoreSums: new Float64Array(nCells),
    sums: readers.map(({ driver }) => newSums(nCells, isInPercent(findColumn(table, driver.column)))),
  };
  const chunks = readers.map(() => newChunk());
  const cells = new Int32Array(CHUNK_ROWS);
  let next = 0;
  for (let from = 0; from < table.nRows; from += CHUNK_ROWS) {
    const to = Math.min(table.nRows, from + CHUNK_ROWS);
    readers.forEach((reader, d) => addPoints(reader, chunks[d], from, to, scored.scores));
    let at = from;
    for (; next < byHand.length && byHand[next].row < to; next++) {
      const { row, to: tier } = byHand[next];
      placeInCells(scored, labels, rule, { from: at, to: row, start: from }, cells);
      placeInCells(scored, labels, rule, { from: row, to: row + 1, start: from, tier }, cells);
      at = row + 1;
    }
    placeInCells(scored, labels, rule, { from: at, to, start: from }, cells);
    chunks.forEach((chunk, d) => addSums(scored.sums[d], chunk, cells, to - from, rule.drivers[d]));
  }
  scored.sums.forEach((sums, d) => finishSums(sums, scored.sizes, rule.drivers[d]));
  return scored;
}

function checkThresholds({ mediumFrom, highFrom }: TierRule): void {
  if (mediumFrom <= highFrom) return;
  throw new AppError('option.invalid', {
    option: 'Medium from',
    allowed: `a score of at most ${highFrom}, where High begins`,
    got: String(mediumFrom),
  });
}

interface Chunk {
  readonly values: Float64Array;
  readonly declared: Float64Array;
  readonly points: Float64Array;
}
function newChunk(): Chunk {
  return {
    values: new Float64Array(CHUNK_ROWS),
    declared: new Float64Array(CHUNK_ROWS),
    points: new Float64Array(CHUNK_ROWS),
  };
}

function addPoints(reader: DriverReader, chunk: Chunk, from: number, to: number, scores: Float64Array): void {
  reader.read(from, to, chunk.values, chunk.declared, chunk.points);
  const { weight } = reader.driver;
  const { points } = chunk;
  for (let row = from; row < to; row++) {
    const share = points[row - from];
    if (share > 0) scores[row] += share * weight;
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
  /** The row that the first cell is of. */
  readonly start: number;
  /** Set by hand for all of them. */
  readonly tier?: number;
}

/** Turns weighted points into scores and tiers, and notes which cell each row falls into. */
function placeInCells(
  { scores, tiers, sizes, scoreSums }: Scored,
  labels: Int32Array,
  rule: TierRule,
  { from, to, start, tier: given = -1 }: Span,
  cells: Int32Array,
): void {
  const { mediumFrom, highFrom } = rule;
  const weight = totalWeight(rule);
  for (let row = from; row < to; row++) {
    const score = weight > 0 ? (100 * scores[row]) / weight : 0;
    const byRule = !(weight > 0) ? NONE : score >= highFrom ? HIGH : score >= mediumFrom ? MEDIUM : LOW;
    const tier = given < 0 ? byRule : given;
    const cell = labels[row] * TIERS.length + tier;
    scores[row] = score;
    tiers[row] = tier;
    cells[row - start] = cell;
    sizes[cell]++;
    scoreSums[cell] += score;
  }
}

function newSums(nCells: number, isPercent: boolean): DriverSums {
  return {
    isPercent,
    known: new Float64Array(nCells),
    value: new Float64Array(nCells),
    declared: new Float64Array(nCells),
    points: new Float64Array(nCells),
  };
}

/** `known` counts the missing until the end: they are rare, and this is the innermost loop of trying out weights. */
function addSums(
  sums: DriverSums,
  chunk: Chunk,
  cells: Int32Array,
  n: number,
  { measure, lowIsRisky: isReversed = false }: TierDriver,
): void {
  const { known, points } = sums;
  for (let i = 0; i < n; i++) {
    const share = chunk.points[i];
    if (share > 0) points[cells[i]] += share;
    else if (Number.isNaN(share)) known[cells[i]]--;
  }
  if (measure === 'count' && !isReversed) addCounts(sums.value, chunk.values, cells, n);
  else if (measure !== 'flag' || isReversed) addWhereKnown(sums.value, chunk.values, chunk.points, cells, n);
  if (measure === 'ratio') addWhereKnown(sums.declared, chunk.declared, chunk.points, cells, n);
}

/** Codes below 0, as for months that were paid in time, say that there is nothing to count. */
function addCounts(sums: Float64Array, values: Float64Array, cells: Int32Array, n: number): void {
  for (let i = 0; i < n; i++) if (values[i] > 0) sums[cells[i]] += values[i];
}

function addWhereKnown(
  sums: Float64Array,
  values: Float64Array,
  points: Float64Array,
  cells: Int32Array,
  n: number,
): void {
  for (let i = 0; i < n; i++) if (!Number.isNaN(points[i])) sums[cells[i]] += values[i];
}

function finishSums(
  { known, value, points }: DriverSums,
  sizes: Float64Array,
  { measure, lowIsRisky }: TierDriver,
): void {
  for (let cell = 0; cell < sizes.length; cell++) known[cell] += sizes[cell];
  if (measure === 'flag' && !lowIsRisky) value.set(points);
}
