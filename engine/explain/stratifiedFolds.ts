import type { RandomStream } from '../random.ts';

/**
 * Deals rows out into folds of equal size, each class evenly: the rows of a class are shuffled and dealt one after the other, going on where the
 * class before stopped.
 * @param labels [n], 0-based class
 * @returns [n], fold of each row
 */
export function stratifiedFolds(labels: Int32Array, nClasses: number, nFolds: number, draw: RandomStream): Uint8Array {
  const sizes = new Int32Array(nClasses);
  for (const label of labels) sizes[label]++;
  const byClass = Array.from(sizes, size => new Int32Array(size));
  sizes.fill(0);
  for (let row = 0; row < labels.length; row++) byClass[labels[row]][sizes[labels[row]]++] = row;
  const folds = new Uint8Array(labels.length);
  let dealt = 0;
  for (const rows of byClass) {
    for (let i = rows.length - 1; i > 0; i--) {
      const j = draw.below(i + 1);
      [rows[i], rows[j]] = [rows[j], rows[i]];
    }
    for (const row of rows) folds[row] = dealt++ % nFolds;
  }
  return folds;
}

/** All rows up to `most`; above, that many drawn evenly by seed, ascending. */
export function rowsToLookAt(nRows: number, most: number, draw: RandomStream): Int32Array {
  return nRows <= most ? Int32Array.from({ length: nRows }, (_none, row) => row) : draw.sample(nRows, most);
}
