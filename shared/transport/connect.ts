import type { EngineEvents, EventName, In, MethodName, Out } from '../contract/contract.ts';
import { AppError, Cancelled, fromWireError } from '../errors.ts';
import type { Message, Port } from './message.ts';

export interface CallOptions {
  signal?: AbortSignal;
  onProgress?: (done: number, total: number, label: string) => void;
}
/** The engine as seen from the other side of a port. */
export interface EngineClient {
  call<M extends MethodName>(method: M, input: In<M>, options?: CallOptions): Promise<Out<M>>;
  on<E extends EventName>(name: E, listener: (data: EngineEvents[E]) => void): () => void;
  onClose(listener: () => void): void;
  close(): void;
}
interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
  onProgress?: CallOptions['onProgress'];
}

export function connect(port: Port): EngineClient {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(data: never) => void>>();
  const closeListeners = new Set<() => void>();
  let nextId = 0;
  let isClosed = false;

  port.onMessage(raw => receive(raw as Message));
  port.onClose(() => {
    isClosed = true;
    for (const entry of waiting.values()) entry.reject(new AppError('engine.notReady', {}));
    waiting.clear();
    for (const listener of closeListeners) listener();
  });

  function receive(message: Message): void {
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.name) ?? []) listener(message.data as never);
      return;
    }
    if (message.kind === 'request' || message.kind === 'cancel') return;
    const entry = waiting.get(message.id);
    if (!entry) return;
    if (message.kind === 'progress') return entry.onProgress?.(message.done, message.total, message.label);
    waiting.delete(message.id);
    if (message.kind === 'reply') entry.resolve(message.output);
    else entry.reject(fromWireError(message.error));
  }

  function call<M extends MethodName>(method: M, input: In<M>, options: CallOptions = {}): Promise<Out<M>> {
    if (isClosed) return Promise.reject(new AppError('engine.notReady', {}));
    if (options.signal?.aborted) return Promise.reject(new Cancelled());
    const id = nextId++;
    return new Promise<Out<M>>((resolve, reject) => {
      waiting.set(id, { resolve: output => resolve(output as Out<M>), reject, onProgress: options.onProgress });
      options.signal?.addEventListener('abort', () => waiting.has(id) && port.send({ kind: 'cancel', id }), {
        once: true,
      });
      port.send({ kind: 'request', id, method, input });
    });
  }

  function on<E extends EventName>(name: E, listener: (data: EngineEvents[E]) => void): () => void {
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set);
    set.add(listener as (data: never) => void);
    return () => set.delete(listener as (data: never) => void);
  }

  return { call, on, onClose: listener => void closeListeners.add(listener), close: () => port.close() };
}
