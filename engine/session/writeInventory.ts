import type { Inventory, InventoryRow } from '#shared/models/inventory';
import { writeXlsx } from '../formats/xlsxWriter.ts';
import { writeCsv } from '../reports/customers/writeCsv.ts';

const COLUMNS: readonly (readonly [header: string, width: number, text: (row: InventoryRow) => string])[] = [
  ['Model', 28, row => row.name],
  ['Kind', 12, row => row.kind],
  ['Holds', 36, row => row.holds.join('; ')],
  ['Status', 12, row => row.status ?? ''],
  ['Owner', 24, row => row.owner],
  ['Materiality', 12, row => row.materiality ?? ''],
  ['Last sign-off by', 24, row => row.signedBy ?? ''],
  ['Last sign-off', 22, row => row.signedAt ?? ''],
  ['Of this result', 14, row => (row.signedBy === null ? '' : row.isStanding ? 'yes' : 'no')],
  ['Light', 10, row => row.light ?? ''],
  ['Period', 18, row => row.period ?? ''],
  ['Watched', 22, row => row.watchedAt ?? ''],
  ['Saved', 22, row => row.savedAt ?? ''],
  ['Result SHA-256', 66, row => row.resultSha256 ?? ''],
  ['Path', 60, row => row.path ?? ''],
  ['Problem', 60, row => row.problem ?? ''],
];

/** The list as CSV, or as a workbook where the name says so. @throws AppError as the writers do */
export async function writeInventory(path: string, { rows }: Inventory): Promise<void> {
  const cells = rows.map(row => COLUMNS.map(([, , text]) => text(row)));
  if (!path.toLowerCase().endsWith('.xlsx')) {
    await writeCsv(
      path,
      COLUMNS.map(([header]) => header),
      cells,
    );
    return;
  }
  const columns = COLUMNS.map(([header, width]) => ({ header, width, kind: 'text' as const }));
  await writeXlsx(path, [{ name: 'Models', columns, rows: cells, freezeHeader: true }]);
}
