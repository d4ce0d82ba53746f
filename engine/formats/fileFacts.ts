import { open, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors';

export interface FileFacts {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

const HEAD_BYTES = 64 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EIO: 'the drive reports an error',
  ENODEV: 'the drive is gone',
  ESTALE: 'the network share is gone',
  ENAMETOOLONG: 'its path is too long',
  ELOOP: 'its path leads in a circle',
  EMFILE: 'too many files are open',
  ETIMEDOUT: 'the drive does not answer',
};

/** @throws AppError `file.missing`, `file.folder`, `file.empty`, `file.unreadable` */
export async function fileFacts(path: string, name: string): Promise<FileFacts> {
  const facts = await stat(path).catch((error: unknown) => {
    throw fileError(error, name);
  });
  if (facts.isDirectory()) throw new AppError('file.folder', { name });
  if (!facts.isFile()) throw new AppError('file.unreadable', { name, reason: 'it is not an ordinary file' });
  if (facts.size === 0) throw new AppError('file.empty', { name });
  return { sizeBytes: facts.size, modifiedMs: facts.mtimeMs };
}

/** Up to 64 KiB from the start. @throws AppError as fileFacts, `file.locked` */
export async function fileHead(path: string, name: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, name);
  }
}

/** What the operating system said, as something a person can act on; errors that are not its own stay as they are. */
export function fileError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const code = String(error.code);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('file.missing', { name }, { cause: error });
  if (code === 'EISDIR') return new AppError('file.folder', { name }, { cause: error });
  if (code === 'EBUSY' || code === 'ETXTBSY') return new AppError('file.locked', { name }, { cause: error });
  return new AppError('file.unreadable', { name, reason: REASONS[code] ?? code }, { cause: error });
}
