import { AppError } from '#shared/errors';
import { aliasOf } from '../import/dictionary/conceptOf.ts';

/**
 * The place of the column of this name, or else of the only one whose name differs from it in case, spaces and punctuation alone.
 * @returns -1 where there is none
 */
export function findColumnAt(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  const alias = aliasOf(name);
  if (at >= 0 || alias === '') return at;
  const alike = names.filter(known => aliasOf(known) === alias);
  return alike.length === 1 ? names.indexOf(alike[0]) : -1;
}

/**
 * The same where there must be one.
 * @param file that the columns are of, where they are of one
 * @throws AppError `data.unknownColumn`
 */
export function columnAt(names: readonly string[], name: string, file?: string): number {
  const at = findColumnAt(names, name);
  if (at >= 0) return at;
  const shown = names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
  throw new AppError('data.unknownColumn', {
    column: name,
    columns: shown,
    ...(file === undefined ? {} : { name: file }),
  });
}
