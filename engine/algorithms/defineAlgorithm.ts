import type { OptionTable, OptionValues } from '#shared/option';
import type { Note } from '#shared/notes';
import type { KernelKind } from '../kernels/KernelMemory.ts';
import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';

/**
 * One algorithm: declared once, registered once. `fit` gets a finite matrix and checked options; a model is an immutable plain value
 * (numbers, strings, typed arrays) and `predict` needs nothing else.
 */
export interface Algorithm<T extends OptionTable = OptionTable, M = unknown> {
  /** Stored in recipes; never changes. */
  readonly id: string;
  readonly task: 'clustering' | 'decomposition';
  readonly title: string;
  /** Keys into `engine/sources.ts`. */
  readonly sources: readonly string[];
  readonly searchWords?: readonly string[];
  readonly options: T;
  readonly minRows: (options: OptionValues<T>) => number;
  readonly traits: { readonly scaleSensitive: boolean };
  /** Clusterings also return the labels [nRows] of the rows they were fitted on; `kernels` says which twin of the kernels ran. */
  fit(
    x: Matrix,
    options: OptionValues<T>,
    run: Run,
  ): Promise<{ model: M; notes: Note[]; labels?: Int32Array; kernels?: KernelKind }>;
  /** clustering: Int32Array of labels [nRows]; decomposition: Float64Array of scores, row-major */
  predict(model: M, x: Matrix, run: Run): Promise<Int32Array | Float64Array>;
}

export function defineAlgorithm<T extends OptionTable, M>(algorithm: Algorithm<T, M>): Algorithm<T, M> {
  return algorithm;
}
