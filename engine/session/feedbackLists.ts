import { AppError } from '#shared/errors';
import { learnedLists, type OutcomeList } from '#shared/feedback/choices';
import type { Recipe } from '#shared/recipe';
import { sheetOf, tableRecipe } from '../combine/PlainTable.ts';
import type { FeedbackTable } from '../feedback/FeedbackTable.ts';
import { knownOutcomes } from '../feedback/KnownOutcomes.ts';
import { outcomeWords } from '../feedback/outcomeWords.ts';
import { readOutcomes } from '../feedback/readOutcomes.ts';
import { takeInOutcomes } from '../feedback/takeInOutcomes.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { requireColumn } from '../table/selectRows.ts';
import { atHand } from './sourceTables.ts';
import type { ReadFile, SourceFile } from './SourceFile.ts';

/** A list as it was read. @throws AppError as `readSheet` */
export function feedbackTable(file: ReadFile, reading: OutcomeList['reading'], recipe: Recipe): FeedbackTable {
  const own = { ...tableRecipe(recipe, reading), clean: [] };
  return { name: file.name, sheet: sheetOf(file.raw, reading, own, file.name), recipe: own };
}

/** The cells of a list of the project. @throws AppError `feedback.missing` */
export function tableOfList(source: SourceFile, list: OutcomeList, recipe: Recipe): FeedbackTable {
  const file = atHand(source, list);
  if (!file) throw new AppError('feedback.missing', { name: list.file.name });
  return feedbackTable(file, list.reading, recipe);
}

/**
 * The customers of a file with the outcomes that models are to learn from; the same customers where there are none.
 * @throws AppError `feedback.missing`, `data.unknownColumn`; Cancelled
 */
export async function withLearnedOutcomes(
  imported: Imported,
  source: SourceFile,
  recipe: Recipe,
  run: Run,
): Promise<Imported> {
  const lists = learnedLists(recipe);
  const learned = recipe.feedback?.learned;
  if (!learned || lists.length === 0) return imported;
  const words = outcomeWords(requireColumn(imported.table, learned.target), learned.event, learned.texts);
  const read = [];
  for (const list of lists) read.push(await readOutcomes(tableOfList(source, list, recipe), list, words, run));
  return takeInOutcomes(imported, knownOutcomes(read), learned);
}
