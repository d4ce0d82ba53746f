import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import { runSegmentation } from '../segments/runSegmentation.ts';
import { openProject } from '../store/projectFile.ts';
import { readRunRecord, type RunRecord } from '../store/runRecord.ts';
import { importSource, openSource, prepareImported } from './mainJob.ts';
import { describeRun } from './runIdentity.ts';
import type { SourceFile } from './SourceFile.ts';

/** A run as it was recorded, and the data to repeat it on: a file, or the cells that a project kept. */
export interface RecordedRun {
  readonly record: RunRecord;
  readonly inputName: string;
  readonly source: SourceFile | null;
  readonly inputPath: string | null;
}

/**
 * Finds what is needed to repeat a run: of a project file, or of the folder that `tessera run --out` wrote. The input of a folder is looked
 * for where it was, then beside the folder and in it, unless `input` names it.
 * @throws AppError `file.missing`, `project.damaged`, `project.newer`, `project.notSegmented`
 */
export async function readRunToVerify(path: string, input: string | undefined, run: Run): Promise<RecordedRun> {
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
  return { record, inputName: record.inputName, source: null, inputPath };
}

async function recordedInProject(path: string, run: Run): Promise<RecordedRun> {
  const { source, raw, runs } = await openProject(path, run);
  const record = runs.at(-1);
  if (!record) throw new AppError('project.notSegmented', {});
  return { record, inputName: source.name, source: { ...source, path: null, raw }, inputPath: null };
}

/**
 * Runs the recorded recipe on the same input again.
 * @throws AppError `file.changed` when the input is not the recorded one
 */
export async function repeatRun(
  { record, source: kept, inputPath, inputName }: RecordedRun,
  appVersion: string,
  run: Run,
): Promise<RunRecord> {
  const { recipe } = record;
  const source = kept ?? (await openSource(inputPath!, inputName, recipe, run));
  if (source.sha256 !== record.inputSha256) throw new AppError('file.changed', { name: inputName });
  const imported = await importSource(source, recipe, run);
  const prepared = await prepareImported(imported, recipe, run);
  const segmented = await runSegmentation({ imported, prepared, recipe }, run);
  return describeRun({ source, recipe, imported, prepared, segmented }, appVersion);
}
