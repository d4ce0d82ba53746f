import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { pickRows } from '../pickRows.ts';
import type { Solution } from './fitRuns.ts';

/** Up to so many rows every start sees all of them; above, starts are found on a sample. */
export const SEEDING_ROWS = 50_000;
const SAMPLE_ROWS = 20_000;
/** Starts found on a sample that are run to the end on all rows. */
const BEST_STARTS = 3;

/** A seeded sample without replacement, in the order of the rows. */
export function sampleRows(x: Matrix, run: Run): Matrix {
  return pickRows(x, run.stream('kmeans.sample').sample(x.nRows, SAMPLE_ROWS));
}

/**
 * The best centres found on a sample, best first, without those that are the same as better ones: they would end in the same place.
 */
export function distinctStarts(solutions: readonly Solution[], nColumns: number): Float64Array[] {
  const sorted = solutions.toSorted((a, b) => a.inertia - b.inertia);
  const kept: Solution[] = [];
  for (const solution of sorted) if (!kept.some(other => isSame(other, solution, nColumns))) kept.push(solution);
  return kept.slice(0, BEST_STARTS).map(({ centers }) => centers);
}

/** True when both cut the sample into the same groups, up to their numbering. */
function isSame(a: Solution, b: Solution, nColumns: number): boolean {
  const nClusters = a.centers.length / nColumns;
  const partner = new Int32Array(nClusters).fill(-1);
  for (let row = 0; row < a.labels.length; row++) {
    const label = a.labels[row];
    if (partner[label] < 0) partner[label] = b.labels[row];
    if (partner[label] !== b.labels[row]) return false;
  }
  return true;
}
