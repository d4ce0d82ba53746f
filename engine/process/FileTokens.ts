import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors';
import type { FileDirectory } from '../session/fileDirectory.ts';

/** Where a known file comes from: chosen by the person, copied in by the host, a place to save to, or made by the engine. */
export type FileOrigin = 'path' | 'upload' | 'project' | 'engine';
export interface KnownFile {
  readonly token: string;
  readonly path: string;
  readonly name: string;
  readonly origin: FileOrigin;
}

/** Tokens that stand for paths. The host and the engine process hold one each and tell each other what is added. */
export class FileTokens implements FileDirectory {
  readonly #files = new Map<string, KnownFile>();
  readonly #added: (file: KnownFile) => void;

  constructor(added: (file: KnownFile) => void = () => undefined) {
    this.#added = added;
  }

  resolve(token: string): KnownFile {
    const file = this.#files.get(token);
    if (!file) throw new AppError('file.unknownToken', {});
    return file;
  }

  find(token: unknown): KnownFile | undefined {
    return typeof token === 'string' ? this.#files.get(token) : undefined;
  }

  /** Called by the engine for what it hands out. */
  register(path: string, name: string): string {
    return this.add(path, name, 'engine').token;
  }

  /** The same file under the same name keeps its token. */
  add(path: string, name: string, origin: FileOrigin): KnownFile {
    for (const known of this.#files.values())
      if (known.path === path && known.name === name && known.origin === origin) return known;
    const file: KnownFile = { token: randomBytes(24).toString('base64url'), path, name, origin };
    this.#files.set(file.token, file);
    this.#added(file);
    return file;
  }

  /** Takes over what the other side added. */
  take(file: KnownFile): void {
    this.#files.set(file.token, file);
  }

  list(): KnownFile[] {
    return [...this.#files.values()];
  }
}
