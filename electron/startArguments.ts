import { isAbsolute, resolve } from 'node:path';

const MAX_PATH = 4096;

/**
 * The file that the program was started with: the last argument that is not a switch and not the application itself. null when there is
 * none or it could not be a path. Arguments of a second start come from another process and are checked the same way.
 */
export function fileArgument(argv: unknown, workingDirectory: unknown, isPackaged: boolean): string | null {
  if (!Array.isArray(argv)) return null;
  const given = argv.slice(isPackaged ? 1 : 2).filter(argument => !String(argument).startsWith('-'));
  const last: unknown = given.at(-1);
  if (typeof last !== 'string' || last === '' || last.length > MAX_PATH || last.includes('\0')) return null;
  if (isAbsolute(last)) return last;
  if (typeof workingDirectory !== 'string' || !isAbsolute(workingDirectory)) return null;
  return resolve(workingDirectory, last);
}
