import { choice, int, number, type OptionValues } from '#shared/option';
import { sharedInt32 } from '../table/Matrix.ts';
import type { Run } from '../jobs/Run.ts';
import type { Arena } from '../kernels/KernelMemory.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';
import { exponential, naturalLog } from '../kernels/typescript/exponential.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { newCrew } from '../workers/crew.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import { defineClassifier, type Training } from './defineAlgorithm.ts';
import { boostBytes, newBoostState, scalesOf, type BoostState } from './trees/boostState.ts';
import type { BoostInput } from './trees/boostRounds.ts';
import { modelFeatures, type EnsembleModel } from './trees/EnsembleModel.ts';
import { findFeatureBins, type FeatureBins } from './trees/featureBins.ts';
import { BIN_SPACE_BYTES, fillBins, newBinSpace } from './trees/fillBins.ts';
import { levelPenalty } from './trees/levelPenalty.ts';
import { predictEnsemble } from './trees/predictEnsemble.ts';
import { joinTrees, TreeDraft, type TreePart } from './trees/TreeDraft.ts';

export const histGradientBoostingOptions = {
  learningRate: number({
    title: 'Learning rate',
    help: 'How much of its answer each tree adds; smaller needs more trees.',
    min: 0.001,
    max: 1,
    default: 0.1,
    searchWords: ['learning_rate', 'shrinkage'],
  }),
  maxIter: int({
    title: 'Trees at most',
    help: 'How many trees are grown, one after the other.',
    min: 1,
    max: 5000,
    default: 100,
    searchWords: ['max_iter', 'n_estimators'],
  }),
  maxLeafNodes: int({
    title: 'Leaves at most',
    help: 'Into how many groups a tree parts the customers.',
    min: 2,
    max: 255,
    default: 31,
    searchWords: ['max_leaf_nodes', 'num_leaves'],
  }),
  maxDepth: int({
    title: 'Depth at most',
    help: 'How many questions a tree may ask of a customer; 0 sets no bound.',
    min: 0,
    max: 60,
    default: 0,
    searchWords: ['max_depth'],
  }),
  minSamplesLeaf: int({
    title: 'Customers in a leaf at least',
    help: 'A question is only asked where so many customers are left on each side.',
    min: 1,
    max: 1_000_000,
    default: 20,
    searchWords: ['min_samples_leaf', 'min_data_in_leaf'],
  }),
  l2Regularization: number({
    title: 'L2 penalty',
    help: 'Draws the answers of the leaves to nothing.',
    min: 0,
    max: 1e6,
    default: 0,
    searchWords: ['l2_regularization', 'lambda'],
  }),
  levelPenalty,
  maxBins: int({
    title: 'Bins per column',
    help: 'Into how many parts a column of numbers is cut at most.',
    min: 2,
    max: 255,
    default: 255,
    searchWords: ['max_bins'],
  }),
  earlyStopping: choice({
    title: 'Stop early',
    help: 'Keeps some customers apart and stops when further trees do not help them.',
    values: ['off', 'on'],
    labels: { off: 'No', on: 'Yes' },
    default: 'off',
    searchWords: ['early_stopping'],
  }),
  validationFraction: number({
    title: 'Share kept apart',
    help: 'Share of the customers that is kept apart to decide when to stop early.',
    min: 0.01,
    max: 0.5,
    default: 0.1,
    searchWords: ['validation_fraction'],
  }),
  nIterNoChange: int({
    title: 'Trees without gain',
    help: 'After how many trees without gain it stops early.',
    min: 1,
    max: 1000,
    default: 10,
    searchWords: ['n_iter_no_change'],
  }),
};
export type HistGradientBoostingOptions = OptionValues<typeof histGradientBoostingOptions>;

const LEAST_HESSIAN = 1e-3;
/** A loss that falls by less than this is no gain. */
const TOL = 1e-7;
/** Tables with fewer values than this are done by one thread. */
const WORTH_THREADS = 200_000;

/**
 * Gradient boosting of the log loss by trees on binned columns, as scikit-learn's HistGradientBoostingClassifier: the same bins, cuts, bounds
 * and leaves, but for the penalty of levels. Gradients are rounded to whole numbers of 2⁻³⁰ of the largest, so that sums do not depend on
 * their order.
 *
 * The raw answer of the ensemble is the log-odds.
 *
 * Cost: O(trees × rows × columns); memory three bytes per value, 40 bytes per row, and 4 KB per leaf and column.
 * Source: Friedman (2001), doi:10.1214/aos/1013203451; Ke et al. (2017); Fisher (1958), doi:10.1080/01621459.1958.10501479;
 * Hothorn, Hornik & Zeileis (2006), doi:10.1198/106186006X133933.
 */
export const histGradientBoosting = defineClassifier({
  id: 'histGradientBoosting',
  task: 'classification',
  title: 'Gradient boosting',
  help: 'Trees that each correct what those before them got wrong. Usually the most accurate; takes gaps and categories as they are and can be held to rise or fall with a column.',
  sources: ['friedman2001', 'ke2017', 'chen2016', 'fisher1958', 'hothorn2006'],
  searchWords: ['GBM', 'LightGBM', 'XGBoost', 'boosted trees'],
  options: histGradientBoostingOptions,
  minRows: () => 2,
  traits: { missingNative: true, monotone: true },
  fit: async (training: Training, options: HistGradientBoostingOptions, run: Run) => ({
    model: await fitHistGradientBoosting(training, options, run),
    notes: [],
  }),
  predict: async (model: EnsembleModel, x, run) => {
    const answers = await predictEnsemble(model.ensemble, x, run);
    for (let row = 0; row < answers.length; row++) answers[row] = shareOf(answers[row]);
    return answers;
  },
});

/** The probability that log-odds stand for, by an exponential that is the same on every machine. */
export function shareOf(logOdds: number): number {
  const power = exponential(-Math.abs(logOdds));
  return logOdds < 0 ? power / (1 + power) : 1 / (1 + power);
}

export async function fitHistGradientBoosting(
  training: Training,
  options: HistGradientBoostingOptions,
  run: Run,
): Promise<EnsembleModel> {
  const { x, y, weights } = training;
  const { trained, keptApart } = keepApart(y, options, run);
  const featureBins = await findFeatureBins(x, weights, options.maxBins, run);
  const nFeatures = x.features.length;
  const nThreads = x.nRows * nFeatures < WORTH_THREADS ? 1 : Math.min(run.pool.threads, 64);
  const size = {
    nRows: x.nRows,
    nTrained: trained.length,
    nFeatures,
    nSlots: options.maxLeafNodes,
    isWeighted: weights !== null,
    nThreads,
  };
  const arenaBytes = boostBytes(size) + run.pool.threads * BIN_SPACE_BYTES;
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(arenaBytes);
  try {
    const state = newBoostState(arena, size);
    await binColumns(x, featureBins, state, arena, run);
    const baseline = baselineOf(training, trained);
    state.y.set(y);
    if (weights) state.weights.set(weights);
    state.raw.fill(baseline);
    const largest = weights ? weights.reduce((most, weight) => Math.max(most, weight), 0) : 1;
    const scales = scalesOf(x.nRows, largest);
    const { learningRate, maxLeafNodes, maxDepth, minSamplesLeaf, l2Regularization } = options;
    const units = [1 / scales.gradientScale, 1 / scales.hessianScale];
    const penalty = options.levelPenalty * chanceGain(training, trained, shareOf(baseline));
    state.rules.set([l2Regularization, minSamplesLeaf, LEAST_HESSIAN, ...units, scales.countShift, penalty]);
    const input: BoostInput = {
      queue: newChunkQueue(options.maxIter, 1),
      crew: newCrew(),
      state,
      scales,
      featureBins,
      monotone: directions(training),
      thread: 0,
      rules: { learningRate, maxLeafNodes, maxDepth, minSamplesLeaf },
      maxIter: options.maxIter,
      nIterNoChange: keptApart.length > 0 ? options.nIterNoChange : 0,
      tol: TOL,
      trained,
      keptApart,
    };
    const trees = await boost(input, nThreads, run);
    return toModel(x, trees, featureBins, baseline);
  } finally {
    arena.release();
  }
}

async function boost(input: BoostInput, nThreads: number, run: Run): Promise<TreePart[]> {
  const pool = { ...run.pool, threads: nThreads, map: run.pool.map.bind(run.pool) };
  const found = await onEveryThread<BoostInput, TreePart[] | null>(
    { ...run, pool: pool as Run['pool'] },
    'boosting.rounds',
    input,
    'Gradient boosting',
    thread => ({ ...input, thread }),
  );
  return found.find(trees => trees !== null) ?? [];
}

/** Rows to learn from and, to stop early, rows drawn by lot from those with and those without the event. */
function keepApart(
  y: Uint8Array,
  { earlyStopping, validationFraction }: HistGradientBoostingOptions,
  run: Run,
): { trained: Int32Array; keptApart: Int32Array } {
  const isApart = new Uint8Array(y.length);
  if (earlyStopping === 'on') {
    for (const event of [0, 1]) {
      const rows = rowsWith(y, event);
      const wanted = Math.round(rows.length * validationFraction);
      for (const i of run.stream('boosting.apart', event).sample(rows.length, wanted)) isApart[rows[i]] = 1;
    }
  }
  return { trained: rowsWith(isApart, 0), keptApart: rowsWith(isApart, 1) };
}

/** Rows where a flag has a value, ascending; shared. */
function rowsWith(flags: Uint8Array, wanted: number): Int32Array {
  let n = 0;
  for (let row = 0; row < flags.length; row++) if (flags[row] === wanted) n++;
  const rows = sharedInt32(n);
  for (let row = 0, at = 0; row < flags.length; row++) if (flags[row] === wanted) rows[at++] = row;
  return rows;
}

async function binColumns(
  x: FeatureTable,
  featureBins: readonly FeatureBins[],
  { columns: bins, nRows }: BoostState,
  arena: Arena,
  run: Run,
): Promise<void> {
  const columns = x.features.map((_feature, f) => ({ start: f * nRows, stride: 1 }));
  const spaces = Array.from({ length: run.pool.threads }, () => newBinSpace(arena));
  await fillBins(x, { handle: arena.handle, featureBins, columns, bins }, spaces, run);
}

/** The log-odds of the event among the rows that are learned from. */
function baselineOf({ y, weights }: Training, trained: Int32Array): number {
  let [events, whole] = [0, 0];
  for (const row of trained) {
    const weight = weights ? weights[row] : 1;
    whole += weight;
    events += weight * y[row];
  }
  const share = Math.min(1 - 1e-15, Math.max(1e-15, events / whole));
  return naturalLog(share / (1 - share));
}

/**
 * The squared gradients over the hessians of all rows when each is given the share of events: what the unit of gains is by chance. 1 where rows
 * have no weights or all the same one of 1; weights that favour few rows make more of what these few do by chance.
 */
function chanceGain({ y, weights }: Training, trained: Int32Array, share: number): number {
  if (!weights) return 1;
  let [squares, hessians] = [0, 0];
  for (const row of trained) {
    const gradient = weights[row] * (share - y[row]);
    squares += gradient * gradient;
    hessians += weights[row] * share * (1 - share);
  }
  return hessians > 0 ? squares / hessians : 1;
}

function directions({ x, monotone }: Training): Int8Array {
  return Int8Array.from(x.features, ({ name, kind }) =>
    kind === 'number' && monotone && Object.hasOwn(monotone, name) ? monotone[name] : 0,
  );
}

function toModel(
  x: FeatureTable,
  trees: readonly TreePart[],
  featureBins: readonly FeatureBins[],
  baseline: number,
): EnsembleModel {
  // Where no cut is allowed the ensemble is a leaf that says nothing.
  const empty = new TreeDraft(featureBins);
  empty.addLeaf(0, x.nRows);
  const parts = trees.length > 0 ? trees : [empty.toPart()];
  const ensemble = joinTrees(parts, x.features.length, baseline);
  return { algorithm: 'histGradientBoosting', version: 1, features: modelFeatures(x), ensemble };
}
