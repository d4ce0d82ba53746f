import type { Evaluation } from '#shared/scoring/evaluation';
import { studentT975 } from '../../explain/intervals.ts';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { groupsOfPart, type ScoreGroups, type SortedScores } from '../../metrics/classification/scoreGroups.ts';
import { pickValues } from '../pickValues.ts';

/** Customers with their scores, sorted, and the fold that each was tested in. */
export interface FoldedScores {
  readonly y: Uint8Array;
  readonly foldOf: Int32Array;
  readonly groups: SortedScores;
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
export async function* eachFold({ y, foldOf, groups }: FoldedScores, run: Run): AsyncGenerator<FoldParts> {
  const eventAt = pickValues(y, groups.order, new Uint8Array(groups.n));
  await pause(run);
  const foldAt = pickValues(foldOf, groups.order, new Int32Array(groups.n));
  const isInAt = new Uint8Array(groups.n);
  for (const fold of [...new Set(foldOf)].sort((a, b) => a - b)) {
    await pause(run);
    for (let at = 0; at < isInAt.length; at++) isInAt[at] = Number(foldAt[at] === fold);
    const inside = groupsOfPart(groups, eventAt, isInAt);
    await pause(run);
    for (let at = 0; at < isInAt.length; at++) isInAt[at] ^= 1;
    const outside = groupsOfPart(groups, eventAt, isInAt);
    await pause(run);
    yield { inside, outside };
  }
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
