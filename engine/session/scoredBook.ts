import type { ClassifierId } from '#shared/scoring/choices';
import { AppError } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import type { ReasonTeller } from '../scoring/explain/reasons.ts';
import { tellerOf } from '../scoring/explainScores.ts';
import { takeFeatures } from '../scoring/features.ts';
import { RankedRows } from '../scoring/rankCustomers.ts';
import type { Scored } from '../scoring/Scored.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import type { CustomerScoring } from './customerScores.ts';
import type { ShownScores } from './Scores.ts';
import type { Session } from './Session.ts';

/** What is asked again and again about one scoring. */
interface ScoredBook {
  readonly ranked: RankedRows;
  readonly x: FeatureTable;
  readonly teller: ReasonTeller;
}

const books = new WeakMap<Scored, ScoredBook>();

export function scoredBook({ scored, imported }: ShownScores): ScoredBook {
  const known = books.get(scored);
  if (known) return known;
  const x = takeFeatures(scored.plan, imported.table);
  const book = { ranked: new RankedRows(scored), x, teller: tellerOf(scored, imported, x) };
  books.set(scored, book);
  return book;
}

/** What answers about single customers are made from. @throws AppError `scores.none`; Cancelled */
export async function customerScoring(session: Session, run: Run): Promise<CustomerScoring> {
  const shown = session.scores.requireShown();
  const { scored, imported, recipe } = shown;
  const scorers = requireModel(await session.scores.scorersOf(recipe, imported, run), scored.models[scored.chosen].id);
  return { shown, ...scoredBook(shown), scorers, results: session.resultsOf(imported) };
}

/** @throws AppError `option.invalid` for a model that was not fitted */
export function requireModel<M extends { readonly id: ClassifierId }>(models: readonly M[], id: ClassifierId): M {
  const found = models.find(model => model.id === id);
  if (found) return found;
  throw new AppError('option.invalid', { option: 'model', allowed: models.map(model => model.id).join(', '), got: id });
}
