import type { Run } from '../../jobs/Run.ts';
import { quantile } from '../../explain/quantile.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { clusteringOf } from '../../algorithms/registry.ts';
import { partOf } from '../stageRun.ts';
import { refitAll, refitRows, type Refitting } from './refits.ts';
import type { Agreement, AgreementInput } from './refitTasks.ts';

/** Bootstrap samples drawn. */
export const BOOTSTRAPS = 20;
/** Rows of a bootstrap sample, and rows on which the labels are compared; fewer on wide tables. */
export const STABILITY_ROWS = 2000;
/** For clusterings whose fits cost more than those of k-means. */
const COSTLY_ROWS = 1000;
/** A clustering that finds the number looks at how densely rows lie, which a sample changes: it is refitted on as many rows as there are. */
const WHOLE_ROWS = 5000;

/** A clustering of all rows, to be fitted again. */
export interface Refitted {
  readonly nClusters: number;
  /** [nRows], 0-based or NO_CLUSTER */
  readonly labels: Int32Array;
  readonly model: object;
}
export interface StabilityResult {
  /** Mean adjusted Rand index between the labels of the refits and of the model. */
  readonly value: number;
  /** Between them lie 95 % of the refits. */
  readonly low: number;
  readonly high: number;
  /** [nClusters], and one more for rows in no cluster: mean Jaccard similarity to the most alike cluster of the refits; NaN without rows. */
  readonly jaccard: Float64Array;
  /** Bootstrap samples that could be clustered. */
  readonly refits: number;
  /** Rows of each sample, and rows compared. */
  readonly n: number;
  readonly sampled: boolean;
  readonly seed: number;
}

/** Rows to refit on and to compare on, drawn by seed. */
export interface Draws {
  /** Rows whose labels are compared, ascending. */
  readonly compared: Int32Array;
  /** Rows of each sample, with repeats. */
  readonly bootstraps: readonly Int32Array[];
}

/**
 * How much of each clustering comes back when it is fitted again on bootstrap samples: B samples of n rows with replacement are clustered,
 * and the refitted model and the model as it is label the same rows (all, or a seeded sample of n).
 *
 * n is the number of rows up to 2,000 (1,000 for clusterings other than those that minimise the spread within; 48,000 numbers, but 400
 * rows at least). A clustering that finds the number is only refitted where n can be all rows, up to 5,000. A sample that cannot be cut so is left out.
 *
 * @returns null where no or hardly any sample could be clustered
 * Cost: B fits and predictions of n rows for each clustering.
 * Source: Ben-Hur, Elisseeff & Guyon (2002), doi:10.1142/9789812799623_0002; Hennig (2007), doi:10.1016/j.csda.2006.11.025.
 */
export async function bootstrapStability(
  x: Matrix,
  clusterings: readonly Refitted[],
  refitting: Refitting,
  run: Run,
): Promise<(StabilityResult | null)[]> {
  const size = stabilityRows(x, clusterings[0], refitting);
  if (size === null) return clusterings.map(() => null);
  return refitOn(x, clusterings, drawBootstraps(x.nRows, size, run), refitting, run);
}

function stabilityRows(x: Matrix, first: Refitted, { algorithm }: Refitting): number | null {
  if (algorithm.traits.findsNumber) return x.nRows <= WHOLE_ROWS ? x.nRows : null;
  return Math.min(x.nRows, refitRows(x.nColumns, 'inertia' in first.model ? STABILITY_ROWS : COSTLY_ROWS));
}

export function drawBootstraps(nRows: number, size: number, run: Run): Draws {
  return {
    compared: run.stream('stability.compared').sample(nRows, size),
    bootstraps: Array.from({ length: BOOTSTRAPS }, (_, i) => {
      const random = run.stream('stability.bootstrap', i);
      return Int32Array.from({ length: size }, () => random.below(nRows));
    }),
  };
}

/** The same on given rows. */
export async function refitOn(
  x: Matrix,
  clusterings: readonly Refitted[],
  { compared, bootstraps }: Draws,
  refitting: Refitting,
  run: Run,
): Promise<(StabilityResult | null)[]> {
  const labelled = clusterings.map(one => ({ nClusters: one.nClusters, labels: labelsOf(one, compared) }));
  const inputs = bootstraps.map((sample, b): AgreementInput => ({
    x,
    sample,
    seed: run.stream('stability.seed', b).below(2 ** 31),
    compared,
    clusterings: labelled,
    shared: null,
  }));
  const found = await agreementsOf(x, inputs, refitting, run);
  return clusterings.map((_clustering, c) => {
    const own = found.flatMap(agreements => agreements[c] ?? []);
    if (own.length * 2 < bootstraps.length || own.length < 2) return null;
    const values = Float64Array.from(own, ({ rand }) => rand).sort();
    return {
      value: values.reduce((sum, value) => sum + value, 0) / values.length,
      low: quantile(values, 0.025),
      high: quantile(values, 0.975),
      jaccard: own[0].jaccard.map(
        (_first, segment) => own.reduce((sum, { jaccard }) => sum + jaccard[segment], 0) / own.length,
      ),
      refits: own.length,
      n: compared.length,
      sampled: compared.length < x.nRows,
      seed: run.seed,
    };
  });
}

/** What the fits can share is made first; it takes about as long as they do. */
async function agreementsOf(
  x: Matrix,
  inputs: readonly AgreementInput[],
  refitting: Refitting,
  run: Run,
): Promise<(Agreement | null)[][]> {
  const label = 'Fitting again on samples';
  const fits = inputs.reduce((sum, { clusterings }) => sum + clusterings.length, 0);
  const lent = await clusteringOf(refitting.algorithm.id).sampleFits?.share(x, partOf(run, 0, 2, label));
  try {
    const shared = lent?.shared ?? null;
    const own = lent ? partOf(run, 1, 2, label) : run;
    const given = inputs.map(input => ({ ...input, shared }));
    return await refitAll<AgreementInput, (Agreement | null)[]>(
      'refit.agreements',
      given,
      { refitting, fits, label },
      own,
    );
  } finally {
    lent?.release();
  }
}

/** Labels of the rows compared; rows in no cluster are a group of their own, the last. */
function labelsOf({ labels, nClusters }: Refitted, rows: Int32Array): Int32Array {
  return rows.map(row => (labels[row] < 0 ? nClusters : labels[row]));
}
