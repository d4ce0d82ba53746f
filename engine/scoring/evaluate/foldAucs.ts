import type { Run } from '../../jobs/Run.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { scoreGroups } from '../../metrics/classification/scoreGroups.ts';

/**
 * ROC-AUC within each fold, by rising number of the fold; NaN where a class is missing.
 * @param foldOf [n], fold that each customer was tested in
 * @throws Cancelled
 */
export async function foldAucs(y: Uint8Array, p: Float64Array, foldOf: Int32Array, run: Run): Promise<number[]> {
  const sizes = new Map<number, number>();
  for (const fold of foldOf) sizes.set(fold, (sizes.get(fold) ?? 0) + 1);
  const aucs: number[] = [];
  for (const [fold, size] of [...sizes].sort(([a], [b]) => a - b)) {
    const outcomes = new Uint8Array(size);
    const scores = new Float64Array(size);
    let n = 0;
    for (let row = 0; row < y.length; row++) {
      if (foldOf[row] !== fold) continue;
      outcomes[n] = y[row];
      scores[n++] = p[row];
    }
    aucs.push(rocAuc(await scoreGroups(outcomes, scores, run)).value);
  }
  return aucs;
}

/** Mean and sample standard deviation of those that have a value. */
export function foldSpread(rocAucs: readonly number[]): { rocAuc: number[]; mean: number; sd: number } {
  const known = rocAucs.filter(auc => !Number.isNaN(auc));
  const mean = known.reduce((sum, auc) => sum + auc, 0) / known.length;
  const squares = known.reduce((sum, auc) => sum + (auc - mean) ** 2, 0);
  return { rocAuc: [...rocAucs], mean, sd: known.length > 1 ? Math.sqrt(squares / (known.length - 1)) : NaN };
}
