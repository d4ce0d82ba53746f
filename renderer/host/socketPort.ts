import type { Message, Port } from '#shared/transport/message';

/** Opens a WebSocket and speaks JSON over it, one message per frame. Rejects when the host refuses. */
export function openSocketPort(url: string): Promise<Port> {
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(portOf(socket)), { once: true });
    socket.addEventListener('error', () => reject(new Error('the connection to the engine was refused')), {
      once: true,
    });
  });
}

function portOf(socket: WebSocket): Port {
  return {
    send: (message: Message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: listener => socket.addEventListener('message', event => listener(JSON.parse(String(event.data)))),
    onClose: listener => socket.addEventListener('close', () => listener()),
    close: () => socket.close(1000),
  };
}
