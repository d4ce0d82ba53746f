import type { Threshold } from '#shared/scoring/choices';
import type { Evaluation } from '#shared/scoring/evaluation';
import type { Run } from '../jobs/Run.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { testedScores, type ModelScores, type ScoringBase } from './Scored.ts';

/** Rows with a known outcome and an answer of a model that had not seen them, ascending. */
export function testedRows(y: Int8Array, tested: Float64Array): Int32Array {
  return Int32Array.from(y.keys()).filter(row => y[row] >= 0 && !Number.isNaN(tested[row]));
}

/** Figures of one model on customers that it had not seen. @throws Cancelled */
export async function evaluateModel(
  base: Pick<ScoringBase, 'y' | 'foldOf'>,
  model: ModelScores,
  threshold: Threshold,
  run: Run,
): Promise<Evaluation> {
  const { y } = base;
  const { foldAucs } = model;
  const tested = testedScores(base, model);
  const rows = testedRows(y, tested);
  const evaluation = await evaluate(
    {
      y: Uint8Array.from(rows, row => y[row]),
      p: Float64Array.from(rows, row => tested[row]),
      foldOf: null,
      threshold,
    },
    run,
  );
  const mean = foldAucs.reduce((sum, auc) => sum + auc, 0) / foldAucs.length;
  const squares = foldAucs.reduce((sum, auc) => sum + (auc - mean) ** 2, 0);
  return { ...evaluation, folds: { rocAuc: [...foldAucs], mean, sd: Math.sqrt(squares / foldAucs.length) } };
}
