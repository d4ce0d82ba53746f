import type { MessagePortMain } from 'electron';
import type { Port } from '#shared/transport/message';
import { pipePort } from '#engine/process/messagePort';

/** The main process's end of a message channel. */
export function mainPort(port: MessagePortMain): Port {
  return pipePort({
    postMessage: message => port.postMessage(message),
    close: () => port.close(),
    onMessage: listener => {
      port.on('message', event => listener(event.data));
      port.start();
    },
    onClose: listener => void port.on('close', listener),
  });
}
