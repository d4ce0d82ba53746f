import type { ClassifierId } from '#shared/scoring/choices';
import type { RandomStream } from '../../random.ts';

type Draw = (draw: RandomStream) => Readonly<Record<string, unknown>>;

const among =
  <V>(...values: readonly V[]) =>
  (draw: RandomStream): V =>
    values[draw.below(values.length)];

/** What a search may try: options that matter, around values that are usual. */
export const SEARCH_SPACES: Readonly<Record<ClassifierId, Draw>> = {
  logisticRegression: draw => ({ c: among(0.01, 0.03, 0.1, 0.3, 1, 3, 10)(draw) }),
  randomForest: draw => ({
    minSamplesLeaf: among(1, 2, 5, 10, 20, 50)(draw),
    maxFeatures: among('sqrt', 'log2', 'all')(draw),
  }),
  histGradientBoosting: draw => ({
    learningRate: among(0.02, 0.05, 0.1, 0.2)(draw),
    maxIter: among(50, 100, 200, 300)(draw),
    maxLeafNodes: among(7, 15, 31, 63)(draw),
    minSamplesLeaf: among(5, 10, 20, 50, 100)(draw),
    l2Regularization: among(0, 1, 5, 20)(draw),
  }),
  gaussianNaiveBayes: () => ({}),
  scorecard: draw => ({ minIv: among(0.005, 0.01, 0.02, 0.05)(draw) }),
};
