import { AppError } from '#shared/errors';

/** @throws AppError `data.unknownColumn` */
export function columnAt(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  if (at >= 0) return at;
  const shown = names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
  throw new AppError('data.unknownColumn', { column: name, columns: shown });
}
