import {
  DuckDBInstance,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBValue,
} from '@duckdb/node-api';
import { Cancelled } from '#shared/errors';

export interface DatabaseOptions {
  /** A database file; without one the data lives in memory. */
  readonly path?: string;
  readonly isReadOnly?: boolean;
  /** Folders whose files SQL may read and write: of our own, never the user's, because a hard link in one reaches outside. */
  readonly allowedDirectories: readonly string[];
  /** Single files that SQL may read besides. */
  readonly allowedFiles?: readonly string[];
  readonly memoryLimitMb: number;
  readonly threads: number;
  /** Where DuckDB may put what does not fit in memory; null forbids it. */
  readonly tempDirectory: string | null;
}
export type SqlValue = DuckDBValue;
export type SqlRow = Record<string, DuckDBValue>;

/** A DuckDB database with everything shut that a table does not need. Statements are prepared; values are never part of the SQL text. */
export interface Database {
  run(sql: string, values?: readonly SqlValue[], signal?: AbortSignal): Promise<void>;
  rows(sql: string, values?: readonly SqlValue[], signal?: AbortSignal): Promise<SqlRow[]>;
  /** Vectors of up to 2,048 rows in order, as they are computed. */
  chunks(sql: string, values?: readonly SqlValue[], signal?: AbortSignal): AsyncGenerator<DuckDBDataChunk>;
  appender(table: string): Promise<DuckDBAppender>;
  close(): void;
}

/**
 * Opens DuckDB locked down: no extension is loaded, nothing outside the allowed places is touched, and no setting can be changed again.
 * `CALL` gets round DuckDB's lock, so SQL of other people must never reach it.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const instance = await DuckDBInstance.create(options.path ?? ':memory:', {
    access_mode: options.isReadOnly ? 'READ_ONLY' : 'AUTOMATIC',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    allow_persistent_secrets: 'false',
    memory_limit: `${options.memoryLimitMb}MB`,
    threads: String(options.threads),
    temp_directory: options.tempDirectory ?? '',
    preserve_insertion_order: 'true',
  });
  try {
    const connection = await instance.connect();
    await lock(connection, options);
    return new LockedDatabase(instance, connection);
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** A table or column name as SQL; names come from people's files. */
export function quoteIdentifier(name: string): string {
  if (name.includes('\0')) throw new Error('a name with a zero byte cannot be an SQL identifier');
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function lock(connection: DuckDBConnection, options: DatabaseOptions): Promise<void> {
  await connection.run("SET TimeZone = 'UTC'");
  // SET takes no prepared values.
  await connection.run(`SET allowed_directories = [${options.allowedDirectories.map(quoteText).join(', ')}]`);
  await connection.run(`SET allowed_paths = [${(options.allowedFiles ?? []).map(quoteText).join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

class LockedDatabase implements Database {
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.instance = instance;
    this.connection = connection;
  }

  async run(sql: string, values: readonly SqlValue[] = [], signal?: AbortSignal): Promise<void> {
    await this.interruptible(signal, () => this.connection.run(sql, [...values]));
  }

  async rows(sql: string, values: readonly SqlValue[] = [], signal?: AbortSignal): Promise<SqlRow[]> {
    const reader = await this.interruptible(signal, () => this.connection.runAndReadAll(sql, [...values]));
    return reader.getRowObjects();
  }

  async *chunks(sql: string, values: readonly SqlValue[] = [], signal?: AbortSignal): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.interruptible(signal, () => this.connection.stream(sql, [...values]));
    for (;;) {
      const chunk = await this.interruptible(signal, () => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  appender(table: string): Promise<DuckDBAppender> {
    return this.connection.createAppender(table);
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private async interruptible<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted) throw new Cancelled();
    const interrupt = (): void => this.connection.interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) throw new Cancelled();
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }
}
