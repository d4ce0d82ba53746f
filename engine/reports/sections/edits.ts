import type { CellValue } from '#shared/columns';
import { formatThings } from '#shared/format';
import type { CellEdit } from '#shared/recipe';
import type { Block, TableColumn } from '../document.ts';

/** Every cell that was corrected by hand, with what the file holds there. */
export function editBlocks(edits: readonly CellEdit[]): Block[] {
  if (edits.length === 0) return [];
  const isSaid = edits.some(({ said }) => said !== undefined);
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
          ...(isSaid ? SAID : []),
        ],
        rows: edits.map(({ row, column, from, to, said }) => [
          String(row),
          column,
          shown(from),
          shown(to),
          ...(isSaid ? [said?.reason ?? '', said ? [said.by, said.on].filter(Boolean).join(', ') : ''] : []),
        ]),
      },
    },
  ];
}

/** Of cells that came in with a list of corrections. */
const SAID: TableColumn[] = [
  { header: 'Reason', align: 'left', grow: 3 },
  { header: 'By', align: 'left', grow: 1.5 },
];

function shown(value: CellValue): string {
  if (value === null) return 'missing';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value).slice(0, 200);
}
