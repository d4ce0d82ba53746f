import type { OffersSetup, RuleColumn } from '#shared/contract/offer';
import { AppError } from '#shared/errors';
import type { Recipe } from '#shared/recipe';
import { errorSentence } from '#shared/text/errorSentences';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { findSources, ownedOf } from './offerSources.ts';
import type { Session } from './Session.ts';

const MOST_LEVELS = 100;

/** What offers could be made from; data that none can be made from is said and not thrown, because other columns may be chosen on the same screen. */
export async function offersSetup(session: Session, recipe: Recipe, run: Run): Promise<OffersSetup> {
  const imported = await session.imported(run);
  const data = { source: session.requireSource(), recipe, imported };
  const { lists, ownership, recognised } = await findSources(data, run);
  const { segmented } = session.resultsOf(imported);
  const base = {
    lists: lists.map(({ columns, ...list }) => ({ ...list, columns: [...columns] })),
    ownership: [...ownership],
    source: recipe.offers.source ?? recognised,
    ruleColumns: ruleColumns(imported),
    segments: segmented?.segmentation.segments.map(({ id, name }) => ({ id, name })) ?? [],
  };
  try {
    const { sourceText, keyColumn, account, interactions, products } = await ownedOf(data, run);
    const found = { sourceText, keyColumn, account, hasTimes: interactions.times !== null, products: [...products] };
    return { ...base, ...found, problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const nothing = { sourceText: '', keyColumn: null, account: null, hasTimes: false, products: [] };
    return { ...base, ...nothing, problem: errorSentence(error) };
  }
}

/** Columns that rules may use: none that names a customer, and of protected ones an age only. */
function ruleColumns({ table, roles }: Imported): RuleColumn[] {
  return table.columns.flatMap((column, i): RuleColumn[] => {
    const isProtected = roles[i] === 'protected' && columnConcept(column)?.id !== 'age';
    if (isProtected || roles[i] === 'identifier' || column.kind === 'date' || column.kind === 'text') return [];
    if (column.kind === 'number') return [{ name: column.name, kind: 'number', levels: [] }];
    const levels = column.kind === 'boolean' ? ['Yes', 'No'] : column.kind === 'set' ? [] : column.levels;
    return levels.length === 0 ? [] : [{ name: column.name, kind: 'level', levels: levels.slice(0, MOST_LEVELS) }];
  });
}
