/** Lets so many through at once, and so many a second after that. Holds no timer. */
export class TokenBucket {
  readonly perSecond: number;
  readonly atOnce: number;
  #left: number;
  #since: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(perSecond: number, atOnce: number, now: number) {
    this.perSecond = perSecond;
    this.atOnce = atOnce;
    this.#left = atOnce;
    this.#since = now;
  }

  /** Takes one, and says whether there was one. */
  take(now: number): boolean {
    this.#left = Math.min(this.atOnce, this.#left + ((now - this.#since) / 1000) * this.perSecond);
    this.#since = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  get left(): number {
    return Math.floor(this.#left);
  }

  /** Whole seconds, at least 1, until the next is let through. */
  waitSeconds(): number {
    return Math.max(1, Math.ceil((1 - this.#left) / this.perSecond));
  }

  /** Whole seconds until as many as at first may come at once. */
  fullInSeconds(): number {
    return Math.ceil((this.atOnce - this.#left) / this.perSecond);
  }
}
