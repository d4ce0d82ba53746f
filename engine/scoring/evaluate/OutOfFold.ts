import type { Run } from '../../jobs/Run.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { scoreGroups } from '../../metrics/classification/scoreGroups.ts';
import type { Fold } from '../folds/Fold.ts';
import { pickValues } from '../pickValues.ts';

/** What models that had not seen the customers say of them, gathered fold by fold; one for each kind of model. */
export interface OutOfFold {
  /**
   * The customers tested in the first repeat have their probability; NaN is not tested. Later repeats are not mixed in: the mean of several models is a
   * better score than that of the one model that will be used.
   */
  readonly p: Float64Array;
  /** Fold of the first repeat that each customer was tested in. */
  readonly foldOf: Uint8Array;
  /** ROC-AUC of each fold of each repeat so far; NaN where a class was missing. */
  readonly foldAucs: number[];
}

export function newOutOfFold(nRows: number): OutOfFold {
  return { p: new Float64Array(nRows).fill(NaN), foldOf: new Uint8Array(nRows), foldAucs: [] };
}

/**
 * Takes over the probabilities of one fold.
 * @param y [nRows], outcomes of the whole table
 * @param tested probabilities in the order of `fold.test`
 * @throws Cancelled
 */
export async function addFold(gathered: OutOfFold, y: Uint8Array, fold: Fold, tested: Float64Array, run: Run) {
  const outcomes = pickValues(y, fold.test, new Uint8Array(fold.test.length));
  gathered.foldAucs.push(rocAuc(await scoreGroups(outcomes, tested, run)).value);
  if (fold.repeat > 0) return;
  for (let i = 0; i < tested.length; i++) {
    gathered.p[fold.test[i]] = tested[i];
    gathered.foldOf[fold.test[i]] = fold.fold;
  }
}
