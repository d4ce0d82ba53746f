import type { FeatureTable } from '../../table/FeatureTable.ts';
import { isSharedArray, sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import type { ModelFeature } from '../ClassifierModel.ts';
import type { FeatureValues } from './LinearDesign.ts';

/** Values by feature in memory that threads share; copied where they are not. */
export function sharedValues({ features }: FeatureTable): FeatureValues[] {
  return features.map(feature => (feature.kind === 'number' ? toShared(feature.values) : sharedCodes(feature.codes)));
}

export function toShared(values: Float64Array): Float64Array {
  if (isSharedArray(values)) return values;
  const shared = sharedFloat64(values.length);
  shared.set(values);
  return shared;
}

function sharedCodes(codes: Int32Array): Int32Array {
  if (isSharedArray(codes)) return codes;
  const shared = sharedInt32(codes.length);
  shared.set(codes);
  return shared;
}

/** What a model keeps of the features that it was fitted on. */
export function modelFeatures({ features }: FeatureTable): ModelFeature[] {
  return features.map(feature => ({
    name: feature.name,
    kind: feature.kind,
    levels: feature.kind === 'category' ? [...feature.levels] : [],
  }));
}
