import { BLOB, DOUBLE, INTEGER, UINTEGER, USMALLINT, UTINYINT, VARCHAR, type DuckDBType } from '@duckdb/node-api';

/**
 * The tables of a project file, always these and nothing else, whatever the data: a file with another table, view or column is not one
 * of ours and none of its SQL is run.
 */
export const PROJECT_TABLES = {
  /** Version and counts, by name. Read first. */
  tessera: { key: VARCHAR, value: VARCHAR },
  /** Every cell that is not empty, column by column. `value` as in RawColumn. */
  source_cells: { column_index: USMALLINT, row_index: UINTEGER, kind: UTINYINT, value: DOUBLE },
  /** Texts that cells refer to. */
  source_texts: { text_index: UINTEGER, is_json: UTINYINT, text: VARCHAR },
  /** The same of the further tables of a project, by their place. */
  further_cells: {
    table_index: USMALLINT,
    column_index: USMALLINT,
    row_index: UINTEGER,
    kind: UTINYINT,
    value: DOUBLE,
  },
  further_texts: { table_index: USMALLINT, text_index: UINTEGER, is_json: UTINYINT, text: VARCHAR },
  /** What was done: one recipe per row. */
  history: { position: UINTEGER, label: VARCHAR, recipe: VARCHAR },
  runs: { position: UINTEGER, record: VARCHAR },
  overrides: { position: UINTEGER, override: VARCHAR },
  audit: { position: UINTEGER, entry: VARCHAR },
  /** What every customer got, in the order of the customer table. `segment` counts from 0, `tier` is the place in High, Medium, Low. */
  assignments: { customer: UINTEGER, segment: INTEGER, tier: UTINYINT, score: DOUBLE },
  /** Facts and models as canonical JSON; long arrays of numbers stand in `arrays`. */
  documents: { name: VARCHAR, content: VARCHAR },
  arrays: { document: VARCHAR, array_index: UINTEGER, piece: UINTEGER, kind: VARCHAR, bytes: BLOB },
} as const satisfies Readonly<Record<string, Readonly<Record<string, DuckDBType>>>>;
export type ProjectTable = keyof typeof PROJECT_TABLES;

/** What projects of earlier versions did not have. */
const SINCE_VERSION: Partial<Record<ProjectTable, number>> = { further_cells: 2, further_texts: 2 };

export function tablesOfVersion(version: number): ProjectTable[] {
  return (Object.keys(PROJECT_TABLES) as ProjectTable[]).filter(table => (SINCE_VERSION[table] ?? 1) <= version);
}

/** The statement that makes a table, as DuckDB itself prints it but for quotes. */
export function createStatement(table: ProjectTable): string {
  const columns = Object.entries(PROJECT_TABLES[table]).map(([name, type]) => `${name} ${type.toString()}`);
  return `CREATE TABLE ${table}(${columns.join(', ')});`;
}

/** Rows a table may have: a few kilobytes can claim a billion equal ones. Cells and customers as far as any format is read. */
export const MAX_TABLE_ROWS: Readonly<Record<ProjectTable, number>> = {
  tessera: 100,
  source_cells: 200_000_000,
  source_texts: 200_000_000,
  further_cells: 400_000_000,
  further_texts: 400_000_000,
  history: 10_000,
  runs: 1_000_000,
  overrides: 1_000_000,
  audit: 1_000_000,
  assignments: 20_000_000,
  documents: 100,
  arrays: 100_000,
};
export const MAX_SOURCE_ROWS = 20_000_000;
export const MAX_SOURCE_CELLS = 200_000_000;
export const MAX_FURTHER_TABLES = 200;
