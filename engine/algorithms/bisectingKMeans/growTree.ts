import type { Run } from '../../jobs/Run.ts';
import { sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { aroundCenters } from '../aroundCenters.ts';
import { gatherRows } from '../gatherRows.ts';
import type { KMeansFit } from '../kmeans.ts';
import { countDistinctRows } from '../kmeans/countDistinctRows.ts';
import type { SplitTree } from './SplitTree.ts';

export const BISECTING_STRATEGIES = ['biggestInertia', 'largestCluster'] as const;
export type BisectingStrategy = (typeof BISECTING_STRATEGIES)[number];
/** Parts rows in two; `index` counts the splits. */
export type SplitRows = (rows: Matrix, index: number, run: Run) => Promise<KMeansFit>;

export interface GrownTree extends SplitTree {
  /** Of each split, in order. */
  readonly fits: readonly Pick<KMeansFit, 'model' | 'kernels'>[];
}

/** A cluster that may be split further. */
interface Leaf {
  readonly rows: Int32Array;
  /** Where it hangs among the children; -1 is the top. */
  readonly side: number;
  score: number;
}
/** Of a cluster whose rows are all the same: it is never split. */
const ALL_SAME = -1;

/**
 * Splits the cluster with the highest score until there are `nClusters`; the first from the left of equals. Rows that are all the same
 * stay together, which scikit-learn would part into a cluster and an empty one.
 *
 * @param x  with at least `nClusters` distinct rows
 */
export async function growTree(
  x: Matrix,
  { nClusters, bisectingStrategy }: { readonly nClusters: number; readonly bisectingStrategy: BisectingStrategy },
  splitRows: SplitRows,
  run: Run,
): Promise<GrownTree> {
  const children = new Int32Array(2 * (nClusters - 1)).fill(-1);
  const splitCenters = new Float64Array(children.length * x.nColumns);
  const fits: KMeansFit[] = [];
  const leaves: Leaf[] = [{ rows: allRows(x.nRows), side: -1, score: 0 }];
  while (fits.length < nClusters - 1) {
    const index = fits.length;
    const { at, rows } = await nextToSplit(x, leaves, run);
    const { side } = leaves[at];
    if (side >= 0) children[side] = index;
    const fit = await splitRows(rows, index, partOfRun(run, index, nClusters - 1));
    splitCenters.set(fit.model.centers, 2 * index * x.nColumns);
    const { sizes, squares } = await aroundCenters(rows, fit.labels, fit.model.centers, run);
    const scores = bisectingStrategy === 'largestCluster' ? sizes : squares;
    const sides = [0, 1].map(label => ({
      rows: rowsOf(leaves[at].rows, fit.labels, label, sizes[label]),
      side: 2 * index + label,
      score: scores[label],
    }));
    leaves.splice(at, 1, ...sides);
    fits.push(fit);
  }
  return { children, splitCenters, fits };
}

async function nextToSplit(x: Matrix, leaves: readonly Leaf[], run: Run): Promise<{ at: number; rows: Matrix }> {
  for (;;) {
    const at = leaves.reduce((best, leaf, i) => (leaf.score > leaves[best].score ? i : best), 0);
    const leaf = leaves[at];
    if (leaf.score === ALL_SAME) throw new Error('there are fewer distinct rows than clusters');
    const rows = leaf.side < 0 ? x : await gatherRows(x, leaf.rows, run);
    if (countDistinctRows(rows, 2) === 2) return { at, rows };
    leaf.score = ALL_SAME;
  }
}

function allRows(nRows: number): Int32Array {
  const rows = sharedInt32(nRows);
  for (let row = 0; row < nRows; row++) rows[row] = row;
  return rows;
}

function rowsOf(rows: Int32Array, labels: Int32Array, label: number, size: number): Int32Array {
  const own = sharedInt32(size);
  let at = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) own[at++] = rows[i];
  return own;
}

function partOfRun(run: Run, split: number, nSplits: number): Run {
  return { ...run, progress: (done, total, label) => run.progress(split + done / Math.max(1, total), nSplits, label) };
}
