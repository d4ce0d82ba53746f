import { fromWireError } from '#shared/errors';
import { ENGINE_PORT_MESSAGE, type BridgeAnswer, type Host, type TesseraBridge } from '#shared/host';
import type { Port } from '#shared/transport/message';
import { domPort } from './domPort.ts';

/** The desktop application around this page, through what its preload script offers. */
export function electronHost(bridge: TesseraBridge): Host {
  return {
    kind: 'electron',
    platform: bridge.platform,
    version: bridge.version,
    connect: () => connect(bridge),
    openFile: async () => valueOf(await bridge.openFile()),
    openModel: async () => valueOf(await bridge.openModel()),
    droppedFile: async file => valueOf(await bridge.droppedFile(file)),
    saveFile: async ({ token, name }) => valueOf(await bridge.saveFile(token, name)),
    saveProjectAs: async name => valueOf(await bridge.saveProjectAs(name)),
    projectSaved: async () => valueOf(await bridge.projectSaved()),
    recentFiles: async () => valueOf(await bridge.recentFiles()),
    startFile: async () => valueOf(await bridge.startFile()),
    onMenu: listener => bridge.onMenu(listener),
    onOpenFile: listener => bridge.onOpenFile(listener),
  };
}

function connect(bridge: TesseraBridge): Promise<Port> {
  return new Promise(resolve => {
    const receive = (event: MessageEvent) => {
      if (event.source !== window || event.data !== ENGINE_PORT_MESSAGE || event.ports.length !== 1) return;
      window.removeEventListener('message', receive);
      resolve(domPort(event.ports[0]));
    };
    window.addEventListener('message', receive);
    bridge.connectEngine();
  });
}

/** Errors cross the bridge as data, because an exception would lose its code on the way. */
function valueOf<T>(answer: BridgeAnswer<T>): T {
  if ('error' in answer) throw fromWireError(answer.error);
  return answer.value;
}
