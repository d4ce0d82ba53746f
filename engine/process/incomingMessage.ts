import type { Message } from '#shared/transport/message';

/** What an interface may send: a request or a cancel of the right shape. Its input is checked at the engine's door. */
export function incomingMessage(raw: unknown): Message | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const { kind, id, method, input } = raw as { kind?: unknown; id?: unknown; method?: unknown; input?: unknown };
  if (!Number.isSafeInteger(id) || (id as number) < 0) return null;
  if (kind === 'cancel') return { kind, id: id as number };
  if (kind !== 'request' || typeof method !== 'string' || method.length > 100) return null;
  return { kind, id: id as number, method, input };
}
