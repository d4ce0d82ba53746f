import type { RandomStream } from '../../random.ts';
import type { MixedRows } from '../mixed/MixedColumns.ts';
import { mixedDistance, nearestPrototype, unlikeLevels, type Prototypes } from './Prototypes.ts';

export type Init = 'cao' | 'huang';

/** How often a start that leaves a cluster without rows is drawn anew before rows far apart are taken. */
const MOST_TRIES = 20;

/**
 * First prototypes. Categories by Cao et al. (2009), the densest row and then rows dense and unlike the ones before; or by Huang (1998),
 * levels drawn as often as they occur and moved to the nearest row. Numbers are drawn around the mean of the book. Where that leaves a
 * cluster empty, rows far from each other are taken.
 * Source: doi:10.1016/j.eswa.2009.01.060, doi:10.1023/A:1009769707641.
 */
export function startPrototypes(
  rows: MixedRows,
  nClusters: number,
  init: Init,
  gamma: number,
  random: RandomStream,
): Prototypes {
  const spread = numberSpread(rows);
  const dense = init === 'cao' ? caoLevels(rows, nClusters) : null;
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const levels = dense ?? huangLevels(rows, nClusters, random);
    const prototypes = { nClusters, numbers: drawNumbers(spread, nClusters, random), levels: levels.slice() };
    if (hasNoEmpty(rows, prototypes, gamma)) return prototypes;
  }
  return farApart(rows, nClusters, gamma, random);
}

/** Mean and population standard deviation of each column of numbers. */
export function numberSpread({ numbers, nRows, nNumeric }: MixedRows): { mean: Float64Array; sd: Float64Array } {
  const mean = new Float64Array(nNumeric);
  const sd = new Float64Array(nNumeric);
  for (let row = 0; row < nRows; row++) for (let j = 0; j < nNumeric; j++) mean[j] += numbers[row * nNumeric + j];
  for (let j = 0; j < nNumeric; j++) mean[j] /= nRows;
  for (let row = 0; row < nRows; row++)
    for (let j = 0; j < nNumeric; j++) {
      const difference = numbers[row * nNumeric + j] - mean[j];
      sd[j] += difference * difference;
    }
  for (let j = 0; j < nNumeric; j++) sd[j] = Math.sqrt(sd[j] / nRows);
  return { mean, sd };
}

function drawNumbers(
  { mean, sd }: ReturnType<typeof numberSpread>,
  nClusters: number,
  random: RandomStream,
): Float64Array {
  const numbers = new Float64Array(nClusters * mean.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = mean[i % mean.length] + random.normal() * sd[i % mean.length];
  return numbers;
}

/** @returns [nClusters × nCategories], the levels of rows of the book */
export function caoLevels(rows: MixedRows, nClusters: number): Int32Array {
  const { levels, nRows, nCategories } = rows;
  const found = new Int32Array(nClusters * nCategories);
  if (nCategories === 0) return found;
  const density = densities(rows);
  // Density times the distance to the nearest of those chosen so far.
  const worth = new Float64Array(nRows).fill(Infinity);
  let next = density.indexOf(density.reduce((most, value) => Math.max(most, value), 0));
  for (let cluster = 0; cluster < nClusters; cluster++) {
    found.set(levels.subarray(next * nCategories, (next + 1) * nCategories), cluster * nCategories);
    next = 0;
    for (let row = 0; row < nRows; row++) {
      worth[row] = Math.min(worth[row], unlikeLevels(rows, row, found, cluster) * density[row]);
      if (worth[row] > worth[next]) next = row;
    }
  }
  return found;
}

/** Mean share of the rows that have the same level as a row. */
function densities({ levels, nRows, nCategories }: MixedRows): Float64Array {
  const density = new Float64Array(nRows);
  for (let c = 0; c < nCategories; c++) {
    const counts = new Map<number, number>();
    for (let row = 0; row < nRows; row++) {
      const level = levels[row * nCategories + c];
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    for (let row = 0; row < nRows; row++)
      density[row] += counts.get(levels[row * nCategories + c])! / nRows / nCategories;
  }
  return density;
}

function huangLevels(rows: MixedRows, nClusters: number, random: RandomStream): Int32Array {
  const { levels, nRows, nCategories } = rows;
  const found = new Int32Array(nClusters * nCategories);
  for (let i = 0; i < found.length; i++) found[i] = levels[random.below(nRows) * nCategories + (i % nCategories)];
  for (let cluster = 0; cluster < nClusters && nCategories > 0; cluster++) {
    const row = nearestFree(rows, found, cluster, nClusters);
    found.set(levels.subarray(row * nCategories, (row + 1) * nCategories), cluster * nCategories);
  }
  return found;
}

/** The row most like a prototype's levels that is not like another prototype altogether; the most like where there is none. */
function nearestFree(rows: MixedRows, found: Int32Array, cluster: number, nClusters: number): number {
  let [best, least, any, leastOfAll] = [-1, Infinity, 0, Infinity];
  for (let row = 0; row < rows.nRows; row++) {
    const unlike = unlikeLevels(rows, row, found, cluster);
    if (unlike < leastOfAll) [any, leastOfAll] = [row, unlike];
    if (unlike >= least) continue;
    let isTaken = false;
    for (let other = 0; other < nClusters && !isTaken; other++) isTaken = unlikeLevels(rows, row, found, other) === 0;
    if (!isTaken) [best, least] = [row, unlike];
  }
  return best < 0 ? any : best;
}

function hasNoEmpty(rows: MixedRows, prototypes: Prototypes, gamma: number): boolean {
  const isFound = new Uint8Array(prototypes.nClusters);
  let left = prototypes.nClusters;
  for (let row = 0; row < rows.nRows && left > 0; row++) {
    const { cluster } = nearestPrototype(rows, row, prototypes, gamma);
    if (isFound[cluster] === 0) left--;
    isFound[cluster] = 1;
  }
  return left === 0;
}

/** A row at random, and then always the row farthest from those before. */
function farApart(rows: MixedRows, nClusters: number, gamma: number, random: RandomStream): Prototypes {
  const { nRows, nNumeric, nCategories } = rows;
  const numbers = new Float64Array(nClusters * nNumeric);
  const levels = new Int32Array(nClusters * nCategories);
  const distances = new Float64Array(nRows).fill(Infinity);
  const prototypes = { nClusters, numbers, levels };
  let next = random.below(nRows);
  for (let cluster = 0; cluster < nClusters; cluster++) {
    numbers.set(rows.numbers.subarray(next * nNumeric, (next + 1) * nNumeric), cluster * nNumeric);
    levels.set(rows.levels.subarray(next * nCategories, (next + 1) * nCategories), cluster * nCategories);
    next = 0;
    for (let row = 0; row < nRows; row++) {
      distances[row] = Math.min(distances[row], mixedDistance(rows, row, prototypes, cluster, gamma));
      if (distances[row] > distances[next]) next = row;
    }
  }
  return prototypes;
}
