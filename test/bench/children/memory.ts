/**
 * One run of a job of the scoring benches in a process of its own, which holds what it works on and nothing else: says its largest resident memory.
 * argv: the job, then its files and columns.
 */
import { logisticRegression } from '#engine/algorithms/logisticRegression';
import { newRun, type Run } from '#engine/jobs/Run';
import { treeShap } from '#engine/scoring/explain/treeShap';
import { resample } from '#engine/scoring/resample/resample';
import { createPool } from '#engine/workers/createPool';
import { checkOptions } from '#shared/option';
import { peakMemory } from '../peakMemory.ts';
import { readCustomers } from '../readCustomers.ts';
import { readTrees } from '../readTrees.ts';

const THREADS = 2;

const JOBS: Record<string, (run: Run, args: readonly string[]) => Promise<unknown>> = {
  smote: (run, [rows, events, columns]) =>
    resample({ ...readCustomers(rows, events, Number(columns)), weights: null }, 'smote', run),
  logisticRegression: (run, [rows, events, columns]) => {
    const training = { ...readCustomers(rows, events, Number(columns)), weights: null };
    return logisticRegression.fit(training, checkOptions(logisticRegression.options, {}), run);
  },
  treeShap: (run, [rows, events, columns, folder, trees]) => {
    const { x } = readCustomers(rows, events, Number(columns));
    return treeShap(readTrees(folder, Number(trees), Number(columns)), x, null, run);
  },
};

const [job, ...args] = process.argv.slice(2);
const pool = await createPool(THREADS);
await JOBS[job](newRun({ seed: 1, pool }), args);
process.stdout.write(`${JSON.stringify({ peakMb: peakMemory() / 2 ** 20 })}\n`);
await pool.close();
