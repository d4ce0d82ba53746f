import type { ColumnRole } from '#shared/columns';
import type { ColumnReport } from '#shared/results';
import type { Imported } from '../import/Imported.ts';
import { countMissing, distinctValues } from '../import/roles/distinctValues.ts';
import type { Column, Table } from '../table/Column.ts';
import type { Cleaning } from '../import/Cleaning.ts';

interface Cleaned {
  readonly table: Table;
  readonly roles: readonly ColumnRole[];
  readonly cleaning: Cleaning;
}

/** What is said about every column, over the values that cleaning left. */
export function cleanedReports(imported: Imported, { table, roles, cleaning }: Cleaned): ColumnReport[] {
  const old = new Map(
    imported.report.columns.map((report, i) => [report.name, { report, column: imported.table.columns[i] }]),
  );
  return table.columns.map((column, i) => {
    const known = old.get(column.name);
    if (known?.column === column && known.report.role === roles[i]) return known.report;
    const counts = { missing: countMissing(column), distinct: distinctValues(column) };
    if (!known) return { ...newReport(column, cleaning), role: roles[i], ...counts };
    const { report } = known;
    const isOtherKind = report.kind !== column.kind;
    return {
      ...report,
      kind: column.kind,
      role: roles[i],
      kindEvidence: isOtherKind ? `${report.kind} in the file; changed by a cleaning step` : report.kindEvidence,
      roleReason: report.role === roles[i] ? report.roleReason : 'by the values that cleaning left',
      ...counts,
    };
  });
}

function newReport(column: Column, { fitted }: Cleaning) {
  const from = fitted.made.find(made => made.name === column.name)?.from ?? [];
  return {
    name: column.name,
    original: '',
    kind: column.kind,
    kindEvidence: from.length === 0 ? 'made by a cleaning step' : `made by a cleaning step from ${from.join(', ')}`,
    roleReason: 'by its values, as it is made by a cleaning step',
    label: column.label ?? '',
    missingCodes: [],
    notes: [],
  };
}
