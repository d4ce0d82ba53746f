import { AppError, Cancelled } from '#shared/errors';
import { fileError, systemCode } from '../files/fileError.ts';
import { readingError } from '../files/readingError.ts';
import { DamagedProject } from './DamagedProject.ts';
import { PROJECT_VERSION } from './projectContents.ts';

const HOLDER = /PID (\d+)/;
/** DuckDB begins its messages with the kind of failure. */
const DUCKDB = /^[A-Z][A-Za-z ]* Error: /;

/** DuckDB tells only by its message; this is the one place where messages are matched. First match wins. */
const SAYS: readonly [pattern: RegExp, failure: (name: string, error: Error) => AppError][] = [
  [
    /Conflicting lock is held|Could not set lock on file|being used by another process/,
    (name, cause) =>
      new AppError('project.locked', { name, pid: Number(HOLDER.exec(cause.message)?.[1] ?? 0) }, { cause }),
  ],
  [
    /No space left on device|not enough space on the disk|Disk quota exceeded|File too large/i,
    (name, cause) => new AppError('file.diskFull', { name }, { cause }),
  ],
  [
    /database file with version number/,
    (name, cause) =>
      new AppError('project.newer', { name, version: PROJECT_VERSION + 1, supported: PROJECT_VERSION }, { cause }),
  ],
];
const CANNOT_WRITE = /Permission denied|Read-only file system|Operation not permitted/;

/** What went wrong with a project file, as the failure a person can act on; null when it is a defect of ours. */
export function projectError(error: unknown, name: string, doing: 'read' | 'write'): AppError | null {
  if (error instanceof AppError || error instanceof Cancelled || !(error instanceof Error)) return null;
  if (systemCode(error)) return doing === 'read' ? readingError(error, name) : fileError(error, name);
  const found = DUCKDB.test(error.message) ? SAYS.find(([pattern]) => pattern.test(error.message)) : undefined;
  if (found) return found[1](name, error);
  return doing === 'read' ? damage(error, name) : writingError(error, name);
}

function writingError(error: Error, name: string): AppError | null {
  if (!/^(IO|FATAL) Error: /.test(error.message)) return null;
  const reason = CANNOT_WRITE.test(error.message) ? 'writing there is not allowed' : 'the disk reported an error';
  return new AppError('file.notWritable', { name, reason }, { cause: error });
}

function damage(error: Error, name: string): AppError | null {
  const isDamage = error instanceof DamagedProject || error instanceof SyntaxError || DUCKDB.test(error.message);
  return isDamage ? new AppError('project.damaged', { name, reason: reasonOf(error) }, { cause: error }) : null;
}

/** The first sentence, without paths. */
function reasonOf(error: Error): string {
  if (error instanceof DamagedProject) return error.message;
  if (error instanceof SyntaxError) return 'a part of it is not what Tessera writes';
  return /checksum/i.test(error.message)
    ? 'a block of it does not match its checksum'
    : 'the database in it cannot be read';
}
