import type { Run } from '../../jobs/Run.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import { askedBins, hasLevel } from './askedBins.ts';
import { fanTrees } from './fanTrees.ts';
import { flattenTrees } from './flatTrees.ts';
import { walkFans } from './walkFanRows.ts';
import { walkFlat } from './walkRows.ts';

/** With fewer rows than this it is not worth while to lay an ensemble out anew. */
const FEW_ROWS = 64;
/** Rows between two pauses. */
const PAUSE_ROWS = 2048;

/**
 * What the ensemble answers for each row before it becomes a probability: the baseline and the leaves of its trees, added in the order of the
 * trees, whatever the number of threads.
 *
 * @param x its features in the order of the ensemble, codes counting the levels it was fitted with
 * @returns [nRows]
 *
 * Cost: O(rows × trees × depth).
 */
export async function predictEnsemble(ensemble: TreeEnsemble, x: FeatureTable, run: Run): Promise<Float64Array> {
  const out = sharedFloat64(x.nRows);
  const asked = x.nRows < FEW_ROWS ? null : askedBins(ensemble, x);
  const fans = asked && fanTrees(ensemble, asked);
  if (fans) await walkFans(fans, ensemble.baseline, x, out, run);
  else if (asked) await walkFlat(flattenTrees(ensemble, asked), ensemble.baseline, x, out, run);
  else await walkPlainly(ensemble, x, out, run);
  return out;
}

async function walkPlainly(ensemble: TreeEnsemble, x: FeatureTable, out: Float64Array, run: Run): Promise<void> {
  for (let row = 0; row < x.nRows; row++) {
    if (row % PAUSE_ROWS === 0) {
      await new Promise<void>(resolve => setImmediate(resolve));
      run.throwIfCancelled();
    }
    let sum = ensemble.baseline;
    for (let tree = 0; tree < ensemble.nTrees; tree++) sum += ensemble.value[leafOf(ensemble, tree, x, row)];
    out[row] = sum;
  }
}

/** @returns the leaf of a tree that a row falls into */
export function leafOf(ensemble: TreeEnsemble, tree: number, x: FeatureTable, row: number): number {
  const { roots, feature, left, right } = ensemble;
  let node = roots[tree];
  while (feature[node] >= 0) node = goesLeft(ensemble, node, x, row) ? left[node] : right[node];
  return node;
}

function goesLeft(ensemble: TreeEnsemble, node: number, x: FeatureTable, row: number): boolean {
  const asked = x.features[ensemble.feature[node]];
  const isMissingLeft = ensemble.missingLeft[node] === 1;
  if (asked.kind === 'number') {
    const value = asked.values[row];
    return value === value ? value <= ensemble.threshold[node] : isMissingLeft;
  }
  const code = asked.codes[row];
  return code >= 0 && code < asked.levels.length ? hasLevel(ensemble, node, code) : isMissingLeft;
}
