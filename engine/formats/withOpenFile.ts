import { open, type FileHandle } from 'node:fs/promises';

/** Runs `work` with a file opened for reading, which is closed whatever happens. */
export async function withOpenFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
