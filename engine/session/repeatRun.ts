import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import { openProject } from '../store/projectFile.ts';
import { readRunRecord, type RunRecord } from '../store/runRecord.ts';
import { analyseSource, openSource } from './mainJob.ts';
import { sourceOfProject } from './projectContents.ts';
import { AT_HAND, filesBeside, inputSha256, openTables, type FileFinder } from './sourceTables.ts';
import { describeRun } from './runIdentity.ts';
import type { SourceFile } from './SourceFile.ts';

/** A run as it was recorded, and the data to repeat it on: a file, or the cells that a project kept. */
export interface RecordedRun {
  readonly record: RunRecord;
  readonly inputName: string;
  readonly source: SourceFile | null;
  readonly inputPath: string | null;
  /** Where further files are looked for. */
  readonly finder: FileFinder;
}

/**
 * Finds what is needed to repeat a run: of a project file, or of the folder that `tessera run --out` wrote. The input of a folder is looked
 * for where it was, then beside the folder and in it, unless `input` names it.
 * @throws AppError `file.missing`, `project.damaged`, `project.newer`, `project.notSegmented`
 */
export async function readRunToVerify(
  path: string,
  input: string | undefined,
  named: readonly string[],
  run: Run,
): Promise<RecordedRun> {
  if (!existsSync(path)) throw new AppError('file.missing', { name: basename(path) });
  if (!(await stat(path)).isDirectory()) return recordedInProject(path, run);
  const record = await readRunRecord(path);
  const places = [
    input === undefined ? null : resolve(input),
    record.inputPath === undefined ? null : resolve(path, record.inputPath),
    join(path, record.inputName),
    join(dirname(path), record.inputName),
  ];
  const inputPath = places.find(place => place !== null && existsSync(place));
  if (!inputPath) throw new AppError('file.missing', { name: record.inputName });
  return { record, inputName: record.inputName, source: null, inputPath, finder: finderOf(path, inputPath, named) };
}

/** Further files are looked for among those that were named, beside the input, in the folder of the run and beside it. */
function finderOf(path: string, inputPath: string, named: readonly string[]): FileFinder {
  const places = [filesBeside(inputPath, named), filesBeside(join(path, 'run.json')), filesBeside(path)];
  return {
    where: places[0].where,
    find: name => places.map(place => place.find(name)).find(found => found !== null) ?? null,
  };
}

async function recordedInProject(path: string, run: Run): Promise<RecordedRun> {
  const contents = await openProject(path, run);
  const record = contents.runs.at(-1);
  if (!record) throw new AppError('project.notSegmented', {});
  const source = sourceOfProject(contents);
  return { record, inputName: source.name, source, inputPath: null, finder: AT_HAND };
}

/**
 * Runs the recorded recipe on the same input again.
 * @throws AppError `file.changed` when the input is not the recorded one, `tables.missing`, `tables.changed`
 */
export async function repeatRun(
  { record, source: kept, inputPath, inputName, finder }: RecordedRun,
  appVersion: string,
  run: Run,
): Promise<RunRecord> {
  const { recipe } = record;
  const main = kept ?? (await openSource(inputPath!, inputName, recipe, run));
  const { source } = await openTables(main, recipe, run, finder, true);
  if (inputSha256(source, recipe) !== record.inputSha256) throw new AppError('file.changed', { name: inputName });
  return describeRun(await analyseSource(source, recipe, run), appVersion);
}
