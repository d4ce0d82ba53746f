import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SECRET_BYTES = 32;

/** Who may talk to this host: pages that it served itself, in a browser that was given the key of this launch. */
export class Access {
  readonly key = randomBytes(SECRET_BYTES).toString('base64url');
  readonly #session = randomBytes(SECRET_BYTES).toString('base64url');
  readonly authority: string;
  readonly #cookieName: string;

  constructor(port: number) {
    this.authority = `127.0.0.1:${port}`;
    this.#cookieName = `tessera-${port}`;
  }

  get origin(): string {
    return `http://${this.authority}`;
  }

  /** A name that resolves to 127.0.0.1 is not enough: a page of another site can make its own name do so. */
  isForUs(request: IncomingMessage): boolean {
    const hosts = request.rawHeaders.filter((_value, i, all) => i % 2 === 1 && all[i - 1].toLowerCase() === 'host');
    return hosts.length === 1 && hosts[0] === this.authority;
  }

  /** Sent by a page of ours, or the person's own navigation. */
  isOwnRead({ headers }: IncomingMessage): boolean {
    if (headers.origin !== undefined && headers.origin !== this.origin) return false;
    const site = headers['sec-fetch-site'];
    if (site === undefined || site === 'same-origin' || site === 'none') return true;
    return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  }

  /** Sent by a page of ours, for certain. */
  isOwnAction({ headers }: IncomingMessage): boolean {
    const site = headers['sec-fetch-site'];
    return headers.origin === this.origin && (site === undefined || site === 'same-origin');
  }

  hasSession({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map(part => part.trim());
    const prefix = `${this.#cookieName}=`;
    const mine = cookies.filter(cookie => cookie.startsWith(prefix));
    return mine.length === 1 && isEqual(mine[0].slice(prefix.length), this.#session);
  }

  isKey(given: unknown): boolean {
    return typeof given === 'string' && isEqual(given, this.key);
  }

  cookie(): string {
    return `${this.#cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
function isEqual(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
