import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { formatBytes } from '#shared/format';
import type { Call } from './Call.ts';
import { MOST_HELD_BYTES } from './limits.ts';
import { refuse, refuseWith, type Refusal } from './Refusal.ts';

const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i;

export interface Body {
  readonly text: string;
  readonly sha256: string;
}

/** Reads bodies under a limit for each and one for all together. */
export class BodyReader {
  #heldBytes = 0;

  /**
   * What is read counts as held until `call.release` is called.
   * @param most bytes
   * @throws Refusal `request.type`, `request.size`, `request.cut`, `json.utf8`, `service.busy`
   */
  async read(call: Call, most: number): Promise<Body> {
    const { request } = call;
    const { headers } = request;
    const encoding = headers['content-encoding'] ?? 'identity';
    if (!JSON_TYPE.test(headers['content-type'] ?? '') || encoding !== 'identity') throw refuse('request.type');
    if (Number(headers['content-length'] ?? 0) > most) throw refuse('request.size', formatBytes(most));
    let held = 0;
    const hold = (bytes: number): Refusal | null => {
      held += bytes;
      this.#heldBytes += bytes;
      if (held > most) return refuse('request.size', formatBytes(most));
      return this.#heldBytes > MOST_HELD_BYTES ? refuseWith({ 'retry-after': '1' }, 'service.busy') : null;
    };
    call.release = () => {
      this.#heldBytes -= held;
      held = 0;
    };
    return receive(request, hold);
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
