import { basename, resolve } from 'node:path';
import { AppError } from '#shared/errors';
import type { OutcomeList } from '#shared/feedback/choices';
import { defaultReading } from '#shared/reading';
import type { Recipe } from '#shared/recipe';
import { aboutOf, listsAbout } from '#engine/feedback/aboutTarget';
import { knownOutcomes, type KnownOutcomes } from '#engine/feedback/KnownOutcomes';
import { outcomeWords } from '#engine/feedback/outcomeWords';
import { readOutcomes, type ReadOutcomes } from '#engine/feedback/readOutcomes';
import { recogniseFeedback } from '#engine/feedback/recogniseFeedback';
import { identifierColumns } from '#engine/import/findCustomer';
import type { Run } from '#engine/jobs/Run';
import type { Scored } from '#engine/scoring/Scored';
import { feedbackTable } from '#engine/session/feedbackLists';
import { KnownFeedback } from '#engine/session/KnownFeedback';
import type { SourceFile } from '#engine/session/SourceFile';
import { readTable } from '#engine/session/sourceTables';
import type { WatchedModel } from '#engine/session/Watcher';
import { findColumn } from '#engine/table/Column';

/** What is not dated is the latest that is known. */
const NOW = '9999-12-31T00:00:00Z';

/**
 * The outcomes that a project keeps, with those in a file that is named, by the words of the score in use; null where there are none.
 * @throws AppError `scores.none`, `feedback.noColumns`, `feedback.nothing`, and as reading a file does
 */
export async function outcomesOf(
  file: string | undefined,
  model: WatchedModel,
  project: { readonly source: SourceFile; readonly recipe: Recipe },
  run: Run,
): Promise<KnownOutcomes | null> {
  const memory = new KnownFeedback();
  if (file === undefined) return memory.ofModel(model, project.source, project.recipe, run);
  const { scored, imported } = model;
  if (!scored) throw new AppError('scores.none', {});
  const lists = listsAbout(project.recipe.feedback?.lists ?? [], imported.table, scored.target);
  const kept = await memory.read(project.source, project.recipe, { ...scored.target, imported }, run, lists);
  const found = await readFile(file, { ...model, scored }, run);
  const before = kept.length === 0 ? '' : `${knownOutcomes(kept).words} and `;
  return { ...knownOutcomes([...kept, found]), words: `${before}feedback in ${found.list.file.name}` };
}

async function readFile(
  file: string,
  { scored, imported, recipe }: WatchedModel & { readonly scored: Scored },
  run: Run,
): Promise<ReadOutcomes> {
  const reading = defaultReading();
  const read = await readTable(resolve(file), basename(file), reading, run);
  const { name, sha256 } = read;
  const table = feedbackTable(read, reading, recipe);
  const { event, name: target } = scored.target;
  const identifiers = identifierColumns(imported).map(column => column.name);
  const columns = recogniseFeedback(table.sheet.names, target, identifiers, name);
  if (columns.kind !== 'outcomes')
    throw new AppError('feedback.nothing', {
      name,
      n: table.sheet.rows.data.length,
      reason: 'it holds corrections, which are made in the window',
    });
  const { key, outcome, date } = columns;
  const about = aboutOf(imported.table, scored.target);
  const list: OutcomeList = { id: 'outcomes-1', file: { name, sha256 }, about, reading, key, outcome, date, at: NOW };
  const words = outcomeWords(findColumn(imported.table, target) ?? null, event);
  const found = await readOutcomes(table, list, words, run);
  if (found.latest.length === 0)
    throw new AppError('feedback.nothing', { name, n: found.nRows, reason: found.unreadable[0].why });
  return found;
}
