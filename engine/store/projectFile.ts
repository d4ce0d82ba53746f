import { open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '#shared/errors';
import { realDisk, replaceFile, type Disk } from '../files/replaceFile.ts';
import { projectError } from './projectError.ts';
import type { ProjectContents, ProjectJob } from './projectContents.ts';
import { LOG_ENDINGS, ProjectDatabase } from './ProjectDatabase.ts';
import { readContents } from './readContents.ts';
import { writeContents } from './writeContents.ts';

const SILENT: ProjectJob = { progress: () => undefined, throwIfCancelled: () => undefined };

/** Where DuckDB's file header says so. */
const MAGIC = Buffer.from('DUCK', 'latin1');
const MAGIC_AT = 8;
const HEADER_BYTES = MAGIC_AT + MAGIC.length;

const STALE_AFTER_MS = 3_600_000;

/**
 * Saves a project as NAME.tessera. It is written beside the target, flushed and renamed over it, so the name always leads to a whole
 * project: the old one until the new one is safe.
 * @throws AppError `file.diskFull`, `file.locked`, `file.notWritable`, `file.folder`; Cancelled; the old file is then as it was
 */
export async function saveProject(
  path: string,
  contents: ProjectContents,
  job: ProjectJob = SILENT,
  disk: Disk = realDisk,
): Promise<void> {
  const target = resolve(path);
  await removeLeftovers(target);
  await replaceFile(
    target,
    async temporary => {
      try {
        await writeDatabase(temporary, contents, job);
      } catch (error) {
        for (const ending of LOG_ENDINGS) await rm(temporary + ending, { force: true });
        throw projectError(error, basename(target), 'write') ?? error;
      }
    },
    disk,
  );
}

async function writeDatabase(path: string, contents: ProjectContents, job: ProjectJob): Promise<void> {
  await tryToCreate(path);
  const { table } = contents.raw;
  const database = await ProjectDatabase.create(path, table.nRows * table.columns.length);
  try {
    await database.begin();
    await database.createTables();
    await writeContents(database, contents, job);
    await database.commit();
  } finally {
    database.close();
  }
}

/** The operating system says plainly why a file cannot be made there; DuckDB does not. */
async function tryToCreate(path: string): Promise<void> {
  const handle = await open(path, 'wx');
  await handle.close();
  await rm(path);
}

/**
 * Opens a project file for reading only and takes everything out of it; the file is not kept open.
 * @throws AppError `file.missing`, `file.folder`, `file.unreadable`, `project.damaged`, `project.newer`, `project.locked`; Cancelled
 */
export function openProject(path: string, job: ProjectJob = SILENT): Promise<ProjectContents> {
  return readProject(path, (database, name) => readContents(database, name, job));
}

/** Opens a project file for reading only and hands it to `read`. @throws AppError as `openProject` */
export async function readProject<T>(
  path: string,
  read: (database: ProjectDatabase, name: string) => Promise<T>,
): Promise<T> {
  const target = resolve(path);
  const name = basename(target);
  await checkHeader(target, name);
  let database: ProjectDatabase | null = null;
  try {
    database = await ProjectDatabase.open(target);
    return await read(database, name);
  } catch (error) {
    throw projectError(error, name, 'read') ?? error;
  } finally {
    database?.close();
  }
}

/** Looks at the first bytes before DuckDB does: most files that are no project end here, with a better sentence. */
async function checkHeader(path: string, name: string): Promise<void> {
  const head = Buffer.alloc(HEADER_BYTES);
  let length: number;
  try {
    const handle = await open(path, 'r');
    try {
      if ((await handle.stat()).isDirectory()) throw new AppError('file.folder', { name });
      length = (await handle.read(head, 0, HEADER_BYTES, 0)).bytesRead;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw projectError(error, name, 'read') ?? error;
  }
  if (length === 0) throw new AppError('project.damaged', { name, reason: 'it is empty' });
  if (length < HEADER_BYTES || !head.subarray(MAGIC_AT).equals(MAGIC))
    throw new AppError('project.damaged', { name, reason: 'it is not a Tessera project' });
}

/** Takes away what an earlier save left when it was killed; younger files may belong to a save that is still running. */
async function removeLeftovers(target: string): Promise<void> {
  const folder = dirname(target);
  const start = `.${basename(target).slice(0, 60)}.`;
  // A folder that cannot be listed is reported by the save itself.
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(start) || !/^[0-9a-f]{12}\.tmp(\.wal(\.\w+)?)?$/.test(name.slice(start.length))) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STALE_AFTER_MS) await rm(path, { force: true });
  }
}
