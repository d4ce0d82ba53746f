import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logisticRegression, parametersOf, type LogisticRegressionModel } from '#engine/algorithms/logisticRegression';
import { newRun } from '#engine/jobs/Run';
import { createPool } from '#engine/workers/createPool';
import { checkOptions } from '#shared/option';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { memoryWords, ownMemory } from './ownMemory.ts';
import { python, PythonPeer } from './PythonPeer.ts';
import { linearCustomers } from './linearCustomers.ts';

const ROWS = 800_000;
const COLUMNS = 25;
const SHARE = 0.09;
const THREADS = 2;
const ROUNDS = 7;
const NAME = 'logistic regression, 800,000 × 25, 2 threads';

interface Theirs {
  ms: number;
  peak: number;
  loss: number;
  steps: number;
  weights: number[];
}
interface Mine {
  ms: number;
  model: LogisticRegressionModel;
}

/** Two threads each; rounds of ours and the peer's take turns. Ours goes on to standard errors, theirs has none. */
export async function bench(): Promise<BenchRow[]> {
  const { x, y, rows } = linearCustomers(ROWS, COLUMNS, SHARE);
  const pool = await createPool(THREADS);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const options = checkOptions(logisticRegression.options, {});
  const fit = async (): Promise<Mine> => {
    const start = performance.now();
    const { model } = await logisticRegression.fit({ x, y, weights: null }, options, newRun({ seed: 1, pool }));
    return { ms: performance.now() - start, model: model as LogisticRegressionModel };
  };
  try {
    writeFileSync(join(folder, 'rows'), rows.values);
    writeFileSync(join(folder, 'outcomes'), y);
    return [await besidePeer(fit, [join(folder, 'rows'), join(folder, 'outcomes'), String(COLUMNS)])];
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function besidePeer(fit: () => Promise<Mine>, args: readonly string[]): Promise<BenchRow> {
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'logisticRegression.py'), args, threads);
  const hello = await peer.next<{ version: string }>();
  const mine: Mine[] = [];
  const theirs: Theirs[] = [];
  await fit();
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await fit());
    if (hello) theirs.push(await peer.ask<Theirs>('fit'));
  }
  peer.end();
  const value = median(mine.map(({ ms }) => ms));
  const row = { name: NAME, ours: { value, unit: 'ms' } };
  if (!hello) {
    const note = `scikit-learn is missing for ${python()}: ${peer.complaint()}`;
    return { ...row, peer: null, ratio: null, note };
  }
  const { model } = mine[0];
  const difference = largestDifference(model, theirs[0].weights);
  const excess = lossOf(model) - theirs[0].loss;
  // Theirs stops earlier, so that weights agree to its accuracy only; the loss says which is nearer.
  if (!(difference <= 0.02 && excess <= 1e-6))
    throw new Error(`a weight differs by ${difference}, the loss by ${excess}`);
  const ms = median(theirs.map(theirsOf => theirsOf.ms));
  return {
    ...row,
    peer: { name: `scikit-learn ${hello.version} lbfgs`, value: ms, unit: 'ms' },
    ratio: ms / value,
    note:
      `medians of ${ROUNDS} in turns; ours with standard errors, ${model.iterations} steps to 1e-8, theirs ${theirs[0].steps} to its default 1e-4; ` +
      `${memoryWords(await ownMemory('logisticRegression', args), Math.max(...theirs.map(({ peak }) => peak)))}; ` +
      `largest difference of a weight ${difference.toExponential(1)}; loss ours less theirs ${excess.toExponential(1)}`,
  };
}

/** Columns of the bench are z-scored, so that the weights are of the same columns. */
function largestDifference(model: LogisticRegressionModel, weights: readonly number[]): number {
  const [, ...own] = parametersOf(model);
  return Math.max(...own.map((weight, j) => Math.abs(weight - weights[j])));
}

function lossOf(model: LogisticRegressionModel): number {
  const [, ...own] = parametersOf(model);
  return own.reduce((sum, weight) => sum + (weight * weight) / 2, -model.logLikelihood);
}
