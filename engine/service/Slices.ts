import { SLICE_MS } from './limits.ts';

/** Long work in short pieces, one work at a time, so that other requests come through between them. */
export class Slices {
  #last: Promise<unknown> = Promise.resolve();
  #since = 0;

  /** Does a work when those before it are done; it calls `breathe` between its parts. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(() => {
      this.#since = performance.now();
      return work();
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Lets others come through when the piece has taken its time. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await new Promise<void>(resolve => setImmediate(resolve));
    this.#since = performance.now();
  }
}
