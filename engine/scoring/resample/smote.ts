import { learnDesign } from '../../algorithms/linear/learnDesign.ts';
import { sharedValues } from '../../algorithms/linear/featureValues.ts';
import type { LinearDesign, FeatureValues } from '../../algorithms/linear/LinearDesign.ts';
import type { Training } from '../../algorithms/defineAlgorithm.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Feature } from '../../table/FeatureTable.ts';
import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { Outcomes } from './drawRows.ts';
import type { Drawn, DrawInput } from './drawTask.ts';
import { nearestAmong } from './nearestAmong.ts';
import type { RowsGiven } from './NearRows.ts';
import type { SynthesiseInput } from './synthesiseTask.ts';

export const N_NEIGHBORS = 5;
/** Rows of the rarer outcome beyond this are sampled by seed before neighbours are looked for: their pairs grow with the square. */
const MOST_ROWS = 100_000;
/** Rows laid out column by column while they stay in the cache. */
const ROWS_AT_ONCE = 512;

/**
 * Rows of the rarer outcome are made up, between one and one of its five nearest neighbours of the same outcome, until both are as frequent; they come
 * behind those there are. With categories it is SMOTE-NC: numbers likewise, and of each category what most of the neighbours have.
 *
 * Neighbours are nearest by z-scored numbers, gaps at the median of the training; a category that differs, a gap being one, adds the square of the median
 * standard deviation of the rarer outcome's numbers (1 where there are none). Of a gap and a number the number is taken, of two gaps a gap. Above 100,000 rows of the
 * rarer outcome a seeded sample of so many stands for all. With fewer than six such rows all others are neighbours.
 *
 * Cost: at most O(rarer² × columns). Source: Chawla et al. (2002), doi:10.1613/jair.953. @throws Cancelled
 */
export async function smote(training: Training, { rare, frequent }: Outcomes, run: Run): Promise<Training> {
  const chosen =
    rare.length > MOST_ROWS
      ? run
          .stream('smote.rows')
          .sample(rare.length, MOST_ROWS)
          .map(i => rare[i])
      : rare;
  const nNeighbors = Math.min(N_NEIGHBORS, chosen.length - 1);
  const given = await rowsToCompare(training, chosen, run);
  const neighbours = await nearestAmong(given, nNeighbors, run);
  const shared = sharedInt32(chosen.length);
  shared.set(chosen);
  const drawn = await draw({ rare: shared, neighbours, nNeighbors }, frequent.length - rare.length, run);
  return extend(training, drawn, training.y[rare[0]], run);
}

async function rowsToCompare({ x }: Training, rare: Int32Array, run: Run): Promise<RowsGiven> {
  const design = await learnDesign(x, { rareShare: 0, dropsFrequent: false }, run);
  const values = sharedValues(x);
  const nColumns = design.numbers.length;
  const numbers = sharedFloat64(rare.length * nColumns);
  for (let from = 0; from < rare.length; from += ROWS_AT_ONCE) {
    const to = Math.min(rare.length, from + ROWS_AT_ONCE);
    design.numbers.forEach(({ feature, fill, center, factor }, j) => {
      const column = values[feature];
      for (let i = from; i < to; i++) {
        const value = column[rare[i]];
        numbers[i * nColumns + j] = ((value === value ? value : fill) - center) * factor;
      }
    });
  }
  const categories = values.filter((_values, feature) => x.features[feature].kind === 'category');
  const nCodes = categories.length;
  const codes = new Int32Array(rare.length * nCodes);
  categories.forEach((column, j) => {
    for (let i = 0; i < rare.length; i++) codes[i * nCodes + j] = Math.max(-1, column[rare[i]]);
  });
  return {
    nRows: rare.length,
    nColumns,
    values: numbers,
    nCodes,
    codes,
    penalty: nCodes > 0 ? penaltyOf(numbers, rare.length, design) : 0,
  };
}

/** Square of the median standard deviation of the numbers. */
function penaltyOf(numbers: Float64Array, nRows: number, design: LinearDesign): number {
  const nColumns = design.numbers.length;
  if (nColumns === 0) return 1;
  const variances = Float64Array.from({ length: nColumns }, (_none, j) => {
    let sum = 0;
    for (let i = 0; i < nRows; i++) sum += numbers[i * nColumns + j];
    const mean = sum / nRows;
    let squares = 0;
    for (let i = 0; i < nRows; i++) squares += (numbers[i * nColumns + j] - mean) ** 2;
    return squares / nRows;
  });
  const spreads = variances.map(Math.sqrt).sort();
  const middle = nColumns >> 1;
  return nColumns % 2 === 1 ? spreads[middle] ** 2 : ((spreads[middle - 1] + spreads[middle]) / 2) ** 2;
}

async function draw(found: Pick<Drawn, 'rare' | 'neighbours' | 'nNeighbors'>, nMade: number, run: Run): Promise<Drawn> {
  const drawn = { ...found, seeds: sharedInt32(nMade), mates: sharedInt32(nMade), steps: sharedFloat64(nMade) };
  await onEveryThread<DrawInput>(run, 'resample.draw', { queue: newChunkQueue(nMade), seed: run.seed, drawn });
  return drawn;
}

async function extend(training: Training, drawn: Drawn, outcome: number, run: Run): Promise<Training> {
  const { x, y, weights } = training;
  const nRows = x.nRows + drawn.seeds.length;
  const made = (values: FeatureValues): SynthesiseInput => ({
    drawn,
    values,
    out: values instanceof Float64Array ? sharedFloat64(nRows) : sharedInt32(nRows),
  });
  const inputs = sharedValues(x).map(made);
  const ofWeights = weights && { drawn, values: weights, out: sharedFloat64(nRows) };
  await run.pool.map('resample.synthesise', ofWeights ? [...inputs, ofWeights] : inputs, run.signal);
  const features = x.features.map((feature, i): Feature => {
    const { out } = inputs[i];
    if (feature.kind === 'number') return { ...feature, values: out as Float64Array };
    return { ...feature, codes: out as Int32Array };
  });
  const outcomes = new Uint8Array(nRows).fill(outcome);
  outcomes.set(y);
  return { ...training, x: { nRows, features }, y: outcomes, weights: ofWeights && ofWeights.out };
}
