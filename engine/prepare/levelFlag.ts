import { changed, type WorkColumn } from './workColumns.ts';

/**
 * A yes-or-no column for one level or member of a source column.
 * @param values [nRows], 0 or 1
 */
export function levelFlag(part: WorkColumn, level: string, values: Uint8Array): WorkColumn {
  const flag = changed(part, { kind: 'boolean', name: `${part.column.name}: ${level}`, values }, `1 when ${level}`);
  return { ...flag, role: 'flag', lineage: { ...flag.lineage, level } };
}
