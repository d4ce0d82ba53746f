declare global {
  var TESSERA_VERSION: string | undefined;
}

/** Put in by the build; results are the same bits only within one version. */
export const APP_VERSION: string = globalThis.TESSERA_VERSION ?? 'development';
