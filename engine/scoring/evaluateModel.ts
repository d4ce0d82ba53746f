import type { Threshold } from '#shared/scoring/choices';
import type { Evaluation, MoneyCurve } from '#shared/scoring/evaluation';
import type { Run } from '../jobs/Run.ts';
import { scoreGroups } from '../metrics/classification/scoreGroups.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { moneyCurve } from './evaluate/money.ts';
import { selectScored } from './evaluate/selectScored.ts';
import { testedScores, type ModelScores, type ScoringBase } from './Scored.ts';

type Outcomes = Pick<ScoringBase, 'y' | 'foldOf'>;

/** [nRows], 1 event, 0 none, 255 not known. */
export function outcomesOf({ y }: Pick<ScoringBase, 'y'>): Uint8Array {
  return new Uint8Array(y.buffer, y.byteOffset, y.length);
}

/**
 * Figures of one model on customers that it had not seen.
 * @param clusterOf [nRows], rows that belong together; null where each is on its own
 * @throws Cancelled
 */
export function evaluateModel(
  base: Outcomes,
  model: ModelScores,
  { threshold, clusterOf }: { threshold: Threshold; clusterOf: Int32Array | null },
  run: Run,
): Promise<Evaluation> {
  const p = testedScores(base, model);
  const foldOf = model.outOfTime ? null : base.foldOf;
  return evaluate({ y: outcomesOf(base), p, foldOf, clusterOf, foldAucs: model.foldAucs, threshold }, run);
}

/** Money along every threshold, on the same customers. @throws Cancelled */
export async function moneyCurveOf(
  base: Outcomes,
  model: ModelScores,
  threshold: Threshold,
  run: Run,
): Promise<MoneyCurve> {
  const { y, p } = selectScored(outcomesOf(base), testedScores(base, model));
  return moneyCurve(await scoreGroups(y, p, run), threshold);
}
