import type { Host, TesseraBridge } from '#shared/host';
import { browserHost } from './browserHost.ts';
import { electronHost } from './electronHost.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload script; absent in a browser. */
    readonly tessera?: TesseraBridge;
  }
}

/** The program around this page. To be called once, before the address is used for anything else: it may hold the key of this launch. */
export function findHost(): Promise<Host> {
  return window.tessera ? Promise.resolve(electronHost(window.tessera)) : browserHost();
}
