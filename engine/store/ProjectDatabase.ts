import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { DuckDBDataChunk, type DuckDBValue, type DuckDBVector } from '@duckdb/node-api';
import { openDatabase, type Database } from './database.ts';
import { createStatement, PROJECT_TABLES, type ProjectTable } from './projectTables.ts';

/** Rows in one of DuckDB's vectors. */
const CHUNK = 2048;
/** Chunks between two looks at whether someone wants to stop. */
const CHUNKS_PER_TURN = 32;
const CATALOG = 'project';
/** What DuckDB adds to the name for its write-ahead log while it writes. */
export const LOG_ENDINGS = ['.wal', '.wal.checkpoint', '.wal.recovery'] as const;
const SCHEMA = 'main';

/** Fixed and small: a project is written and read in one stream and nothing in it is sorted or joined. */
const MEMORY_LIMIT_MB = 1024;
const THREADS = 2;
/** Every column takes at least a block: large ones make a small project megabytes, small ones triple a large project. */
const MANY_CELLS = 1_000_000;
const SMALL_BLOCK_BYTES = 16_384;
const LARGE_BLOCK_BYTES = 262_144;

/** A project file opened as a database, locked down: no other file, no extension, no setting can be reached through it. */
export class ProjectDatabase {
  private readonly database: Database;

  private constructor(database: Database) {
    this.database = database;
  }

  /** @param nCells about how many the project will hold */
  static create(path: string, nCells: number): Promise<ProjectDatabase> {
    const blockBytes = nCells < MANY_CELLS ? SMALL_BLOCK_BYTES : LARGE_BLOCK_BYTES;
    return ProjectDatabase.attach(path, `BLOCK_SIZE ${blockBytes}`, LOG_ENDINGS);
  }

  static open(path: string): Promise<ProjectDatabase> {
    // A finished project has no log. One beside it is not ours, and a log that may not be opened is not applied.
    return ProjectDatabase.attach(path, 'READ_ONLY', existsSync(`${path}.wal`) ? [] : LOG_ENDINGS);
  }

  private static async attach(path: string, access: string, logEndings: readonly string[]): Promise<ProjectDatabase> {
    const database = await openDatabase({
      allowedDirectories: [],
      allowedFiles: [path, ...logEndings.map(ending => path + ending)],
      memoryLimitMb: MEMORY_LIMIT_MB,
      threads: THREADS,
      tempDirectory: null,
    });
    try {
      // Under a name of ours: a file called temp or system would otherwise take a name that DuckDB keeps for itself.
      await database.run(`ATTACH '${path.replaceAll("'", "''")}' AS ${CATALOG} (${access})`);
      await database.run(`USE ${CATALOG}`);
      return new ProjectDatabase(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  async createTables(): Promise<void> {
    for (const table of Object.keys(PROJECT_TABLES)) await this.database.run(createStatement(table as ProjectTable));
  }

  /** What is in the file, as DuckDB would make it again, without quotes: which words it quotes differs between versions. */
  async statements(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const catalog = `database_name = '${CATALOG}'`;
    const queries = [
      `SELECT table_name AS name, CASE WHEN schema_name = '${SCHEMA}' THEN sql ELSE 'another schema' END AS sql FROM duckdb_tables() WHERE ${catalog}`,
      `SELECT view_name AS name, 'view' AS sql FROM duckdb_views() WHERE ${catalog} AND NOT internal`,
    ];
    for (const query of queries) {
      for (const { name, sql } of await this.database.rows(query))
        found.set(String(name), String(sql).replaceAll('"', ''));
    }
    return found;
  }

  async begin(): Promise<void> {
    await this.database.run('BEGIN TRANSACTION');
  }

  /** Makes everything since `begin` part of the file itself, leaving no write-ahead log. */
  async commit(): Promise<void> {
    await this.database.run('COMMIT');
    await this.database.run(`FORCE CHECKPOINT ${CATALOG}`);
  }

  /**
   * Adds `nRows` rows; `fill` sets the items of one chunk, rows [from, from + n) of the table.
   * @param between called between groups of chunks, to report or to stop
   */
  async append(
    table: ProjectTable,
    nRows: number,
    fill: (columns: readonly DuckDBVector[], from: number, n: number) => void,
    between: (done: number) => void = () => undefined,
  ): Promise<void> {
    const types = Object.values(PROJECT_TABLES[table]);
    const appender = await this.database.appender(table);
    try {
      for (let from = 0; from < nRows; from += CHUNK) {
        const n = Math.min(CHUNK, nRows - from);
        const chunk = DuckDBDataChunk.create(types, n);
        const vectors = types.map((_, i) => chunk.getColumnVector(i));
        fill(vectors, from, n);
        for (const vector of vectors) vector.flush();
        appender.appendDataChunk(chunk);
        if ((from / CHUNK) % CHUNKS_PER_TURN !== CHUNKS_PER_TURN - 1) continue;
        between(from + n);
        await setImmediate();
      }
    } finally {
      appender.closeSync();
    }
  }

  async appendRows(table: ProjectTable, rows: readonly (readonly DuckDBValue[])[]): Promise<void> {
    await this.append(table, rows.length, (columns, from, n) => {
      for (let i = 0; i < n; i++) columns.forEach((column, j) => column.setItem(i, rows[from + i][j]));
    });
  }

  /** Reads a whole table chunk by chunk, in the order in which it was written. */
  async read(table: ProjectTable, take: (columns: readonly DuckDBVector[], n: number) => void): Promise<void> {
    const names = Object.keys(PROJECT_TABLES[table]);
    const sql = `SELECT ${names.join(', ')} FROM ${CATALOG}.${SCHEMA}.${table}`;
    for await (const chunk of this.database.chunks(sql)) {
      take(
        names.map((_, i) => chunk.getColumnVector(i)),
        chunk.rowCount,
      );
    }
  }

  async count(table: ProjectTable): Promise<number> {
    const [{ n }] = await this.database.rows(`SELECT count(*) AS n FROM ${CATALOG}.${SCHEMA}.${table}`);
    return Number(n);
  }

  async readRows(table: ProjectTable): Promise<DuckDBValue[][]> {
    const rows: DuckDBValue[][] = [];
    await this.read(table, (columns, n) => {
      for (let i = 0; i < n; i++) rows.push(columns.map(column => column.getItem(i)));
    });
    return rows;
  }

  close(): void {
    this.database.close();
  }
}
