import type { Message, Port } from '#shared/transport/message';

/** A port of worker_threads (delivers values) or Electron's MessagePortMain (delivers events that hold them). */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (delivered: never) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
  close(): void;
}

export function messagePort(port: MessagePortLike, delivers: 'values' | 'events'): Port {
  let isOpen = true;
  port.on('close', () => (isOpen = false));
  return {
    send: (message: Message) => {
      if (isOpen) port.postMessage(message);
    },
    onMessage: listener => {
      port.on('message', (delivered: unknown) =>
        listener(delivers === 'events' ? (delivered as { data: unknown }).data : delivered),
      );
      port.start?.();
    },
    onClose: listener => void port.on('close', listener),
    close: () => port.close(),
  };
}
