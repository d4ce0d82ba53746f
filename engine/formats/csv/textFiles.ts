import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { AppError } from '#shared/errors';
import { isRunning } from '../../files/isRunning.ts';
import type { Run } from '../../jobs/Run.ts';

const PIECE_BYTES = 1024 * 1024;

/** Pieces of a file; each is valid only until the next one is asked for. */
export async function* filePieces(path: string, run: Run, label: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const total = (await file.stat()).size;
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    for (let done = 0; ;) {
      run.throwIfCancelled();
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, null);
      if (bytesRead === 0) return;
      done += bytesRead;
      run.progress(Math.min(done, total), total, label);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The first bytes of a file. */
export interface FileStart {
  readonly bytes: Uint8Array;
  /** They are all of it. */
  readonly isWhole: boolean;
}

export async function fileStart(path: string, length: number): Promise<FileStart> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return { bytes: buffer.subarray(0, bytesRead), isWhole: bytesRead === (await file.stat()).size };
  } finally {
    await file.close();
  }
}

const FOLDER_NAME = /^tessera-read-(\d+)-/;

/** Runs `work` with a folder of our own that is removed afterwards, whatever happens. */
export async function withWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await removeAbandoned(tmpdir());
  const folder = await mkdtemp(join(tmpdir(), `tessera-read-${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A process that was killed while reading leaves customers' data behind: the next reading removes it. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = FOLDER_NAME.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    await rm(join(parent, name), { recursive: true, force: true }).catch((error: NodeJS.ErrnoException) => {
      // Another user's, on a machine that several share; or held open at this moment by a virus scanner or another reading.
      if (!['EACCES', 'EPERM', 'EBUSY', 'ENOTEMPTY'].includes(error.code ?? '')) throw error;
    });
  }
}

/** Writes pieces of text to a new file. @throws AppError `file.diskFull` under the name of the file being read */
export class TextFileWriter {
  private buffer = '';
  private readonly handle: Awaited<ReturnType<typeof open>>;
  private readonly name: string;

  private constructor(handle: Awaited<ReturnType<typeof open>>, name: string) {
    this.handle = handle;
    this.name = name;
  }
  static async create(path: string, name: string): Promise<TextFileWriter> {
    return new TextFileWriter(await open(path, 'wx', 0o600), name);
  }
  add(text: string): void {
    this.buffer += text;
  }
  /** Writes what was added; to be awaited between pieces, so that memory stays flat. */
  async flush(): Promise<void> {
    const text = this.buffer;
    this.buffer = '';
    try {
      await this.handle.appendFile(text, 'utf8');
    } catch (error) {
      const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
      throw isFull ? new AppError('file.diskFull', { name: this.name }, { cause: error }) : error;
    }
  }
  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** Rewrites a text file in UTF-8 without byte order mark. @returns how many characters the encoding does not have */
export async function transcode(
  from: string,
  to: string,
  encoding: { name: string; markBytes: number },
  name: string,
  run: Run,
): Promise<number> {
  const decoder = iconv.getDecoder(encoding.name, { stripBOM: true });
  const writer = await TextFileWriter.create(to, name);
  let nUnreadable = 0;
  const add = (text: string): void => {
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) nUnreadable++;
    writer.add(text);
  };
  try {
    for await (const piece of filePieces(from, run, 'Reading text')) {
      add(decoder.write(Buffer.from(piece)));
      await writer.flush();
    }
    add(decoder.end() ?? '');
    await writer.flush();
    return nUnreadable;
  } finally {
    await writer.close();
  }
}
