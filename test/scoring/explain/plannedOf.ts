import type { Scorer } from '#engine/scoring/explain/importance';
import type { PlannedFeature } from '#engine/scoring/features';
import type { TreeEnsemble } from '#engine/algorithms/TreeEnsemble';
import type { FeatureTable } from '#engine/table/FeatureTable';
import { expectedAnswer } from './someTrees.ts';

/** Features that are columns of the same name. */
export function plannedOf({ features }: FeatureTable): PlannedFeature[] {
  return features.map((feature): PlannedFeature => ({
    name: feature.name,
    kind: feature.kind,
    levels: feature.kind === 'category' ? feature.levels : [],
    column: feature.name,
    columnKind: feature.kind,
    member: null,
    transform: null,
  }));
}

/** The answers of an ensemble, walked node by node. */
export function answersOf(trees: TreeEnsemble): Scorer {
  return async x => Float64Array.from({ length: x.nRows }, (_none, row) => expectedAnswer(trees, x, row, () => true));
}
