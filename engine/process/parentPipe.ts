import type { FromEngine, HostPipe, ToEngine } from './control.ts';

interface UtilityParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** The pipe to whoever started this process: Electron's main process, or Node's `fork`. */
export function parentPipe(): HostPipe {
  const parentPort = (process as { parentPort?: UtilityParentPort }).parentPort;
  if (parentPort) return utilityPipe(parentPort);
  if (!process.send) throw new Error('the engine process must be started by a host');
  return forkPipe();
}

function utilityPipe(port: UtilityParentPort): HostPipe {
  return {
    send: message => port.postMessage(message),
    onMessage: listener => port.on('message', event => listener(event.data as ToEngine)),
    // Electron ends a utility process together with its main process.
    onClose: () => undefined,
  };
}

function forkPipe(): HostPipe {
  return {
    send: (message: FromEngine) => {
      if (process.connected) process.send!(message);
    },
    onMessage: listener => void process.on('message', message => listener(message as ToEngine)),
    onClose: listener => void process.on('disconnect', listener),
  };
}
