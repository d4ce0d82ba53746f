import { formatCount } from '#shared/format';
import type { DataTable } from '../document.ts';

/** Columns and rows of a table that counts rows from those read to those left; lines that begin with "=" are sums and stand out. */
export function accountRows(
  lines: readonly (readonly [what: string, count: number])[],
): Pick<DataTable, 'columns' | 'rows'> {
  return {
    columns: [
      { header: 'Rows', align: 'left', grow: 3 },
      { header: 'Count', align: 'right' },
    ],
    rows: lines.map(([what, count]) =>
      what.startsWith('=')
        ? [
            { text: what, isStrong: true },
            { text: formatCount(count), isStrong: true },
          ]
        : [what, formatCount(count)],
    ),
  };
}
