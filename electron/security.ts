import { app, protocol, type Session, type WebContents } from 'electron';
import { safeFileName } from '#engine/process/safeFileName';
import { APP_SCHEME, APP_URL, isAppPage, isAppUrl } from './appOrigin.ts';
import { SCHEME_PRIVILEGES } from './protocol.ts';

/** Keeps Chromium's own services from looking for the network. */
const OFFLINE_SWITCHES: readonly (readonly [string, string?])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['disable-features', 'OptimizationHints,AutofillServerCommunication,MediaRouter,Translate'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
];

/** Set once for the whole application, before it is ready. */
export function secureApp(): void {
  app.enableSandbox();
  for (const [name, value] of OFFLINE_SWITCHES) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: SCHEME_PRIVILEGES }]);
  app.on('web-contents-created', (_event, contents) => secureContents(contents));
}

/** No permission, no network, no dictionary download; downloads only of what the page made itself. */
export function secureSession(session: Session, isDeveloping: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url, isDeveloping) }));
  session.on('will-download', (event, item) => {
    if (!isMadeByPage(item.getURL())) return event.preventDefault();
    item.setSaveDialogOptions({ defaultPath: safeFileName(item.getFilename()) });
  });
}

/** Whether the page may load an address: its own files and what it made in memory. */
export function mayLoad(address: string, isDeveloping: boolean): boolean {
  if (isAppUrl(address) || isMadeByPage(address)) return true;
  return isDeveloping && address.startsWith('devtools://');
}

function isMadeByPage(address: string): boolean {
  return address.startsWith(`blob:${APP_URL}`) || address.startsWith('data:');
}

/** No way out of the page: no navigation, no window, no embedded page. */
export function secureContents(contents: WebContents): void {
  const stay = (details: { url: string; preventDefault(): void }) => {
    if (!isAppPage(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
