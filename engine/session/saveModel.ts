import type { KeyObject } from 'node:crypto';
import { joinWords } from '#shared/format';
import type { ModelCard } from '#shared/models/card';
import type { Recipe } from '#shared/recipe';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { makeModel } from '../models/makeModel.ts';
import type { ModelNaming, ModelSource } from '../models/ModelSource.ts';
import { writeModel } from '../models/writeModel.ts';
import type { InUse } from '../recommend/layOffers.ts';
import type { Offered } from '../recommend/Offered.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import type { ModelScorers, Scored } from '../scoring/Scored.ts';
import { classifierOf } from '../segments/classifier.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { inputSha256 } from './sourceTables.ts';
import { referenceOf } from './referenceOf.ts';
import type { SourceFile } from './SourceFile.ts';
import type { WrittenFile } from './writeRunFiles.ts';

/** What a model is saved of: customers with their segments, their scores, or both. */
export interface Saveable {
  readonly source: SourceFile;
  readonly recipe: Recipe;
  readonly imported: Imported;
  readonly prepared?: Prepared;
  readonly segmented?: Segmented;
  readonly scored?: Scored;
  readonly scorers?: (run: Run) => Promise<readonly ModelScorers[]>;
  readonly offered?: Offered;
  readonly offersInUse?: (run: Run) => Promise<InUse>;
  readonly resultSha256: string | null;
}

/**
 * Writes a finished run as a model file.
 * @param key signs it; null leaves it unsigned
 * @throws AppError `model.nothing`, `model.tooLarge`, and as files are written; Cancelled
 */
export async function saveModel(
  path: string,
  saved: Saveable,
  naming: ModelNaming,
  key: KeyObject | null,
  run: Run,
): Promise<WrittenFile & { readonly card: ModelCard }> {
  const document = await makeModel(await sourceOf(saved, run), naming, run);
  const { sizeBytes, sha256 } = await writeModel(path, document, key);
  return { path, format: 'tsm', sizeBytes, sha256, card: document.card };
}

async function sourceOf(saved: Saveable, run: Run): Promise<ModelSource> {
  const { source, recipe, imported, prepared, segmented, scored, scorers, resultSha256 } = saved;
  const data = { name: filesOf(source, recipe), sha256: inputSha256(source, recipe), resultSha256 };
  const segments =
    prepared && segmented
      ? { prepared, segmented, classifier: (await classifierOf({ prepared, segmented }, run)).model }
      : null;
  const reference = await referenceOf({ imported, prepared, segmented, scored }, run);
  const { offered, offersInUse } = saved;
  const offers = offered && offersInUse ? { offered, inUse: await offersInUse(run) } : null;
  const known = { recipe, imported, segments, reference, offers, data };
  if (!scored || !scorers) return { ...known, scores: null };
  const { all } = (await scorers(run)).find(({ id }) => id === scored.result.chosen)!;
  return { ...known, scores: { scored, scorer: all } };
}

/** The files whose rows are the customers, in words: those that are joined only add columns. */
function filesOf({ name }: SourceFile, { combine, tables }: Recipe): string {
  let names = [name];
  for (const step of combine) {
    if (step.how !== 'append') continue;
    const added = tables.find(({ id }) => id === step.table)?.file?.name ?? name;
    names = step.instead ? [added] : [...names, added];
  }
  return joinWords([...new Set(names)]);
}
