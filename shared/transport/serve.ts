import { contract, type EngineEvents, type EventName, type Handlers, type MethodName } from '../contract/contract.ts';
import { AppError, toWireError } from '../errors.ts';
import { z } from 'zod';
import type { Port } from './message.ts';

const incoming = z.union([
  z.strictObject({
    kind: z.literal('request'),
    id: z.number().int().min(0),
    method: z.string().max(100),
    input: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id: z.number().int().min(0) }),
]);

/** Called with every defect met while serving, so that the host can log it. */
export type BugListener = (where: string, error: unknown) => void;

/** Progress is sent at most this often for one job, and always at its end. */
const PROGRESS_EVERY_MS = 60;

/**
 * Answers requests from a port with the engine's handlers. Only methods of the contract are answered, each input is checked
 * against its schema, and a malformed message is answered (when it has an id) or dropped.
 */
export function serve(
  handlers: Handlers,
  port: Port,
  onBug: BugListener,
): { emit<E extends EventName>(name: E, data: EngineEvents[E]): void } {
  const running = new Map<number, AbortController>();
  const abortAll = () => {
    for (const controller of running.values()) controller.abort();
  };
  port.onClose(abortAll);
  port.onMessage(raw => {
    const parsed = incoming.safeParse(raw);
    if (!parsed.success) return;
    if (parsed.data.kind === 'cancel') running.get(parsed.data.id)?.abort();
    else void answer(parsed.data.id, parsed.data.method, parsed.data.input);
  });

  async function answer(id: number, method: string, input: unknown): Promise<void> {
    if (running.has(id)) return;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      port.send({ kind: 'reply', id, output: await call(method, input, controller.signal, progressSender(id)) });
    } catch (error) {
      const wire = toWireError(error, method);
      if (wire.kind === 'bug') onBug(method, error);
      port.send({ kind: 'error', id, error: wire.kind === 'bug' ? { ...wire, stack: '' } : wire });
    } finally {
      running.delete(id);
    }
  }

  function progressSender(id: number) {
    let sentAt = 0;
    return (done: number, total: number, label: string) => {
      const now = performance.now();
      if (done < total && now - sentAt < PROGRESS_EVERY_MS) return;
      sentAt = now;
      port.send({ kind: 'progress', id, done, total, label });
    };
  }

  async function call(
    method: string,
    input: unknown,
    signal: AbortSignal,
    progress: (d: number, t: number, l: string) => void,
  ) {
    if (!Object.hasOwn(contract, method))
      throw new AppError('message.invalid', { method, reason: 'there is no such method' });
    const name = method as MethodName;
    const checked = contract[name].input.safeParse(input);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      throw new AppError('message.invalid', { method, reason: `${issue.path.join('.')}: ${issue.message}` });
    }
    const handler = handlers[name] as (input: unknown, context: unknown) => Promise<unknown>;
    return handler(checked.data, { signal, progress });
  }

  return {
    emit: (name, data) => port.send({ kind: 'event', name, data }),
  };
}
