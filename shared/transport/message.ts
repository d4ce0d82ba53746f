import type { WireError } from '../errors.ts';

export type Message =
  | { kind: 'request'; id: number; method: string; input: unknown }
  | { kind: 'cancel'; id: number }
  | { kind: 'reply'; id: number; output: unknown }
  | { kind: 'error'; id: number; error: WireError }
  | { kind: 'progress'; id: number; done: number; total: number; label: string }
  | { kind: 'event'; name: string; data: unknown };

/** A two-way pipe of messages. MessagePort, WebSocket, child process and memory all fit behind it. */
export interface Port {
  send(message: Message): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
