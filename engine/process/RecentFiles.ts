import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const KEPT = 10;

/** Paths of the files opened last, newest first, in a small JSON file of the application's own. */
export class RecentFiles {
  readonly #file: string;
  #saving: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** Those that are still there. */
  async list(): Promise<string[]> {
    const paths = await this.#read();
    const present = await Promise.all(paths.map(isFile));
    return paths.filter((_path, i) => present[i]);
  }

  add(path: string): Promise<void> {
    return this.#change(paths => [path, ...paths.filter(known => known !== path)].slice(0, KEPT));
  }

  clear(): Promise<void> {
    return this.#change(() => []);
  }

  #change(change: (paths: string[]) => string[]): Promise<void> {
    const saved = this.#saving.then(async () => {
      const paths = change(await this.#read());
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFile(`${this.#file}.new`, JSON.stringify(paths), { mode: 0o600 });
      await rename(`${this.#file}.new`, this.#file);
    });
    // One that failed is told to whoever asked for it and does not stop the next.
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  /** A list that cannot be read is an empty one: it is a convenience, and the next opened file writes it anew. */
  async #read(): Promise<string[]> {
    try {
      const parsed: unknown = JSON.parse(await readFile(this.#file, 'utf8'));
      return Array.isArray(parsed) ? parsed.filter(path => typeof path === 'string').slice(0, KEPT) : [];
    } catch {
      return [];
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
