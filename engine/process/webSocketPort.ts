import type { WebSocket } from 'ws';
import type { Message, Port } from '#shared/transport/message';

/** One message per text frame, as JSON. What is not JSON is not listened to. */
export function webSocketPort(socket: WebSocket): Port {
  return {
    send: (message: Message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: listener =>
      void socket.on('message', (data, isBinary) => {
        if (isBinary) return;
        const message = parsed(String(data));
        if (message !== undefined) listener(message);
      }),
    onClose: listener => void socket.on('close', listener),
    close: () => socket.close(1000),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
