import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/errors';
import { PROJECT_ENDING, type FileRef } from '#shared/host';
import type { FileOrigin, FileTokens, KnownFile } from './FileTokens.ts';

export function refOf(file: KnownFile, sizeBytes: number): FileRef {
  const kind = file.name.toLowerCase().endsWith(PROJECT_ENDING) ? 'project' : 'table';
  return { token: file.token, name: file.name, sizeBytes, kind };
}

/**
 * Makes a file of the disk known and answers how the interface is to call it.
 * @throws AppError `file.missing`, `file.folder`, `file.unreadable`
 */
export async function knownFileRef(files: FileTokens, path: string, origin: FileOrigin): Promise<FileRef> {
  const name = basename(path);
  let found;
  try {
    found = await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('file.missing', { name }, { cause: error });
    throw new AppError('file.unreadable', { name, reason: code ?? 'unknown reason' }, { cause: error });
  }
  if (found.isDirectory()) throw new AppError('file.folder', { name });
  if (!found.isFile()) throw new AppError('file.unreadable', { name, reason: 'it is not a file' });
  return refOf(files.add(path, name, origin), found.size);
}
