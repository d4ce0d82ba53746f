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
/** Calls that are only counted, since the line before. */
export interface CountedCalls {
  readonly time: string;
  readonly counted: Readonly<Record<string, number>>;
}

/** What the log is called, in the app's folder of logs. */
export const AUDIT_FILE = 'scoring-service.jsonl';
const ROTATE_BYTES = 64 * 1024 * 1024;
const COUNT_MS = 1_000;
/** Lines that wait for the disk; with as many the log counts as broken. */
const MOST_WAITING = 10_000;

/**
 * The calls of a service as lines of JSON, only readable by who runs it. Lines are written in the order of the calls, many at once where many come; a file that has
 * become large is put aside under the time it was closed and never deleted. What anybody can bring about without end is counted in one line a second.
 */
export class AuditTrail {
  readonly path: string;
  readonly #rotateBytes: number;
  #waiting: string[] = [];
  #counted = new Map<number, number>();
  #isCounting = false;
  /** Whether the counts are written with the next lines. */
  #isCountDue = false;
  #writing: Promise<void> | null = null;
  #size: number | null = null;
  #rotateAt: number;
  /** Files that were put aside: two within a millisecond have names of their own. */
  #nClosed = 0;
  #isBroken = false;

  constructor(path: string, rotateBytes = ROTATE_BYTES) {
    this.path = path;
    this.#rotateBytes = rotateBytes;
    this.#rotateAt = rotateBytes;
  }

  /** Whether the last lines could not be written; they are kept and tried again with `flush`. */
  get isBroken(): boolean {
    return this.#isBroken || this.#waiting.length >= MOST_WAITING;
  }

  /** Keeps a call. While the log is broken, refused calls are only counted, and all of them once many wait. */
  add(call: AuditedCall): void {
    if (this.isBroken && (call.status >= 400 || this.#waiting.length >= MOST_WAITING)) {
      this.count(call.status);
      return;
    }
    this.#waiting.push(JSON.stringify(call));
    if (!this.#isBroken) this.#begin();
  }

  /** Counts a call by its status in place of keeping it. */
  count(status: number): void {
    this.#countMore(status, 1);
    if (this.#isCounting) return;
    this.#isCounting = true;
    setTimeout(() => {
      this.#isCounting = false;
      if (!this.#isBroken) void this.flush();
    }, COUNT_MS).unref();
  }

  /** Ends when everything that was added before is on the disk, or could not be written; what could not is tried again. Never fails. */
  flush(): Promise<void> {
    this.#isCountDue = true;
    return this.#begin();
  }

  #begin(): Promise<void> {
    this.#writing ??= this.#writeAll();
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    do await this.#write();
    while ((this.#waiting.length > 0 || this.#isCountDue) && !this.#isBroken);
    this.#writing = null;
  }

  async #write(): Promise<void> {
    const lines = this.#waiting;
    const counted = this.#isCountDue ? this.#counted : new Map<number, number>();
    this.#waiting = [];
    if (this.#isCountDue) this.#counted = new Map();
    this.#isCountDue = false;
    if (lines.length === 0 && counted.size === 0) return;
    try {
      const written = counted.size > 0 ? [...lines, countLine(counted)] : lines;
      await this.#makeRoom();
      // What failed may have left a part of a line.
      const text = `${this.#isBroken && this.#size! > 0 ? '\n' : ''}${written.join('\n')}\n`;
      await appendFile(this.path, text, { mode: 0o600 });
      this.#size! += Buffer.byteLength(text);
      this.#isBroken = false;
    } catch {
      this.#isBroken = true;
      this.#size = null;
      this.#waiting = [...lines, ...this.#waiting];
      for (const [status, n] of counted) this.#countMore(status, n);
    }
  }

  #countMore(status: number, n: number): void {
    this.#counted.set(status, (this.#counted.get(status) ?? 0) + n);
  }

  async #makeRoom(): Promise<void> {
    if (this.#size === null) {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      this.#size = await stat(this.path).then(
        ({ size }) => size,
        () => 0,
      );
    }
    if (this.#size < this.#rotateAt) return;
    try {
      const closed = `${new Date().toISOString().replace(/[:.]/g, '-')}-${(this.#nClosed += 1)}`;
      await rename(this.path, this.path.replace(/(\.\w+)?$/, `-${closed}$1`));
      this.#size = 0;
      this.#rotateAt = this.#rotateBytes;
    } catch {
      // A file that cannot be put aside, perhaps because it is being read, goes on growing until the next mark.
      this.#rotateAt = this.#size + this.#rotateBytes;
    }
  }
}

function countLine(counted: ReadonlyMap<number, number>): string {
  return JSON.stringify({
    time: new Date().toISOString(),
    counted: Object.fromEntries(counted),
  } satisfies CountedCalls);
}
