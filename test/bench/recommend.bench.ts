import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newRun, type Run } from '#engine/jobs/Run';
import { judgeLists, relevantOf } from '#engine/recommend/evaluateOffers';
import { fitMethod, learningFrom } from '#engine/recommend/fitOffers';
import { asOnes, buildInteractions, type Interactions } from '#engine/recommend/Interactions';
import type { FactorsModel } from '#engine/recommend/RecommenderModel';
import { RECOMMENDERS } from '#engine/recommend/registry';
import { noBlocks, topOffers } from '#engine/recommend/topOffers';
import { createPool } from '#engine/workers/createPool';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const THREADS = 2;
const ROUNDS = 7;
const AT = 10;
const ALS = { nFactors: 64, iterations: 15, ridge: 10, alpha: 1, solverSteps: 2 };
const DATA = join(process.cwd(), '..', 'shared', 'data');
const LIST = join(DATA, 'tables', 'ml-100k_u.data');

/** The list of the reference protocol, and its split; a book of the same shape by whole numbers where it is not beside the repository. */
export async function bench(): Promise<BenchRow[]> {
  const pool = await createPool(THREADS);
  const run = newRun({ seed: 42, pool });
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const real = existsSync(LIST) ? protocol() : null;
    if (!real) console.error('the quality of recommendations is left out: ../shared/data is not beside the repository');
    const known = real?.train ?? madeBook();
    return [await training(known, folder, run), ...(real ? await qualities(real.train, real.test, run) : [])];
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

function protocol(): { train: Interactions; test: Interactions } {
  const rows = readFileSync(LIST, 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split('\t').map(Number));
  const split = readFileSync(join(process.cwd(), 'test', 'golden', 'recommendSplit.json'), 'utf8');
  const [{ bits }] = (JSON.parse(split) as { cases: { bits: string }[] }).cases;
  const held = Buffer.from(bits, 'base64');
  const isHeld = (i: number) => ((held[i >> 3] >> (i & 7)) & 1) === 1;
  const part = (taken: (row: number[], i: number) => boolean) => bookOf(rows.filter(taken));
  return { train: asOnes(part((_row, i) => !isHeld(i))), test: part((row, i) => isHeld(i) && row[2] >= 4) };
}

function bookOf(rows: readonly number[][]): Interactions {
  const parts = {
    customers: Int32Array.from(rows, row => row[0] - 1),
    products: Int32Array.from(rows, row => row[1] - 1),
    weights: Float64Array.from(rows, row => row[2]),
    times: null,
  };
  return buildInteractions(parts, 943, 1_682);
}

/** 943 customers with some 85 of 1,682 products each, the first products in more hands than the last. */
function madeBook(): Interactions {
  const rows: number[][] = [];
  for (let c = 1; c <= 943; c++)
    for (let p = 1; p <= 1_682; p++)
      if ((c * 7_919 + p * 104_729 + c * p * 31) % 997 < 130 * Math.exp(-p / 500)) rows.push([c, p, 1]);
  return asOnes(bookOf(rows));
}

interface Theirs {
  ms: number;
  loss: number;
}

async function training(known: Interactions, folder: string, run: Run): Promise<BenchRow> {
  const file = join(folder, 'pairs');
  writeFileSync(file, pairsOf(known));
  const shape = [known.nCustomers, known.nProducts, ALS.nFactors, ALS.iterations, ALS.ridge, ALS.alpha, THREADS];
  const script = join(process.cwd(), 'test', 'bench', 'peers', 'recommend.py');
  // implicit itself asks for one BLAS thread when it uses threads of its own.
  const peer = new PythonPeer(script, [file, ...shape.map(String)], { OPENBLAS_NUM_THREADS: '1' });
  const hello = await peer.next<{ version: string }>();
  const learning = learningFrom(known, run);
  const fit = async () => {
    const start = performance.now();
    const { model } = await fitMethod({ id: 'implicitAls', options: ALS }, learning, run);
    return { ms: performance.now() - start, loss: lossOf(model as FactorsModel, known) };
  };
  await fit();
  const mine: Theirs[] = [];
  const theirs: Theirs[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await fit());
    if (hello) theirs.push(await peer.ask<Theirs>('fit'));
  }
  peer.end();
  const value = median(mine.map(({ ms }) => ms));
  const name = `matrix factorisation (ALS), ${known.products.length} pairs, ${ALS.nFactors} factors, ${ALS.iterations} iterations, 2 threads`;
  const row = { name, ours: { value, unit: 'ms' } };
  if (!hello) {
    const note = `implicit is missing for ${python()}: ${peer.complaint()}`;
    return { ...row, peer: null, ratio: null, note };
  }
  const excess = mine[0].loss / theirs[0].loss - 1;
  if (!(excess <= 0.005)) throw new Error(`the losses differ by a share of ${excess}`);
  const ms = median(theirs.map(answer => answer.ms));
  return {
    ...row,
    peer: { name: `implicit ${hello.version}`, value: ms, unit: 'ms' },
    ratio: ms / value,
    note: `medians of ${ROUNDS} in turns, conjugate gradients: ours two steps with a preconditioner in float64, theirs three in float32; loss ours over theirs less 1: ${excess.toExponential(1)}`,
  };
}

function pairsOf({ nCustomers, offsets, products }: Interactions): Int32Array {
  const pairs = new Int32Array(2 * products.length);
  for (let c = 0; c < nCustomers; c++)
    for (let i = offsets[c]; i < offsets[c + 1]; i++) pairs.set([c, products[i]], 2 * i);
  return pairs;
}

function lossOf({ customers, products, nFactors }: FactorsModel, known: Interactions): number {
  let loss = 0;
  for (let c = 0; c < known.nCustomers; c++) {
    const own = new Set(known.products.subarray(known.offsets[c], known.offsets[c + 1]));
    for (let p = 0; p < known.nProducts; p++) {
      let answer = 0;
      for (let f = 0; f < nFactors; f++) answer += customers[c * nFactors + f] * products[p * nFactors + f];
      loss += own.has(p) ? (1 + ALS.alpha) * (1 - answer) ** 2 : answer ** 2;
    }
  }
  const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  return loss + ALS.ridge * (squares(customers) + squares(products));
}

/** Every method as it comes, by the reference protocol; the peer is the best method of the reference. */
async function qualities(train: Interactions, test: Interactions, run: Run): Promise<BenchRow[]> {
  const reference = JSON.parse(readFileSync(join(DATA, 'reference.json'), 'utf8')) as {
    recommendation: { svd40: { ndcg: number; precision: number } };
  };
  const { ndcg, precision } = reference.recommendation.svd40;
  const relevant = relevantOf(train, test);
  const learning = learningFrom(train, run);
  await learning.counts();
  const rows: BenchRow[] = [];
  for (const { id, title } of RECOMMENDERS) {
    const start = performance.now();
    const { model } = await fitMethod({ id, options: {} }, learning, run);
    const ms = performance.now() - start;
    const asked = { model, known: train, rows: relevant.rows, nEach: AT, blocks: noBlocks(train.nProducts) };
    const { evaluation } = judgeLists(await topOffers(asked, run), relevant);
    const value = evaluation.ndcg.value;
    rows.push({
      name: `NDCG@${AT}, ${title}, reference protocol`,
      ours: { value, unit: '' },
      peer: { name: 'reference SVD of 40 factors', value: ndcg, unit: '' },
      ratio: value / ndcg,
      note: `${relevant.rows.length} customers; precision@${AT} ${evaluation.precision.value.toFixed(4)} (reference ${precision}); fitted in ${ms.toFixed(0)} ms`,
    });
  }
  return rows;
}
