import type { ColumnKind } from '#shared/columns';
import type { ModelDocument } from '../ModelDocument.ts';
import type { ExportInput } from './ExportPlan.ts';
import { refuse } from './refuse.ts';

/** A column of the file as an input; sets and free text are refused by name. @throws AppError `model.cannotExport` */
export function exportInput(
  document: ModelDocument,
  name: string,
  kind: ColumnKind,
  levels: readonly string[] | null,
  format: string,
): ExportInput {
  if (kind === 'set') refuse(format, `the column ${name}, whose cells hold several values`);
  if (kind === 'text') refuse(format, `the column ${name}, which is free text`);
  const header = document.columns.find(column => column.name === name)?.header ?? name;
  const missing = document.recipe.columns[header]?.missingCodes ?? [];
  return {
    name,
    kind: kind === 'number' || kind === 'boolean' || kind === 'date' ? kind : 'category',
    levels,
    missing,
  };
}
