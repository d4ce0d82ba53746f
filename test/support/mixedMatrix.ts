import type { FeatureInfo } from '#shared/results';
import { newMatrix, type Matrix } from '#engine/table/Matrix';

/** Numbers and categories as a prepared matrix has them: one flag per level, centred and scaled by something of its own. */
export interface MixedTable {
  readonly numbers: readonly (readonly number[])[];
  readonly levels: readonly (readonly number[])[];
  readonly nLevels: readonly number[];
}

/** @param isLastWithoutFlag the last level of every category is known by no flag being set */
export function mixedMatrix(
  { numbers, levels, nLevels }: MixedTable,
  isLastWithoutFlag = false,
): { x: Matrix; features: FeatureInfo[] } {
  const nNumeric = numbers[0].length;
  const features: FeatureInfo[] = numbers[0].map((_value, j) => feature(`n${j}`, null));
  for (const [c, count] of nLevels.entries())
    for (let level = 0; level < count - (isLastWithoutFlag ? 1 : 0); level++)
      features.push(feature(`c${c}`, `level ${level}`));
  const x = newMatrix(
    numbers.length,
    features.map(({ name }) => name),
  );
  for (let row = 0; row < x.nRows; row++)
    for (let j = 0; j < x.nColumns; j++) {
      const { column, level } = features[j];
      const isSet = level !== null && `level ${levels[row][Number(column.slice(1))]}` === level;
      x.values[row * x.nColumns + j] = j < nNumeric ? numbers[row][j] : ((isSet ? 1 : 0) - 0.3) / (0.7 + j / 10);
    }
  return { x, features };
}

function feature(column: string, level: string | null): FeatureInfo {
  return { name: level === null ? column : `${column}: ${level}`, column, level, transform: '' };
}
