import type { IncomingMessage } from 'node:http';
import { refuse, refuseWith } from './Refusal.ts';
import { tokenCheck } from './serviceToken.ts';
import { TokenBucket } from './TokenBucket.ts';
import { WRONG_TOKENS_AT_ONCE, WRONG_TOKENS_PER_SECOND } from './limits.ts';

/**
 * That a request was meant for this service and for no other name that leads here.
 * @throws Refusal `request.host`, `request.origin`
 */
export function guardOrigin({ rawHeaders, headers }: IncomingMessage, authority: string): void {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i].toLowerCase() === 'host') hosts++;
  // Clients leave out the port that HTTP has by itself.
  const isOwn = headers.host === authority || `${headers.host}:80` === authority;
  if (hosts !== 1 || !isOwn) throw refuse('request.host', authority);
  if (headers.origin !== undefined) throw refuse('request.origin');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none') throw refuse('request.origin');
}

/** Lets those through who have the token. Wrong tokens are answered ever more slowly by refusing them; the right one is never locked out by others. */
export class TokenGuard {
  readonly #isRight: (authorization: string | undefined) => boolean;
  readonly #wrong = new TokenBucket(WRONG_TOKENS_PER_SECOND, WRONG_TOKENS_AT_ONCE, performance.now());

  constructor(token: string) {
    this.#isRight = tokenCheck(token);
  }

  /** @throws Refusal `request.token`, `request.tooManyWrongTokens` */
  check({ headers }: IncomingMessage): void {
    if (this.#isRight(headers.authorization)) return;
    if (this.#wrong.take(performance.now())) throw refuseWith({ 'www-authenticate': 'Bearer' }, 'request.token');
    throw refuseWith({ 'retry-after': String(this.#wrong.waitSeconds()) }, 'request.tooManyWrongTokens');
  }
}
