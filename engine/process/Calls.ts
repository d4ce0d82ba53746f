import { AppError, toWireError } from '#shared/errors';
import type { Message } from '#shared/transport/message';

export type RequestMessage = Extract<Message, { kind: 'request' }>;

/** One that calls the engine: the interface, or the host itself. */
export interface Caller {
  deliver(message: Message): void;
}
export interface Call {
  readonly caller: Caller;
  readonly request: RequestMessage;
  cancelledAt: number | null;
}

/**
 * Calls on their way to one engine. Callers number their calls by themselves, so every call gets a number of ours: a page that is loaded
 * again begins at 0 while calls of its former self still run.
 */
export class Calls {
  readonly #running = new Map<number, Call>();
  #nextId = 0;

  /** @returns the request as the engine is to see it */
  begin(caller: Caller, request: RequestMessage): RequestMessage {
    const id = this.#nextId++;
    this.#running.set(id, { caller, request, cancelledAt: null });
    return { ...request, id };
  }

  /** Hands an answer to whoever called. @returns the call that it ends, if it ends one */
  answer(message: Message): Call | null {
    if (message.kind !== 'reply' && message.kind !== 'error' && message.kind !== 'progress') return null;
    const call = this.#running.get(message.id);
    if (!call) return null;
    call.caller.deliver({ ...message, id: call.request.id });
    if (message.kind === 'progress') return null;
    this.#running.delete(message.id);
    return call;
  }

  /** @returns our numbers of the calls to cancel */
  cancel(caller: Caller, callerId: number | 'all'): number[] {
    const cancelled: number[] = [];
    for (const [id, call] of this.#running) {
      if (call.caller !== caller || (callerId !== 'all' && call.request.id !== callerId)) continue;
      call.cancelledAt ??= performance.now();
      cancelled.push(id);
    }
    return cancelled;
  }

  cancelledForMs(): number {
    const now = performance.now();
    return Math.max(0, ...[...this.#running.values()].map(({ cancelledAt }) => now - (cancelledAt ?? now)));
  }

  running(): Call[] {
    return [...this.#running.values()];
  }

  countOf(caller: Caller): number {
    return this.running().filter(call => call.caller === caller).length;
  }

  /** Ends every call with this error. */
  fail(error: AppError): void {
    const calls = this.running();
    this.#running.clear();
    for (const call of calls) refuse(call.caller, call.request, error);
  }
}

export function refuse(caller: Caller, request: RequestMessage, error: Error): void {
  caller.deliver({ kind: 'error', id: request.id, error: toWireError(error, request.method) });
}
