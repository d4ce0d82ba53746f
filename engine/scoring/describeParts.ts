import type { ChallengeReport } from '#shared/scoring/challenge';
import type { FairnessReport } from '#shared/scoring/fairness';
import type { StatementsReport } from '#shared/scoring/statements';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import { challenge } from './challenge/challenge.ts';
import { fairness } from './fairness/fairness.ts';
import { SCORED_BY_ALL, type ModelScores, type ScoringBase } from './Scored.ts';
import { findStatements } from './statements/findStatements.ts';

/** Scores in use, on customers that the model had not seen. */
export interface DescribedPart {
  readonly base: ScoringBase;
  /** The one in use. */
  readonly model: ModelScores;
  readonly imported: Imported;
  /** Features of the book. */
  readonly x: FeatureTable;
  /** [nRows], NaN for customers that figures do not rest on. */
  readonly tested: Float64Array;
  readonly threshold: number;
}

/** Statements found in the data, about columns that models may look at. */
export function statementsOf({ base, imported }: DescribedPart, run: Run): Promise<StatementsReport> {
  const target = { ...base.target, y: base.y, otherTargets: [], notes: [], observed: base.plan.observed ?? null };
  return findStatements({ imported, target, excluded: base.leftOut.map(({ column }) => column) }, run);
}

export function fairnessOf({ base, imported, x, tested, threshold }: DescribedPart, run: Run): Promise<FairnessReport> {
  const { table, roles, referenceDay } = imported;
  const { purpose } = base.target;
  return fairness({ table, roles, y: base.y, p: tested, threshold, features: x, purpose, referenceDay }, run);
}

/** The model in use beside others that were made independently of it, on the same folds. */
export function challengeOf(
  { base, model, x, tested, threshold }: DescribedPart,
  run: Run,
): Promise<ChallengeReport | null> {
  const plain = base.models.find(({ id }) => id === 'logisticRegression');
  const isPlain = plain === undefined || plain.id === model.id;
  const folds = Int32Array.from(base.foldOf, fold => (fold === SCORED_BY_ALL ? -1 : fold));
  const parts = { x, y: base.y, p: tested, folds, threshold, modelTitle: model.title };
  return challenge(isPlain ? parts : { ...parts, logistic: plain.p }, run);
}
