import type { OptionTable, OptionValues } from '#shared/option';
import type { Note } from '#shared/notes';
import type { ClusteringId } from '#shared/recipe';
import type { FeatureInfo } from '#shared/results';
import type { ClassifierId } from '#shared/scoring/choices';
import type { KernelKind } from '../kernels/KernelMemory.ts';
import type { Run } from '../jobs/Run.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import type { Matrix } from '../table/Matrix.ts';
import type { TaskContext } from '../workers/Task.ts';
import type { ClassifierModel } from './ClassifierModel.ts';
import type { ClusterModel } from './ClusterModel.ts';

/** What every algorithm declares, once; it is registered once. */
interface Declaration<T extends OptionTable> {
  /** Stored in recipes; never changes. */
  readonly id: string;
  readonly title: string;
  /** Keys into `engine/sources.ts`. */
  readonly sources: readonly string[];
  readonly searchWords?: readonly string[];
  readonly options: T;
  readonly minRows: (options: OptionValues<T>) => number;
}

/**
 * A way to draw many columns together into few. `fit` gets a finite matrix and checked options; a model is an immutable plain value
 * (numbers, strings, typed arrays) and `predict` needs nothing else.
 */
export interface Decomposition<T extends OptionTable = OptionTable, M = unknown> extends Declaration<T> {
  readonly task: 'decomposition';
  readonly traits: { readonly scaleSensitive: boolean };
  fit(x: Matrix, options: OptionValues<T>, run: Run): Promise<{ model: M; notes: Note[] }>;
  /** @returns scores, row-major */
  predict(model: M, x: Matrix, run: Run): Promise<Float64Array>;
}

export interface ClusteringTraits {
  readonly scaleSensitive: boolean;
  /** The number of clusters is part of the result and no option. */
  readonly findsNumber: boolean;
  /** Some rows may be in no cluster: their label is NO_CLUSTER. */
  readonly leavesOut: boolean;
  /** Columns made of one category count as one, by `features`. */
  readonly mixed: boolean;
}
export interface ClusterFit<M extends ClusterModel = ClusterModel> {
  readonly model: M;
  readonly notes: Note[];
  /** [nRows], 0-based; `predict` on the fitted rows gives the same. */
  readonly labels: Int32Array;
  /** Which twin of the kernels ran. */
  readonly kernels?: KernelKind;
}

/** How a clustering is fitted again and again on samples of the same rows where these fits can share what is dear. */
export interface SampleFits<O> {
  /** What they share, plain and in shared arrays, and how its memory is given back; null where these rows are fitted alone. */
  share(x: Matrix, run: Run): Promise<{ readonly shared: object; release(): void } | null>;
  /**
   * As `fit` on some rows of x and then `predict` for others, in this thread.
   * @param sample rows of x, which may come more than once
   * @returns [asked], 0-based or NO_CLUSTER
   * @throws AppError as `fit`
   */
  labels(shared: object, sample: Int32Array, asked: Int32Array, options: O, context: TaskContext): Int32Array;
}

/**
 * A way to group customers. `fit` gets a finite matrix and checked options, and what its columns were made of where it is known; the
 * model is all that `predict` needs.
 */
export interface Clustering<
  T extends OptionTable = OptionTable,
  M extends ClusterModel = ClusterModel,
> extends Declaration<T> {
  readonly id: ClusteringId;
  readonly task: 'clustering';
  /** What it is good for and what it costs, in a sentence or two for people who choose. */
  readonly help: string;
  readonly traits: ClusteringTraits;
  fit(x: Matrix, options: OptionValues<T>, run: Run, features?: readonly FeatureInfo[]): Promise<ClusterFit<M>>;
  /** For one whose work serves several numbers of clusters at once: the same as a fit for each of `numbers`. */
  fitEach?(
    x: Matrix,
    options: OptionValues<T>,
    numbers: readonly number[],
    run: Run,
    features?: readonly FeatureInfo[],
  ): Promise<ClusterFit<M>[]>;
  /** Only for one that finds the number itself. */
  readonly sampleFits?: SampleFits<OptionValues<T>>;
  /** @returns [nRows], 0-based, or NO_CLUSTER */
  predict(model: M, x: Matrix, run: Run): Promise<Int32Array>;
}

/** What a classifier learns from. */
export interface Training {
  readonly x: FeatureTable;
  /** [nRows], 1 where the event happened, 0 where it did not. */
  readonly y: Uint8Array;
  /** [nRows], finite and not negative, not all 0; null counts every row once. */
  readonly weights: Float64Array | null;
  /** By name of a feature of numbers: 1 where the answer may only rise with it, -1 where it may only fall. Only some classifiers look at it. */
  readonly monotone?: Readonly<Record<string, 1 | -1>>;
}
export interface ClassifierTraits {
  /** Takes gaps and categories as they are. */
  readonly missingNative: boolean;
  /** Keeps to `Training.monotone`. */
  readonly monotone: boolean;
}
/**
 * A way to tell from a customer's columns how probable an event is. Features come with gaps and categories; what a model does about them is learned in
 * `fit` and stands in the model. A target with one outcome only is an AppError of the caller and never gets here.
 */
export interface Classifier<
  T extends OptionTable = OptionTable,
  M extends ClassifierModel = ClassifierModel,
> extends Declaration<T> {
  readonly id: ClassifierId;
  readonly task: 'classification';
  /** What it is good for and what it costs, in a sentence or two for people who choose. */
  readonly help: string;
  readonly traits: ClassifierTraits;
  fit(training: Training, options: OptionValues<T>, run: Run): Promise<{ model: M; notes: Note[] }>;
  /**
   * @param x the features of the model, in its order, their codes counting its levels
   * @returns [nRows], probability of the event: finite, within [0, 1]
   */
  predict(model: M, x: FeatureTable, run: Run): Promise<Float64Array>;
}

export type Algorithm = Decomposition | Clustering | Classifier;

export function defineDecomposition<T extends OptionTable, M>(algorithm: Decomposition<T, M>): Decomposition<T, M> {
  return algorithm;
}
export function defineClustering<T extends OptionTable, M extends ClusterModel>(
  algorithm: Clustering<T, M>,
): Clustering<T, M> {
  return algorithm;
}
export function defineClassifier<T extends OptionTable, M extends ClassifierModel>(
  algorithm: Classifier<T, M>,
): Classifier<T, M> {
  return algorithm;
}
