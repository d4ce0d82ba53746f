import { SCORE_COLUMN, SEGMENT_COLUMN, TIER_COLUMN, type Page, type PageRequest } from '#shared/contract/dataset';
import { TIERS } from '#shared/results';
import type { Imported } from '../import/Imported.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { cellValue } from '../table/cellValue.ts';
import type { Column, Table } from '../table/Column.ts';
import { selectRows } from '../table/selectRows.ts';

/** The customer table with the segment, tier and score of each customer beside it, where there is a segmentation. */
export function tableWithResults(imported: Imported, segmented: Segmented | null): Table {
  if (!segmented || segmented.labels.length !== imported.table.nRows) return imported.table;
  const results: Column[] = [
    {
      kind: 'category',
      name: SEGMENT_COLUMN,
      codes: segmented.labels,
      levels: segmented.segmentation.segments.map(s => s.name),
    },
    { kind: 'category', name: TIER_COLUMN, codes: Int32Array.from(segmented.tiers), levels: TIERS },
    { kind: 'number', name: SCORE_COLUMN, values: segmented.scores },
  ];
  const taken = new Set(results.map(column => column.name));
  return {
    nRows: imported.table.nRows,
    columns: [...results, ...imported.table.columns.filter(c => !taken.has(c.name))],
  };
}

/** Cuts pages out of one table; the last selection is kept, because scrolling asks for it again and again. */
export class Pages {
  private lastTable: Table | null = null;
  private lastKey = '';
  private lastRows: Int32Array = new Int32Array(0);

  page(table: Table, roles: ReadonlyMap<string, string>, request: PageRequest): Page {
    const rows = this.select(table, request);
    const rowIds = Array.from(rows.subarray(request.offset, request.offset + request.limit));
    return {
      columns: table.columns.map(column => ({
        name: column.name,
        kind: column.kind,
        role: roles.get(column.name) ?? 'result',
      })),
      rows: rowIds.map(row => table.columns.map(column => cellValue(column, row))),
      rowIds,
      total: rows.length,
      of: table.nRows,
    };
  }

  private select(table: Table, request: PageRequest): Int32Array {
    const key = JSON.stringify([request.filters, request.sort]);
    if (table !== this.lastTable || key !== this.lastKey) {
      this.lastRows = selectRows(table, request.filters, request.sort);
      this.lastTable = table;
      this.lastKey = key;
    }
    return this.lastRows;
  }
}
