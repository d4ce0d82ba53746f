import { createHash } from 'node:crypto';
import { join, relative, sep } from 'node:path';
import { writeTextFile } from '../files/writeTextFile.ts';
import { writeRunRecord } from '../store/runRecord.ts';
import type { Analysis } from './mainJob.ts';
import { modelFile } from './modelFile.ts';
import { describeRun } from './runIdentity.ts';

export interface WrittenFile {
  readonly path: string;
  readonly format: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * Writes what is needed to repeat a run and to use what it found: `run.json`, `recipe.json` and `model.json`.
 * @throws AppError as `writeTextFile`
 */
export async function writeRunFiles(analysis: Analysis, directory: string, appVersion: string): Promise<WrittenFile[]> {
  const record = describeRun(analysis, appVersion);
  const { path } = analysis.source;
  const inputPath = path === null ? undefined : relative(directory, path).split(sep).join('/');
  const runText = `${JSON.stringify({ ...record, inputPath }, null, 2)}\n`;
  const runPath = await writeRunRecord(directory, { ...record, inputPath });
  const files = [written(runPath, runText)];
  for (const [name, value] of Object.entries({ recipe: analysis.recipe, model: modelFile(analysis, appVersion) })) {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    const target = join(directory, `${name}.json`);
    await writeTextFile(target, text);
    files.push(written(target, text));
  }
  return files;
}

function written(path: string, text: string): WrittenFile {
  return {
    path,
    format: 'json',
    sizeBytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}
