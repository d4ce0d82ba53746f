import type { Imported } from './Imported.ts';
import { identifiersOf } from './roles/identifiersOf.ts';
import { cellValue } from '../table/cellValue.ts';
import type { Column } from '../table/Column.ts';

/** Identifier columns, the one that customers were folded by first, then as `identifiersOf`. */
export function identifierColumns({ table, roles, report }: Imported): Column[] {
  const key = report.fold?.keyColumn;
  const columns = identifiersOf(table, roles);
  return [...columns.filter(c => c.name === key), ...columns.filter(c => c.name !== key)];
}

/** Row of the first customer with this identifier, looked for in one identifier column after the other; -1 when there is none. */
export function findCustomer(imported: Imported, id: string): number {
  const wanted = id.trim();
  for (const column of identifierColumns(imported)) {
    for (let row = 0; row < imported.table.nRows; row++) {
      const value = cellValue(column, row);
      if (value !== null && String(value) === wanted) return row;
    }
  }
  return -1;
}
