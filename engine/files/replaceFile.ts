import { randomBytes } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '#shared/errors';
import { fileError, systemCode } from './fileError.ts';

/** What `replaceFile` asks of the disk; tests hand in one that fails. */
export interface Disk {
  /** Flushes a file's or, on POSIX, a folder's contents to the disk. */
  sync(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  wait(ms: number): Promise<unknown>;
}

export const realDisk: Disk = {
  sync: syncPath,
  rename,
  remove: path => rm(path, { force: true }),
  wait: ms => setTimeout(ms),
};

/** A program that holds the old file open (a virus scanner, Excel on Windows) often lets go within a second. */
const RENAME_WAITS_MS = [10, 20, 40, 80, 160, 320, 640];
const BUSY = new Set(['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY']);

/**
 * Writes a file so that its name always leads to either the whole old or the whole new contents, also after a crash: `write` fills a
 * temporary file in the same folder, which is flushed and renamed over the target.
 * @throws AppError `file.diskFull`, `file.locked`, `file.notWritable`, `file.folder`; the old file is then as it was
 */
export async function replaceFile<T>(
  path: string,
  write: (temporaryPath: string) => Promise<T>,
  disk: Disk = realDisk,
): Promise<T> {
  const name = basename(path);
  const { target, mode } = await existingTarget(resolve(path), name);
  const temporary = join(dirname(target), `.${name.slice(0, 60)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const result = await write(temporary);
    if (mode !== null) await chmod(temporary, mode);
    await disk.sync(temporary);
    await renameWhenFree(temporary, target, name, disk);
    await syncFolder(dirname(target), disk);
    return result;
  } catch (error) {
    await disk.remove(temporary);
    throw fileError(error, name) ?? error;
  }
}

/** Where a link leads, and who may read what is there now: both stay as they are. */
async function existingTarget(path: string, name: string): Promise<{ target: string; mode: number | null }> {
  try {
    const target = await realpath(path);
    const found = await stat(target);
    if (found.isDirectory()) throw new AppError('file.folder', { name });
    return { target, mode: process.platform === 'win32' ? null : found.mode & 0o777 };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { target: path, mode: null };
    throw fileError(error, name) ?? error;
  }
}

async function renameWhenFree(from: string, to: string, name: string, disk: Disk): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await disk.rename(from, to);
    } catch (error) {
      const code = systemCode(error);
      const canWait = code !== null && BUSY.has(code);
      if (!canWait) throw error;
      if (attempt === RENAME_WAITS_MS.length) throw new AppError('file.locked', { name }, { cause: error });
      await disk.wait(RENAME_WAITS_MS[attempt]);
    }
  }
}

/** The contents are safe already; a file system that cannot flush a folder (Windows, some network drives) is not a failure. */
async function syncFolder(path: string, disk: Disk): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    await disk.sync(path);
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'EPERM' && code !== 'EINVAL' && code !== 'EACCES' && code !== 'EISDIR' && code !== 'ENOTSUP')
      throw error;
  }
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
