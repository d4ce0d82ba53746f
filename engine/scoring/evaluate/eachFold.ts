import type { Evaluation } from '#shared/scoring/evaluation';
import { studentT975 } from '../../explain/intervals.ts';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { groupsOfPart, type ScoreGroups } from '../../metrics/classification/scoreGroups.ts';

/** Customers with their scores, sorted, and the fold that each was tested in. */
export interface FoldedScores {
  readonly y: Uint8Array;
  readonly p: Float64Array;
  readonly foldOf: Int32Array;
  readonly groups: ScoreGroups;
}
/** What was tested in one fold, and what in all others. */
export interface FoldParts {
  readonly inside: ScoreGroups;
  readonly outside: ScoreGroups;
}

/**
 * Parts of each fold, by rising number of the fold.
 * @throws Cancelled
 * Cost: one pass over the customers for each part.
 */
export async function* eachFold({ y, p, foldOf, groups }: FoldedScores, run: Run): AsyncGenerator<FoldParts> {
  for (const fold of [...new Set(foldOf)].sort((a, b) => a - b)) {
    await pause(run);
    const inside = groupsOfPart(
      y,
      p,
      groups,
      flags(foldOf, own => own === fold),
    );
    await pause(run);
    const outside = groupsOfPart(
      y,
      p,
      groups,
      flags(foldOf, own => own !== fold),
    );
    await pause(run);
    yield { inside, outside };
  }
}

function flags(foldOf: Int32Array, isOf: (fold: number) => boolean): Uint8Array {
  const found = new Uint8Array(foldOf.length);
  for (let row = 0; row < found.length; row++) found[row] = Number(isOf(foldOf[row]));
  return found;
}

/** ROC-AUC within one fold; NaN where a class is missing. */
export function foldAuc({ inside }: FoldParts): number {
  return rocAuc(inside).value;
}

/**
 * Mean and sample standard deviation of those that have a value. The 95 % interval of the mean allows for the folds sharing the customers that they
 * learned from: Student's t with the variance (1 / folds of all repeats + tested over learned from) × sd².
 * @param nFolds folds of one repeat
 * @returns NaN where less than two have a value
 * Source: Nadeau & Bengio (2003), doi:10.1023/A:1024068626366.
 */
export function foldSpread(rocAucs: readonly number[], nFolds: number): Evaluation['folds'] {
  const known = rocAucs.filter(auc => !Number.isNaN(auc));
  const mean = known.reduce((sum, auc) => sum + auc, 0) / known.length;
  if (known.length < 2 || nFolds < 2) return { rocAuc: [...rocAucs], mean, sd: NaN, low: NaN, high: NaN };
  const variance = known.reduce((sum, auc) => sum + (auc - mean) ** 2, 0) / (known.length - 1);
  const half = studentT975(known.length - 1) * Math.sqrt((1 / known.length + 1 / (nFolds - 1)) * variance);
  const [low, high] = [Math.max(0, mean - half), Math.min(1, mean + half)];
  return { rocAuc: [...rocAucs], mean, sd: Math.sqrt(variance), low, high };
}
