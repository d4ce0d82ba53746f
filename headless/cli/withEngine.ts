import { basename, resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/errors';
import { learnedLists } from '#shared/feedback/choices';
import { defaultRecipe, parseRecipe, type Recipe } from '#shared/recipe';
import { defaultThreads } from '#engine/Engine';
import { newRun, type Run } from '#engine/jobs/Run';
import { filesBeside, type FileFinder } from '#engine/session/sourceTables';
import { createPool } from '#engine/workers/createPool';
import type { Console } from './Console.ts';
import { readingOf } from './readingOf.ts';
import { wholeNumber, type Command } from './parseCommand.ts';

const MAX_SEED = 4_294_967_295;

/** Starts the threads, hands a run to the work, and stops the threads whatever happened. */
export async function withRun<T>(
  parts: { threads: string | undefined; seed: number; signal: AbortSignal; output: Console },
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const pool = await createPool(wholeNumber(parts.threads, 'threads', 1, 64, defaultThreads()));
  const progress = (done: number, total: number, label: string) => parts.output.progress(done, total, label);
  try {
    return await work(newRun({ seed: parts.seed, pool, signal: parts.signal, progress }));
  } finally {
    parts.output.endProgress();
    await pool.close();
  }
}

/**
 * The recipe that the command asks for: from its file when one is named, without the lists of outcomes that models do not learn from, whose cells stay in the
 * project that they are of, and with seed, reading options and what is to be predicted laid over it.
 */
export async function recipeOf(command: Command): Promise<Recipe> {
  const { recipe: file, seed, target, event } = command.options;
  const base = file === undefined ? defaultRecipe() : parseRecipe(await readJson(file));
  return {
    ...base,
    ...(base.feedback && { feedback: { ...base.feedback, lists: learnedLists(base) } }),
    seed: wholeNumber(seed, 'seed', 0, MAX_SEED, base.seed),
    reading: { ...base.reading, ...readingOf(command) },
    scoring: { ...base.scoring, ...(target !== undefined && { target }), ...(event !== undefined && { event }) },
  };
}

/** @throws AppError `file.missing`, `recipe.invalid` */
export async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('file.missing', { name: basename(file) }, { cause: error });
    throw new AppError('file.unreadable', { name: basename(file), reason: (error as Error).message }, { cause: error });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError(
      'recipe.invalid',
      { where: basename(file), reason: `it is not JSON: ${(error as Error).message}` },
      { cause: error },
    );
  }
}

export function inputOf(command: Command): { path: string; name: string } {
  const path = resolve(command.positionals[command.positionals.length - 1]);
  return { path, name: basename(path) };
}

/** Further files that were named, as whole paths. */
export function namedFiles(command: Command): string[] {
  return (command.options.with ?? []).map(file => resolve(file));
}

/** Further files of a recipe: those that were named, else those beside the input. */
export function finderOf(command: Command, inputPath: string): FileFinder {
  return filesBeside(inputPath, namedFiles(command));
}
