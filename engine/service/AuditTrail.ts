import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A call as it is kept: never what was asked or answered, nor the token. */
export interface AuditedCall {
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly route: string;
  /** Hash of the model file; null where no model was asked. */
  readonly model: string | null;
  readonly rows: number;
  /** Of the body; null without one. */
  readonly inputSha256: string | null;
  readonly status: number;
  readonly ms: number;
}

const ROTATE_BYTES = 64 * 1024 * 1024;

/**
 * The calls of a service as lines of JSON, only readable by who runs it. Lines are written in the order of the calls, many at once where many come; a file that has
 * become large is put aside under the time it was closed and never deleted.
 */
export class AuditTrail {
  readonly path: string;
  readonly #rotateBytes: number;
  #waiting: string[] = [];
  #writing: Promise<void> | null = null;
  #size: number | null = null;
  #isBroken = false;

  constructor(path: string, rotateBytes = ROTATE_BYTES) {
    this.path = path;
    this.#rotateBytes = rotateBytes;
  }

  /** Whether the last lines could not be written; they are kept and tried again with `flush`. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  add(call: AuditedCall): void {
    this.#waiting.push(JSON.stringify(call));
    if (!this.#isBroken && !this.#writing) void this.flush();
  }

  /** Ends when everything that was added before is on the disk, or could not be written; what could not is tried again. */
  flush(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = null));
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    do await this.#write();
    while (this.#waiting.length > 0 && !this.#isBroken);
  }

  async #write(): Promise<void> {
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    const text = `${lines.join('\n')}\n`;
    try {
      await this.#makeRoom();
      await appendFile(this.path, text, { mode: 0o600 });
      this.#size = (this.#size ?? 0) + text.length;
      this.#isBroken = false;
    } catch {
      this.#isBroken = true;
      this.#waiting = [...lines, ...this.#waiting];
    }
  }

  async #makeRoom(): Promise<void> {
    if (this.#size === null) {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      this.#size = await stat(this.path).then(
        ({ size }) => size,
        () => 0,
      );
    }
    if (this.#size < this.#rotateBytes) return;
    await rename(this.path, this.path.replace(/(\.\w+)?$/, `-${new Date().toISOString().replace(/[:.]/g, '-')}$1`));
    this.#size = 0;
  }
}
