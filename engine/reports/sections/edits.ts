import type { CellValue } from '#shared/columns';
import { formatThings } from '#shared/format';
import type { CellEdit } from '#shared/recipe';
import type { Block } from '../document.ts';

/** Every cell that was corrected by hand, with what the file holds there. */
export function editBlocks(edits: readonly CellEdit[]): Block[] {
  if (edits.length === 0) return [];
  return [
    {
      kind: 'table',
      table: {
        id: 'edits',
        title: 'Cells corrected by hand',
        n: `n = ${formatThings(edits.length, 'cell')}`,
        columns: [
          { header: 'Row in the file', align: 'right' },
          { header: 'Column', align: 'left', grow: 2 },
          { header: 'In the file', align: 'left', grow: 2 },
          { header: 'Corrected to', align: 'left', grow: 2 },
        ],
        rows: edits.map(({ row, column, from, to }) => [String(row), column, shown(from), shown(to)]),
      },
    },
  ];
}

function shown(value: CellValue): string {
  if (value === null) return 'missing';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value).slice(0, 200);
}
