import type { Matrix } from '../../table/Matrix.ts';

/** How many distinct rows x has, counted no further than `enough`. */
export function countDistinctRows({ values, nRows, nColumns }: Matrix, enough: number): number {
  const found: number[] = [];
  for (let row = 0; row < nRows && found.length < enough; row++) {
    const isSame = (other: number) => {
      for (let j = 0; j < nColumns; j++) if (values[row * nColumns + j] !== values[other * nColumns + j]) return false;
      return true;
    };
    if (!found.some(isSame)) found.push(row);
  }
  return found.length;
}
