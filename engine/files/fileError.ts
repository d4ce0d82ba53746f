import { AppError } from '#shared/errors';

/** What the operating system said, as the failure a person can act on; null when it is not about the file. */
export function fileError(error: unknown, name: string): AppError | null {
  const code = systemCode(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new AppError('file.diskFull', { name }, { cause: error });
    case 'EBUSY':
    case 'ETXTBSY':
      return new AppError('file.locked', { name }, { cause: error });
    case 'EISDIR':
      return new AppError('file.folder', { name }, { cause: error });
    case null:
      return null;
    default:
      return Object.hasOwn(REASONS, code)
        ? new AppError('file.notWritable', { name, reason: REASONS[code] }, { cause: error })
        : null;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  EROFS: 'that disk can only be read',
  ENOENT: 'that folder does not exist',
  ENOTDIR: 'that folder does not exist',
  ENAMETOOLONG: 'the name is too long',
  EINVAL: 'the name is not allowed there',
  EIO: 'the disk reported an error',
  ENODEV: 'the disk is no longer there',
  ENXIO: 'the disk is no longer there',
  ESTALE: 'the network folder is no longer there',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error instanceof AppError ? null : error.code;
}
