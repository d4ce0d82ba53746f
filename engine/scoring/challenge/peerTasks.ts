import type { Task } from '../../workers/Task.ts';

/** What is used of ml-random-forest; its own declarations are not those of a module. */
interface PeerForest {
  train(rows: number[][], labels: number[]): void;
  predict(rows: number[][]): number[];
}
interface PeerModule {
  readonly RandomForestClassifier: new (options: {
    seed: number;
    nEstimators: number;
    maxFeatures: number;
    replacement: boolean;
    useSampleBagging: boolean;
    noOOB: boolean;
    treeOptions: { gainFunction: 'gini'; maxDepth: number; minNumSamples: number };
  }) => PeerForest;
}

export interface PeerTreeInput {
  /** [(nLearned + tested) × nColumns], row-major; shared. */
  readonly values: Float64Array;
  readonly nColumns: number;
  /** [nLearned] 1 or 0; shared. */
  readonly labels: Uint8Array;
  readonly nFeatures: number;
  readonly seed: number;
}

const DEPTH = 8;
const FEWEST_IN_LEAF = 5;

/** One tree of ml-random-forest: what it says, 1 or 0, of each row after those learned from. */
const peerTree: Task<PeerTreeInput, Uint8Array> = async (input, context) => {
  context.throwIfCancelled();
  const { values, nColumns, labels, nFeatures, seed } = input;
  const { RandomForestClassifier } = (await import('ml-random-forest')) as unknown as PeerModule;
  const rows = rowsOf(values, nColumns);
  const forest = new RandomForestClassifier({
    seed,
    nEstimators: 1,
    maxFeatures: nFeatures,
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    treeOptions: { gainFunction: 'gini', maxDepth: DEPTH, minNumSamples: FEWEST_IN_LEAF },
  });
  forest.train(rows.slice(0, labels.length), Array.from(labels));
  return Uint8Array.from(forest.predict(rows.slice(labels.length)));
};

export interface PeerSegmentsInput {
  /** [nRows × nColumns], row-major; shared. */
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly nClusters: number;
  /** One for each start. */
  readonly seeds: readonly number[];
}
export interface PeerSegmentsFound {
  readonly labels: Int32Array;
  /** Squared distances to the centres, summed. */
  readonly error: number;
}
interface PeerKMeans {
  kmeans(
    rows: number[][],
    nClusters: number,
    options: { initialization: 'kmeans++'; seed: number; maxIterations: number },
  ): { clusters: number[]; computeInformation(rows: number[][]): { error: number; size: number }[] };
}

const MOST_ITERATIONS = 300;

/**
 * The segments that ml-kmeans finds from each start, and how far their customers lie from their centres; the best of them, the first of equals.
 */
const peerSegments: Task<PeerSegmentsInput, PeerSegmentsFound> = async (input, context) => {
  context.throwIfCancelled();
  const { values, nColumns, nClusters, seeds } = input;
  const { kmeans } = (await import('ml-kmeans')) as unknown as PeerKMeans;
  const rows = rowsOf(values, nColumns);
  let best: PeerSegmentsFound = { labels: new Int32Array(0), error: Infinity };
  for (const seed of seeds) {
    context.throwIfCancelled();
    const found = kmeans(rows, nClusters, { initialization: 'kmeans++', seed, maxIterations: MOST_ITERATIONS });
    const error = found.computeInformation(rows).reduce((sum, one) => sum + one.error * one.size, 0);
    if (best.labels.length === 0 || error < best.error) best = { labels: Int32Array.from(found.clusters), error };
  }
  return best;
};

function rowsOf(values: Float64Array, nColumns: number): number[][] {
  return Array.from({ length: values.length / nColumns }, (_none, i) =>
    Array.from(values.subarray(i * nColumns, (i + 1) * nColumns)),
  );
}

export const PEER_TASKS = { peerTree, peerSegments };
