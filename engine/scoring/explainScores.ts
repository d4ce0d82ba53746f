import type { CustomerExplanation, ModelExplanation } from '#shared/scoring/explanation';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import { outcomesOf } from './evaluateModel.ts';
import { contributionsOf } from './explain/contributionsOf.ts';
import { explainCustomer, reasonTeller, type ReasonTeller } from './explain/reasons.ts';
import { explainModel } from './explain/summarise.ts';
import type { ModelScorers, Scored, Scorer, ScoringBase } from './Scored.ts';

/** Columns that no model may look at, and no reason may name. */
export function protectedColumns({ table, roles }: Pick<Imported, 'table' | 'roles'>): Set<string> {
  return new Set(table.columns.filter((_column, i) => roles[i] === 'protected').map(({ name }) => name));
}

export interface ExplainedBook {
  readonly base: ScoringBase;
  readonly imported: Pick<Imported, 'table' | 'roles'>;
  /** Features of the book. */
  readonly x: FeatureTable;
}

/**
 * What drives a model: the one that learned from all customers is explained, and the models of the folds say what is lost when a feature is shuffled
 * among customers that they had not seen.
 * @throws Cancelled
 */
export function explainScores(
  { base, imported, x }: ExplainedBook,
  scorers: ModelScorers,
  run: Run,
): Promise<ModelExplanation> {
  const { y, foldOf, plan } = base;
  const rows = Int32Array.from(y.keys());
  const foldModels = scorers.folds.map(({ model }, fold) => ({
    model,
    rows: rows.filter(row => foldOf[row] === fold && y[row] >= 0),
  }));
  const given = { x, planned: plan.features, y: outcomesOf(base), protectedColumns: protectedColumns(imported) };
  return explainModel({ ...given, model: scorers.all.model, foldModels }, run);
}

/** What the reasons of these scores are told by; made once for a book, as its values are sorted. */
export function tellerOf(scored: Scored, imported: Pick<Imported, 'table' | 'roles'>, x: FeatureTable): ReasonTeller {
  return reasonTeller(scored.plan.features, x, scored.result.explanation.leastReason, protectedColumns(imported));
}

/**
 * Why each of these customers has the score it has, by the model that gave it, before probabilities were corrected.
 * @param rows [x.nRows], row of the customer table that each row of `x` is
 */
export async function explainRows(
  scorer: Scorer,
  x: FeatureTable,
  rows: Int32Array,
  teller: ReasonTeller,
  run: Run,
): Promise<CustomerExplanation[]> {
  const contributions = await contributionsOf(scorer.model, x, null, run);
  return Array.from(rows, (row, at) => explainCustomer(teller, x, contributions, at, row));
}
