import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { MOST_BODY_BYTES, MOST_HELD_BYTES } from './limits.ts';
import { refuse, refuseWith, type Refusal } from './Refusal.ts';

const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i;

export interface Body {
  readonly text: string;
  readonly sha256: string;
}

/** Reads bodies under a limit for each and one for all together. */
export class BodyReader {
  #heldBytes = 0;

  /** @throws Refusal `request.type`, `request.size`, `request.cut`, `json.utf8`, `service.busy` */
  async read(request: IncomingMessage): Promise<Body> {
    const { headers } = request;
    const encoding = headers['content-encoding'] ?? 'identity';
    if (!JSON_TYPE.test(headers['content-type'] ?? '') || encoding !== 'identity') throw refuse('request.type');
    if (Number(headers['content-length'] ?? 0) > MOST_BODY_BYTES) throw refuse('request.size');
    let held = 0;
    const hold = (bytes: number): Refusal | null => {
      held += bytes;
      this.#heldBytes += bytes;
      if (held > MOST_BODY_BYTES) return refuse('request.size');
      return this.#heldBytes > MOST_HELD_BYTES ? refuseWith({ 'retry-after': '1' }, 'service.busy') : null;
    };
    try {
      return await receive(request, hold);
    } finally {
      this.#heldBytes -= held;
    }
  }
}

function receive(request: IncomingMessage, hold: (bytes: number) => Refusal | null): Promise<Body> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const hash = createHash('sha256');
    request.on('data', (part: Buffer) => {
      const refusal = hold(part.length);
      if (refusal) {
        request.removeAllListeners('data');
        request.resume();
        reject(refusal);
        return;
      }
      hash.update(part);
      parts.push(part);
    });
    request.on('end', () => {
      const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
      if (isUtf8(bytes)) resolve({ text: bytes.toString('utf8'), sha256: hash.digest('hex') });
      else reject(refuse('json.utf8'));
    });
    request.on('error', () => reject(refuse('request.cut')));
    request.on('close', () => reject(refuse('request.cut')));
  });
}
