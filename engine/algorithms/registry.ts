import type { ClassifierId } from '#shared/scoring/choices';
import { bisectingKMeans } from './bisectingKMeans.ts';
import type { ClassifierModel } from './ClassifierModel.ts';
import type { ClusterModel } from './ClusterModel.ts';
import type { Classifier, Clustering } from './defineAlgorithm.ts';
import { gaussianMixture } from './gaussianMixture.ts';
import { hdbscan } from './hdbscan.ts';
import { histGradientBoosting } from './histGradientBoosting.ts';
import { kMedoids } from './kMedoids.ts';
import { kPrototypes } from './kPrototypes.ts';
import { kmeans } from './kmeans.ts';
import { logisticRegression } from './logisticRegression.ts';
import { miniBatchKMeans } from './miniBatchKMeans.ts';
import { naiveBayes } from './naiveBayes.ts';
import { pca } from './pca.ts';
import { randomForest } from './randomForest.ts';
import { scorecard } from './scorecard.ts';
import { ward } from './ward.ts';

/** Every way to group customers that the app offers, in the order it offers them. */
export const CLUSTERINGS = [
  kmeans,
  miniBatchKMeans,
  bisectingKMeans,
  gaussianMixture,
  kPrototypes,
  kMedoids,
  ward,
  hdbscan,
] as const;
/** Every way to draw many columns together into few. */
export const DECOMPOSITIONS = [pca] as const;

/** A clustering by its id, whatever its options and its model are; recipes and models name only what is registered. */
export function clusteringOf(id: string): Clustering {
  const found = CLUSTERINGS.find(clustering => clustering.id === id);
  if (!found) throw new Error(`no clustering is called ${id}`);
  return found as unknown as Clustering;
}
export function clusteringOfModel(model: ClusterModel): Clustering {
  return clusteringOf(model.algorithm);
}

/** Every way to score, in the order the app offers them. */
export const CLASSIFIERS = [
  logisticRegression,
  randomForest,
  histGradientBoosting,
  naiveBayes,
  scorecard,
] as unknown as readonly Classifier[];

export function classifierOf(id: ClassifierId): Classifier {
  const found = CLASSIFIERS.find(classifier => classifier.id === id);
  if (!found) throw new Error(`no classifier is called ${id}`);
  return found;
}
export function classifierOfModel(model: ClassifierModel): Classifier {
  return classifierOf(model.algorithm);
}
