import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors';
import { recipeSchema, type Recipe } from '#shared/recipe';
import { writeTextFile } from '../files/writeTextFile.ts';
import { recipeSha256, sha256Text } from './hashes.ts';
import { parseDocument } from './parseDocument.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const runRecordSchema = z.strictObject({
  kind: z.literal('tessera.run'),
  version: z.literal(1),
  /** First 12 hexadecimal digits over input, recipe and app version: the same run has the same id. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  appVersion: z.string().max(40),
  inputName: z.string().max(400),
  /** Where the input was, seen from the folder of the run; a convenience that no hash covers. */
  inputPath: z.string().max(4096).optional(),
  inputSha256: sha256,
  recipeSha256: sha256,
  resultSha256: sha256,
  seed: z.number().int().min(0).max(4_294_967_295),
  recipe: recipeSchema,
});
/** What has to be known to repeat a run and to compare its result. */
export type RunRecord = z.infer<typeof runRecordSchema>;

export const RUN_FILE = 'run.json';

export function runId(inputSha256: string, recipeHash: string, appVersion: string): string {
  return sha256Text(`${inputSha256} ${recipeHash} ${appVersion}`).slice(0, 12);
}

export function newRunRecord(facts: {
  readonly inputName: string;
  readonly inputSha256: string;
  readonly resultSha256: string;
  readonly recipe: Recipe;
  readonly appVersion: string;
}): RunRecord {
  const recipeHash = recipeSha256(facts.recipe);
  return {
    kind: 'tessera.run',
    version: 1,
    id: runId(facts.inputSha256, recipeHash, facts.appVersion),
    appVersion: facts.appVersion,
    inputName: facts.inputName,
    inputSha256: facts.inputSha256,
    recipeSha256: recipeHash,
    resultSha256: facts.resultSha256,
    seed: facts.recipe.seed,
    recipe: facts.recipe,
  };
}

/**
 * Writes `run.json` beside the outputs of a run.
 * @returns its path
 * @throws AppError as `replaceFile`
 */
export async function writeRunRecord(directory: string, record: RunRecord): Promise<string> {
  const path = join(directory, RUN_FILE);
  await writeTextFile(path, `${JSON.stringify(record, null, 2)}\n`);
  return path;
}

/** @throws AppError `file.missing` without a run.json, `project.damaged` when it is not what `writeRunRecord` writes, `project.newer` */
export async function readRunRecord(directory: string): Promise<RunRecord> {
  const path = join(directory, RUN_FILE);
  const name = join(basename(directory), RUN_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new AppError('file.missing', { name }, { cause: error });
  }
  return parseRunRecord(text, name);
}

/** @throws AppError `project.damaged`, `project.newer` */
export function parseRunRecord(text: string, name: string): RunRecord {
  const record = parseDocument(text, name, runRecordSchema, 'the record');
  // The recipe as it was written: one of an earlier version lacks what has been added since.
  const { recipe: written } = JSON.parse(text) as { recipe: Recipe };
  const isWhole =
    record.recipeSha256 === recipeSha256(written) &&
    record.id === runId(record.inputSha256, record.recipeSha256, record.appVersion);
  if (!isWhole) throw new AppError('project.damaged', { name, reason: 'the recipe does not match its own hash' });
  return record;
}
