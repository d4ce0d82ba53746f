import { newMatrix, type Matrix } from '#engine/table/Matrix';

/** What a golden case was made from; test/golden/make/lcgBlobs.py is the twin of this file and gives the same bits. */
export interface BlobShape {
  seed: number;
  nRows: number;
  nColumns: number;
  nGroups: number;
  spread: number;
  gapShare: number;
}

export function lcgBlobs({ seed, nRows, nColumns, nGroups, spread, gapShare }: BlobShape): Matrix {
  let state = seed;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const centers = Array.from({ length: nGroups }, () => Array.from({ length: nColumns }, () => uniform() * 10));
  const x = newMatrix(nRows, namesOf(nColumns));
  for (let i = 0; i < nRows; i++) {
    const group = Math.floor(uniform() * nGroups);
    for (let j = 0; j < nColumns; j++) {
      const noise = uniform() + uniform() + uniform() - 1.5;
      x.values[i * nColumns + j] = centers[group][j] + noise * spread;
      if (gapShare > 0 && uniform() < gapShare) x.values[i * nColumns + j] = NaN;
    }
  }
  return x;
}

export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const x = newMatrix(rows.length, namesOf(rows[0]?.length ?? 0));
  x.values.set(rows.flat());
  return x;
}

function namesOf(nColumns: number): string[] {
  return Array.from({ length: nColumns }, (_, j) => `c${j}`);
}
