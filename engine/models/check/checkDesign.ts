import type { ModelFeature } from '../../algorithms/ClassifierModel.ts';
import {
  requireArray,
  requireCount,
  requireFinite,
  requireList,
  requireNumber,
  requirePositions,
  requireRecord,
  requireThat,
} from './requireThat.ts';
import { requireSameFeatures } from './sameFeatures.ts';

const PARTS = ['value', 'missing', 'level', 'rare'];

/**
 * Whether the columns of a linear model can be made of its features.
 * @returns how many columns there are
 * @throws DamagedModel
 */
export function checkDesign(value: unknown, features: readonly ModelFeature[]): number {
  const { columns, numbers, flags, means, features: own } = requireRecord(value, 'the design of a model');
  requireSameFeatures(own, features);
  const width = requireList(columns, null, 'the design of a model').length;
  for (const column of columns as readonly unknown[]) checkColumn(column, features);
  for (const one of requireList(numbers, null, 'the design of a model')) checkNumber(one, features);
  requireThat((numbers as readonly unknown[]).length <= width, 'the design of a model');
  for (const one of requireList(flags, null, 'the design of a model')) checkFlags(one, features, width);
  requireFinite(requireArray(means, Float64Array, width, 'the means of a model'), 'the means of a model');
  return width;
}

function checkColumn(value: unknown, features: readonly ModelFeature[]): void {
  const { feature, part, level } = requireRecord(value, 'a column of a model');
  requireCount(feature, 0, features.length - 1, 'a column of a model');
  requireThat(PARTS.includes(part as string) && (level === null || typeof level === 'string'), 'a column of a model');
}

function checkNumber(value: unknown, features: readonly ModelFeature[]): void {
  const { feature, fill, center, factor } = requireRecord(value, 'a number of a model');
  const at = requireCount(feature, 0, features.length - 1, 'a number of a model');
  requireThat(features[at].kind === 'number', 'a number of a model');
  for (const number of [fill, center, factor]) requireNumber(number, 'a number of a model');
}

function checkFlags(value: unknown, features: readonly ModelFeature[], width: number): void {
  const { feature, columnOf } = requireRecord(value, 'a category of a model');
  const { kind, levels } = features[requireCount(feature, 0, features.length - 1, 'a category of a model')];
  const length = kind === 'number' ? 1 : levels.length + 1;
  const places = requireArray(columnOf, Int32Array, length, 'a category of a model');
  requirePositions(places, width, 'a category of a model', -1);
}
