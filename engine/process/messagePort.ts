import type { MessagePort } from 'node:worker_threads';
import type { Message, Port } from '#shared/transport/message';

export interface PipeEnd {
  postMessage(message: unknown): void;
  close(): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** A port over anything like a MessagePort: sending is over when the pipe is closed. */
export function pipePort(end: PipeEnd): Port {
  let isOpen = true;
  end.onClose(() => (isOpen = false));
  return {
    send: (message: Message) => {
      if (isOpen) end.postMessage(message);
    },
    onMessage: listener => end.onMessage(listener),
    onClose: listener => end.onClose(listener),
    close: () => end.close(),
  };
}

/** A MessagePort of Node's worker threads. */
export function messagePort(port: MessagePort): Port {
  return pipePort({
    postMessage: message => port.postMessage(message),
    close: () => port.close(),
    onMessage: listener => void port.on('message', listener),
    onClose: listener => void port.on('close', listener),
  });
}
