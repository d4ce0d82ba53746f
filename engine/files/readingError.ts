import { AppError } from '#shared/errors';
import { systemCode } from './fileError.ts';

/** What the operating system said of a file that is read, as the failure a person can act on; null when it is not about the file. */
export function readingError(error: unknown, name: string): AppError | null {
  const code = systemCode(error);
  if (code === null) return null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('file.missing', { name }, { cause: error });
  if (code === 'EISDIR') return new AppError('file.folder', { name }, { cause: error });
  if (code === 'EBUSY') return new AppError('file.locked', { name }, { cause: error });
  const reason = code === 'EACCES' || code === 'EPERM' ? 'reading it is not allowed' : `the disk reported ${code}`;
  return new AppError('file.unreadable', { name, reason }, { cause: error });
}
