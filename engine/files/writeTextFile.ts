import { writeFile } from 'node:fs/promises';
import { replaceFile, type Disk } from './replaceFile.ts';

/**
 * Writes a text file as UTF-8, whole or not at all.
 * @throws AppError as `replaceFile`
 */
export function writeTextFile(path: string, text: string, disk?: Disk): Promise<void> {
  return replaceFile(path, temporary => writeFile(temporary, text, { encoding: 'utf8', flag: 'wx' }), disk);
}
