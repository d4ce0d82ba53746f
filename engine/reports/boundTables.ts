import { formatCount, formatThings } from '#shared/format';
import type { Block, DataTable, Section } from './document.ts';

/** More rows than this nobody reads on paper; a file may have 16,384 columns. */
export const ROWS_PRINTED = 400;

/** Cuts very long tables and says so beside their n. */
export function boundTables(section: Section): Section {
  return { ...section, blocks: section.blocks.map(boundBlock) };
}

function boundBlock(block: Block): Block {
  if (block.kind === 'table') return { ...block, table: boundTable(block.table) };
  if (block.kind !== 'figure') return block;
  return { ...block, figure: { ...block.figure, table: boundTable(block.figure.table) } };
}

function boundTable(table: DataTable): DataTable {
  if (table.rows.length <= ROWS_PRINTED) return table;
  const words = `the first ${formatCount(ROWS_PRINTED)} of ${formatThings(table.rows.length, 'row')} are printed`;
  return { ...table, n: `${table.n}; ${words}`, rows: table.rows.slice(0, ROWS_PRINTED) };
}
