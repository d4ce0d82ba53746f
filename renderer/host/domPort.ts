import type { Port } from '#shared/transport/message';

/** A MessagePort of the page. Closing one end closes the other. */
export function domPort(port: MessagePort): Port {
  const closeListeners: (() => void)[] = [];
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    for (const listener of closeListeners) listener();
  };
  port.addEventListener('close', close);
  return {
    send: message => {
      if (isOpen) port.postMessage(message);
    },
    onMessage: listener => {
      port.addEventListener('message', event => listener(event.data));
      port.start();
    },
    onClose: listener => void closeListeners.push(listener),
    close: () => {
      port.close();
      close();
    },
  };
}
