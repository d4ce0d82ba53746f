import { cleanOthers } from '../clean/cleanImported.ts';
import { madeFrom } from '../clean/madeFrom.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { emptyColumn } from '../models/bookColumns.ts';
import { findColumn } from '../table/Column.ts';
import type { OthersReading } from './OthersReading.ts';

/**
 * Cleans other customers as those of the book were. A column that cleaning steps look at and no answer rests on, such as the outcome, need not be in the
 * file: the steps find it empty, and it is taken out again.
 * @throws AppError `clean.missingColumn`; Cancelled
 */
export async function cleanAsBook(
  { cleaning, columns, wanted }: OthersReading,
  uncleaned: Imported,
  run: Run,
): Promise<Imported> {
  if (!cleaning) return uncleaned;
  const needed = madeFrom(wanted, cleaning);
  const absent = columns.filter(({ name }) => !needed.has(name) && !findColumn(uncleaned.table, name));
  if (absent.length === 0) return cleanOthers(uncleaned, cleaning, run);
  const { nRows } = uncleaned.table;
  const empty = absent.map(column => emptyColumn(column, nRows));
  const table = { nRows, columns: [...uncleaned.table.columns, ...empty] };
  const roles = [...uncleaned.roles, ...empty.map(() => 'ignore' as const)];
  const cleaned = await cleanOthers({ ...uncleaned, table, roles }, cleaning, run);
  return withoutColumns(cleaned, new Set(absent.map(({ name }) => name)));
}

function withoutColumns(imported: Imported, names: ReadonlySet<string>): Imported {
  const { table, roles, report } = imported;
  const isKept = table.columns.map(({ name }) => !names.has(name));
  const kept = <T>(items: readonly T[]) => items.filter((_item, i) => isKept[i]);
  return {
    ...imported,
    table: { ...table, columns: kept(table.columns) },
    roles: kept(roles),
    report: { ...report, columns: kept(report.columns) },
  };
}
