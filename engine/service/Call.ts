import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request on its way, with what the audit log and the metrics are told of it. Nothing of its content. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Milliseconds of a clock that never goes back. */
  readonly begun: number;
  /** As the routes are called; "other" for addresses that there are not. */
  route: string;
  /** Whether the caller has shown the token. */
  hasToken: boolean;
  /** Hash of the model file that was asked. */
  model: string | null;
  rows: number;
  inputSha256: string | null;
  /** Called once the answer is sent or nobody waits for it: what was held for the call is let go. */
  release: () => void;
}
/** What goes out: a body as text, and what it is. */
export interface Reply {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain; version=0.0.4';
  readonly body: string;
}

export function newCall(request: IncomingMessage, response: ServerResponse): Call {
  const asked = { route: 'other', hasToken: false, model: null, rows: 0, inputSha256: null, release: () => undefined };
  return { request, response, begun: performance.now(), ...asked };
}

export function jsonReply(value: unknown, status = 200): Reply {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}
