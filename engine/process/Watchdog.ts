import { formatBytes } from '#shared/format';

export interface WatchLimits {
  /** Most memory the engine process may hold. */
  readonly rssBytes: number;
  /** Longest time without a sign of life once it is ready. */
  readonly silentMs: number;
  /** Longest time from its start to its readiness. */
  readonly startMs: number;
  /** Longest time it may go on with a call after that was cancelled. */
  readonly cancelMs: number;
  /** Between two looks. */
  readonly everyMs: number;
}
export interface Watched {
  isReady(): boolean;
  /** Milliseconds since the oldest cancelled call that still runs was cancelled; 0 when there is none. */
  cancelledForMs(): number;
  readRss(): Promise<number | null>;
  /** Ends it; `reason` completes "… was stopped: ". */
  stop(reason: string): void;
}

/** Looks after one engine process: its memory, its signs of life, and whether it stops when asked. */
export class Watchdog {
  readonly #limits: WatchLimits;
  readonly #watched: Watched;
  readonly #timer: NodeJS.Timeout;
  #silentMs = 0;
  #lookedAt = performance.now();
  #isOver = false;

  constructor(limits: WatchLimits, watched: Watched) {
    this.#limits = limits;
    this.#watched = watched;
    this.#timer = setInterval(() => void this.#look(), limits.everyMs);
    this.#timer.unref();
  }

  sawLife(rssBytes: number): void {
    if (this.#watched.isReady()) this.#silentMs = 0;
    this.#checkMemory(rssBytes);
  }

  end(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const now = performance.now();
    // A machine that slept, or a host that was busy itself, is not silence of the engine.
    this.#silentMs += Math.min(now - this.#lookedAt, 2 * this.#limits.everyMs);
    this.#lookedAt = now;
    const isReady = this.#watched.isReady();
    const allowedMs = isReady ? this.#limits.silentMs : this.#limits.startMs;
    if (this.#silentMs > allowedMs)
      return this.#stop(
        isReady ? `it gave no sign of life for ${seconds(allowedMs)}` : `it did not start within ${seconds(allowedMs)}`,
      );
    if (this.#watched.cancelledForMs() > this.#limits.cancelMs)
      return this.#stop(`it went on for ${seconds(this.#limits.cancelMs)} after it was cancelled`);
    const rssBytes = await this.#watched.readRss();
    if (rssBytes !== null) this.#checkMemory(rssBytes);
  }

  #checkMemory(rssBytes: number): void {
    if (rssBytes > this.#limits.rssBytes)
      this.#stop(`it needed more than ${formatBytes(this.#limits.rssBytes)} of memory`);
  }

  #stop(reason: string): void {
    if (this.#isOver) return;
    this.end();
    this.#watched.stop(reason);
  }
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} seconds`;
}
