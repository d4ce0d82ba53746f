import type { FeatureTable } from '../../table/FeatureTable.ts';
import type { ClassifierModel, ModelFeature } from '../ClassifierModel.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';

/** A forest, whose raw answer is a probability, or boosted trees, whose raw answer is the log-odds. */
export interface EnsembleModel extends ClassifierModel {
  readonly ensemble: TreeEnsemble;
}

export function modelFeatures({ features }: FeatureTable): ModelFeature[] {
  return features.map(feature => ({
    name: feature.name,
    kind: feature.kind,
    levels: feature.kind === 'category' ? [...feature.levels] : [],
  }));
}
