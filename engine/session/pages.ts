import type { ColumnRole } from '#shared/columns';
import type { Found, FindRequest, GridColumn, LevelCount, Page, PageRequest } from '#shared/contract/dataset';
import {
  BAND_COLUMN,
  EARLIER_TIER_COLUMN,
  HAND_COLUMN,
  HAND_REASON_COLUMN,
  PROBABILITY_COLUMN,
  SCORE_COLUMN,
  SEGMENT_COLUMN,
  TIER_COLUMN,
  TIER_MOVE_COLUMN,
} from '#shared/contract/dataset';
import type { CellEdit } from '#shared/recipe';
import { TIERS } from '#shared/results';
import { BANDS } from '#shared/scoring/bands';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { chosenScores, type Scored } from '../scoring/Scored.ts';
import { decisionsByRow, HAND_WORDS, handCells } from '../segments/overrides/handDecisions.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { MOVES, type MadeTransitions } from '../segments/tiers/tierTransitions.ts';
import { cellValue } from '../table/cellValue.ts';
import type { Column, Table } from '../table/Column.ts';
import { TextSearch } from './TextSearch.ts';
import { BOOLEAN_LEVELS, requireColumn, selectRows } from '../table/selectRows.ts';

/** The customer table with what was found about each customer beside it: segment, tier and score where there are segments, then further columns. */
export function tableWithResults(
  imported: Imported,
  segmented: Segmented | null,
  further: readonly Column[] = [],
): Table {
  const { table } = imported;
  const found = segmented?.labels.length === table.nRows ? segmentColumns(segmented) : [];
  const results = [...found, ...further];
  if (results.length === 0) return table;
  const taken = new Set(results.map(column => column.name));
  return { nRows: table.nRows, columns: [...results, ...table.columns.filter(c => !taken.has(c.name))] };
}

function segmentColumns(segmented: Segmented): Column[] {
  return [
    {
      kind: 'category',
      name: SEGMENT_COLUMN,
      codes: segmented.labels,
      levels: segmented.segmentation.segments.map(s => s.name),
    },
    { kind: 'category', name: TIER_COLUMN, codes: Int32Array.from(segmented.tiers), levels: TIERS },
    ...tierScores(segmented),
    ...handColumns(segmented),
  ];
}

/** Scores where there is a tier: without a rule they would be the lowest that there can be, and none at all is left out. */
function tierScores({ tiers, scores }: Segmented): Column[] {
  const none = TIERS.indexOf('None');
  if (tiers.every(tier => tier === none)) return [];
  return [
    { kind: 'number', name: SCORE_COLUMN, values: scores.map((score, row) => (tiers[row] === none ? NaN : score)) },
  ];
}

/** How probable the event is for each customer. */
export function scoreColumns(scored: Scored): Column[] {
  return [
    { kind: 'number', name: PROBABILITY_COLUMN, values: chosenScores(scored) },
    { kind: 'category', name: BAND_COLUMN, codes: Int32Array.from(scored.bands), levels: BANDS, order: BANDS },
  ];
}

/** What was set by hand and why, where anything was. */
function handColumns({ byHand = [], labels }: Segmented): Column[] {
  if (byHand.length === 0) return [];
  const what = new Int32Array(labels.length).fill(-1);
  const why = new Int32Array(labels.length).fill(-1);
  const reasons = new Map<string, number>();
  for (const [row, decisions] of decisionsByRow(byHand)) {
    const cells = handCells(decisions);
    if (!reasons.has(cells.reason)) reasons.set(cells.reason, reasons.size);
    what[row] = HAND_WORDS.indexOf(cells.what);
    why[row] = reasons.get(cells.reason)!;
  }
  return [
    { kind: 'category', name: HAND_COLUMN, codes: what, levels: HAND_WORDS },
    { kind: 'text', name: HAND_REASON_COLUMN, codes: why, levels: [...reasons.keys()] },
  ];
}

/** The tier before and which way it moved, beside the tier of now. */
export function transitionColumns({ earlier, moves }: MadeTransitions): Column[] {
  return [
    { kind: 'category', name: EARLIER_TIER_COLUMN, codes: earlier, levels: TIERS },
    { kind: 'category', name: TIER_MOVE_COLUMN, codes: moves, levels: MOVES },
  ];
}

/** What the grid shows: the table with results, and what is known about its rows and columns. */
export interface GridSource {
  readonly table: Table;
  readonly imported: Imported;
}

/** Cuts pages out of one table; the last selection and search are kept, because scrolling asks for them again and again. */
export class Pages {
  private lastTable: Table | null = null;
  private lastKey = '';
  private lastRows: Int32Array = new Int32Array(0);
  private lastSearch: { table: Table; key: string; search: TextSearch } | null = null;
  private readonly edits = new WeakMap<Imported, ReadonlyMap<number, readonly CellEdit[]>>();

  page({ table, imported }: GridSource, request: PageRequest): Page {
    const rows = this.select(table, request);
    const columns = request.columns ? request.columns.map(name => requireColumn(table, name)) : table.columns;
    const rowIds = Array.from(rows.subarray(request.offset, request.offset + request.limit));
    const edits = this.editsOf(imported);
    const names = new Set(columns.map(column => column.name));
    const roles = rolesOf(imported);
    return {
      columns: columns.map(column => gridColumn(column, roles)),
      rows: rowIds.map(row => columns.map(column => cellValue(column, row))),
      rowIds,
      sourceRows: rowIds.map(row => imported.sourceRows[row]),
      edits: rowIds.flatMap((row, i) =>
        (edits.get(imported.sourceRows[row]) ?? [])
          .filter(edit => names.has(edit.column))
          .map(({ column, from }) => ({ row: i, column, from })),
      ),
      total: rows.length,
      of: table.nRows,
    };
  }

  async find({ table }: GridSource, request: FindRequest, run: Run): Promise<Found> {
    const rows = this.select(table, request);
    const key = JSON.stringify([request.columns, request.text]);
    let kept = this.lastSearch;
    if (kept?.table !== table || kept.key !== key) {
      kept = { table, key, search: await TextSearch.over(table, request.columns, request.text, run) };
      this.lastSearch = kept;
    }
    const found = kept.search.next(rows, request.from, request.isBackwards);
    return {
      total: kept.search.count(rows),
      match: found && { nth: found.nth, row: found.at, column: request.columns[found.column] },
    };
  }

  private editsOf(imported: Imported): ReadonlyMap<number, readonly CellEdit[]> {
    const known = this.edits.get(imported);
    if (known) return known;
    const edits = new Map<number, CellEdit[]>();
    for (const edit of imported.edited ?? []) edits.set(edit.row, [...(edits.get(edit.row) ?? []), edit]);
    this.edits.set(imported, edits);
    return edits;
  }

  private select(table: Table, request: Pick<PageRequest, 'filters' | 'sort'>): Int32Array {
    const key = JSON.stringify([request.filters, request.sort]);
    if (table !== this.lastTable || key !== this.lastKey) {
      this.lastRows = selectRows(table, request.filters, request.sort);
      this.lastTable = table;
      this.lastKey = key;
    }
    return this.lastRows;
  }
}

export function gridColumns({ table, imported }: GridSource): GridColumn[] {
  const roles = rolesOf(imported);
  return table.columns.map(column => gridColumn(column, roles));
}

function rolesOf({ table, roles }: Imported): ReadonlyMap<string, ColumnRole> {
  return new Map(table.columns.map((column, i) => [column.name, roles[i]]));
}

function gridColumn({ name, kind, label }: Column, roles: ReadonlyMap<string, ColumnRole>): GridColumn {
  return { name, kind, role: roles.get(name) ?? 'result', ...(label === undefined ? {} : { label }) };
}

/** Levels with the rows that have them, in the order a person gave, then most frequent first. */
export function levelCounts(table: Table, name: string, limit: number): LevelCount[] {
  const column = requireColumn(table, name);
  if (column.kind === 'number' || column.kind === 'date') return [];
  const levels = column.kind === 'boolean' ? BOOLEAN_LEVELS : column.kind === 'set' ? column.members : column.levels;
  const counts = new Int32Array(levels.length);
  for (const code of column.kind === 'boolean' ? column.values : column.codes)
    if (code >= 0 && code < counts.length) counts[code]++;
  const order = 'order' in column ? (column.order ?? []) : [];
  const place = new Map(order.map((level, i) => [level, i]));
  return levels
    .map((level, code) => ({ level, count: counts[code] }))
    .sort((a, b) => (place.get(a.level) ?? order.length) - (place.get(b.level) ?? order.length) || b.count - a.count)
    .slice(0, limit);
}
