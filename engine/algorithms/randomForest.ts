import { choice, flag, int, type OptionValues } from '#shared/option';
import type { Run } from '../jobs/Run.ts';
import type { Arena } from '../kernels/KernelMemory.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';
import { IS_CATEGORY } from '../kernels/TreeCalls.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../workers/onEveryThread.ts';
import { defineClassifier, type Training } from './defineAlgorithm.ts';
import { modelFeatures, type EnsembleModel } from './trees/EnsembleModel.ts';
import { findFeatureBins, type FeatureBins } from './trees/featureBins.ts';
import { BIN_SPACE_BYTES, fillBins, newBinSpace } from './trees/fillBins.ts';
import { DEEPEST, forestSpaceBytes, newForestSpace, type GrowForestInput, type GrownTree } from './trees/growForest.ts';
import { levelPenalty } from './trees/levelPenalty.ts';
import { predictEnsemble } from './trees/predictEnsemble.ts';
import { joinTrees, type TreePart } from './trees/TreeDraft.ts';

export const randomForestOptions = {
  nEstimators: int({
    title: 'Trees',
    help: 'How many trees vote; more are never worse, only slower.',
    min: 1,
    max: 2000,
    default: 300,
    searchWords: ['n_estimators'],
  }),
  maxDepth: int({
    title: 'Depth at most',
    help: 'How many questions a tree may ask of a customer; 0 asks as long as it can, 30 at most.',
    min: 0,
    max: DEEPEST,
    default: 0,
    searchWords: ['max_depth'],
  }),
  minSamplesLeaf: int({
    title: 'Customers in a leaf at least',
    help: 'A question is only asked where so many customers, as drawn for the tree, are left on each side.',
    min: 1,
    max: 1_000_000,
    default: 5,
    searchWords: ['min_samples_leaf'],
  }),
  maxFeatures: choice({
    title: 'Columns per question',
    help: 'How many columns, drawn anew by lot, are looked at for each question.',
    values: ['sqrt', 'log2', 'all', 'given'],
    labels: { sqrt: 'Square root of all', log2: 'Logarithm of all', all: 'All', given: 'As many as given' },
    default: 'sqrt',
    searchWords: ['max_features', 'mtry'],
  }),
  nFeatures: int({
    title: 'Columns given',
    help: 'How many columns are looked at when their number is given; never more than there are.',
    min: 1,
    max: 20_000,
    default: 5,
  }),
  bootstrap: flag({
    title: 'Draw customers',
    help: 'Each tree learns from as many customers as there are, drawn with replacement; without, from all of them.',
    default: true,
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
};
export type RandomForestOptions = OptionValues<typeof randomForestOptions>;

/**
 * A random forest: trees on draws of the customers, each question the best of columns drawn by lot, the answer the mean share of the event in
 * the leaves. Numbers are cut into bins at quantiles; gaps go to the better side, levels are ordered by their share of the event
 * and those beyond eight must gain more than they do by chance.
 *
 * The raw answer of the ensemble is the probability; leaves hold their share divided by the number of trees.
 *
 * Cost: O(trees × rows × columns per question × depth); memory a byte per value, and nine bytes per row and thread.
 * Source: Breiman (2001), doi:10.1023/A:1010933404324; Hothorn, Hornik & Zeileis (2006), doi:10.1198/106186006X133933. Differs from scikit-learn's: bins, gaps and categories as they are.
 */
export const randomForest = defineClassifier({
  id: 'randomForest',
  task: 'classification',
  title: 'Random forest',
  help: 'Many trees on draws of the customers that vote. Good without tuning, takes gaps and categories as they are; larger and slower to score than boosting.',
  sources: ['breiman2001', 'breiman1984', 'hothorn2006'],
  searchWords: ['RF', 'trees', 'bagging', 'ensemble'],
  options: randomForestOptions,
  minRows: () => 2,
  traits: { missingNative: true, monotone: false },
  fit: async (training: Training, options: RandomForestOptions, run: Run) => ({
    model: await fitRandomForest(training, options, run),
    notes: [],
  }),
  predict: async (model: EnsembleModel, x, run) => {
    const answers = await predictEnsemble(model.ensemble, x, run);
    for (let row = 0; row < answers.length; row++) answers[row] = Math.min(1, Math.max(0, answers[row]));
    return answers;
  },
});

export async function fitRandomForest(
  training: Training,
  options: RandomForestOptions,
  run: Run,
): Promise<EnsembleModel> {
  const { x, weights } = training;
  const featureBins = await findFeatureBins(x, weights, options.maxBins, run);
  const queue = newChunkQueue(options.nEstimators, 1);
  const nThreads = threadsFor(run, queue);
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(arenaBytes(training, nThreads));
  try {
    const bins = await binTable(x, featureBins, arena, run);
    const shared = forestInput(training, featureBins, bins, arena, options, run);
    const inputs = Array.from({ length: nThreads }, () => ({
      ...shared,
      queue,
      space: newForestSpace(arena, x.nRows, x.features.length),
    }));
    const grown = await onEveryThread<GrowForestInput, GrownTree[]>(
      run,
      'forest.grow',
      inputs[0],
      'Random forest',
      thread => inputs[thread],
    );
    return toModel(x, grown.flat(), options.nEstimators);
  } finally {
    arena.release();
  }
}

function arenaBytes({ x, weights }: Training, nThreads: number): number {
  const nFeatures = x.features.length;
  const perThread = forestSpaceBytes(x.nRows, nFeatures) + BIN_SPACE_BYTES;
  return (
    x.nRows * (nFeatures + 1 + (weights ? 8 : 0)) + nFeatures * 4 + 512 + nThreads * perThread + BIN_SPACE_BYTES * 64
  );
}

async function binTable(
  x: FeatureTable,
  featureBins: readonly FeatureBins[],
  arena: Arena,
  run: Run,
): Promise<Uint8Array> {
  const bins = arena.uint8(x.nRows * x.features.length);
  const columns = x.features.map((_feature, f) => ({ start: f * x.nRows, stride: 1 }));
  const nThreads = Math.min(run.pool.threads, 64);
  const spaces = Array.from({ length: nThreads }, () => newBinSpace(arena));
  await fillBins(x, { handle: arena.handle, featureBins, columns, bins }, spaces, run);
  return bins;
}

function forestInput(
  { x, y, weights }: Training,
  featureBins: readonly FeatureBins[],
  bins: Uint8Array,
  arena: Arena,
  options: RandomForestOptions,
  run: Run,
): Omit<GrowForestInput, 'queue' | 'space'> {
  const nFeatures = x.features.length;
  const shapes = arena.int32(nFeatures);
  featureBins.forEach(({ kind, nBins }, f) => (shapes[f] = nBins + (kind === 'category' ? IS_CATEGORY : 0)));
  const events = arena.uint8(x.nRows);
  events.set(y);
  const ownWeights = arena.float64(weights ? x.nRows : 0);
  if (weights) ownWeights.set(weights);
  return {
    handle: arena.handle,
    seed: run.seed,
    featureBins,
    bins,
    nRows: x.nRows,
    shapes,
    y: events,
    weights: ownWeights,
    isDrawn: options.bootstrap,
    nTried: nTriedOf(options, nFeatures),
    maxDepth: options.maxDepth || DEEPEST,
    minSamplesLeaf: options.minSamplesLeaf,
    levelPenalty: options.levelPenalty,
  };
}

function nTriedOf({ maxFeatures, nFeatures }: RandomForestOptions, of: number): number {
  const wanted = {
    sqrt: Math.floor(Math.sqrt(of)),
    log2: 31 - Math.clz32(Math.max(1, of)),
    all: of,
    given: nFeatures,
  }[maxFeatures];
  return Math.min(of, Math.max(1, wanted));
}

function toModel(x: FeatureTable, grown: readonly GrownTree[], nTrees: number): EnsembleModel {
  const parts: TreePart[] = [];
  for (const { index, part } of grown) parts[index] = part;
  const ensemble = joinTrees(parts, x.features.length, 0);
  for (let node = 0; node < ensemble.value.length; node++) ensemble.value[node] /= nTrees;
  return { algorithm: 'randomForest', version: 1, features: modelFeatures(x), ensemble };
}
