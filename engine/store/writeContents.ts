import { canonicalJson } from './canonicalJson.ts';
import { writeDocuments } from './documents.ts';
import { offersSha256, resultSha256, scoresSha256 } from './hashes.ts';
import type { ProjectContents, ProjectJob } from './projectContents.ts';
import type { ProjectDatabase } from './ProjectDatabase.ts';
import type { RawRead } from '../formats/defineFormat.ts';
import { furtherPlace, MAIN_PLACE, writeSourceTable } from './sourceTable.ts';

/** Fills the empty tables of a project. */
export async function writeContents(
  database: ProjectDatabase,
  contents: ProjectContents,
  job: ProjectJob,
): Promise<void> {
  const { result, history } = contents;
  const { table } = contents.raw;
  await database.appendRows('tessera', [
    ['version', String(contents.version)],
    ['appVersion', contents.appVersion],
  ]);
  const between = (done: number, total: number) => {
    job.throwIfCancelled();
    job.progress(done, total, 'Saving the source table');
  };
  await writeSourceTable(database, table, MAIN_PLACE, between);
  for (const [i, further] of contents.tables.entries())
    await writeSourceTable(database, further.raw.table, furtherPlace(i), between);
  await database.appendRows(
    'history',
    history.entries.map(({ label, recipe }, i) => [i, label, canonicalJson(recipe)]),
  );
  await database.appendRows(
    'runs',
    contents.runs.map((record, i) => [i, canonicalJson(record)]),
  );
  await database.appendRows(
    'overrides',
    contents.overrides.map((override, i) => [i, canonicalJson(override)]),
  );
  await database.appendRows(
    'audit',
    contents.audit.map((entry, i) => [i, canonicalJson(entry)]),
  );
  job.throwIfCancelled();
  await writeDocuments(database, {
    source: contents.source,
    raw: rawDocument(contents.raw),
    tables: contents.tables.map(further => ({ source: further.source, raw: rawDocument(further.raw) })),
    history: { current: history.current, n: history.entries.length },
  });
  if (result) await writeResult(database, result, job);
  if (contents.scores)
    await writeDocuments(database, {
      scores: { ...contents.scores, scoresSha256: scoresSha256(contents.scores.scored) },
    });
  if (contents.periods.length > 0) await writeDocuments(database, { periods: contents.periods });
  if (contents.offers)
    await writeDocuments(database, {
      offers: { ...contents.offers, offersSha256: offersSha256(contents.offers.offered) },
    });
  job.throwIfCancelled();
}

/** What is known of a table besides its cells. */
function rawDocument({ table, ...facts }: RawRead) {
  return { ...facts, nRows: table.nRows, nColumns: table.columns.length, nTexts: table.strings.length };
}

/** Labels, scores and tiers as a table; the rest, models included, as a document. */
async function writeResult(
  database: ProjectDatabase,
  { recipe, cleaning, pipeline, segmented }: NonNullable<ProjectContents['result']>,
  job: ProjectJob,
): Promise<void> {
  const { labels, scores, tiers, ...rest } = segmented;
  await database.append(
    'assignments',
    labels.length,
    ([customer, segment, tier, score], from, n) => {
      for (let i = 0; i < n; i++) {
        customer.setItem(i, from + i);
        segment.setItem(i, labels[from + i]);
        tier.setItem(i, tiers[from + i]);
        score.setItem(i, scores[from + i]);
      }
    },
    done => {
      job.throwIfCancelled();
      job.progress(done, labels.length, 'Saving the segments');
    },
  );
  const resultHash = resultSha256(segmented);
  await writeDocuments(database, {
    result: { recipe, cleaning, pipeline, segmented: rest, n: labels.length, resultSha256: resultHash },
  });
}
