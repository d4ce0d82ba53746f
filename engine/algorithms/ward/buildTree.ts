import type { Run } from '../../jobs/Run.ts';
import { sharedInt32, type Matrix } from '../../table/Matrix.ts';
import type { DistinctInput, DistinctRows } from './distinctRows.ts';
import type { LeavesInput } from './joinLeaves.ts';
import { microClusters, type Leaves } from './microClusters.ts';
import type { Merges, WardTree } from './WardModel.ts';

/** Up to so many distinct rows the tree is of the rows themselves. */
export const EXACT_ROWS = 2_000;

export interface BuiltTree {
  readonly tree: WardTree;
  /** [nRows] the leaf of each row. */
  readonly leafOf: Int32Array;
}

/**
 * Ward's tree of the rows, weighted by how often each occurs, or of small groups of them where more than `EXACT_ROWS` are distinct.
 *
 * Cost: with m leaves O(m² × columns), a second or so for 2,000 leaves; small groups of a million rows take some passes over them.
 */
export async function buildTree(x: Matrix, run: Run): Promise<BuiltTree> {
  const { nColumns } = x;
  const exact = await distinctRows(x, run);
  const { centers, sizes, leafOf } = exact ?? (await microClusters(x, run));
  const [merges] = await run.pool.map<LeavesInput, Merges>('ward.join', [{ centers, nColumns, sizes }], run.signal);
  const basis = exact ? 'rows' : 'microClusters';
  return {
    tree: { basis, nLeaves: sizes.length, nColumns, leafCenters: centers, leafSizes: sizes, ...merges },
    leafOf,
  };
}

async function distinctRows({ values, nRows, nColumns }: Matrix, run: Run): Promise<Leaves | null> {
  const leafOf = sharedInt32(nRows);
  const input: DistinctInput = { values, nRows, nColumns, most: EXACT_ROWS, leafOf };
  const [{ firstRows, sizes }] = await run.pool.map<DistinctInput, DistinctRows>('ward.distinct', [input], run.signal);
  if (!firstRows) return null;
  const centers = new Float64Array(firstRows.length * nColumns);
  for (const [i, row] of firstRows.entries())
    centers.set(values.subarray(row * nColumns, (row + 1) * nColumns), i * nColumns);
  return { centers, sizes, leafOf };
}
