import type { ModelFeature } from '../../algorithms/ClassifierModel.ts';
import { requireRecord, requireThat } from './requireThat.ts';

/** A list of features must be these. @throws DamagedModel */
export function requireSameFeatures(value: unknown, features: readonly ModelFeature[]): void {
  const what = 'the features of a model';
  requireThat(Array.isArray(value) && value.length === features.length, what);
  for (const [i, one] of (value as readonly unknown[]).entries()) {
    const { name, kind, levels } = requireRecord(one, what);
    const wanted = features[i];
    requireThat(name === wanted.name && kind === wanted.kind && Array.isArray(levels), what);
    const own = levels as readonly unknown[];
    requireThat(own.length === wanted.levels.length && own.every((level, l) => level === wanted.levels[l]), what);
  }
}
