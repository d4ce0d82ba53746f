/** The only origin there is: the interface, served from the application's own files. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'tessera';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** Compares parsed addresses: what merely begins like ours is not ours. */
export function isAppUrl(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
  } catch {
    return false;
  }
}

/** The page itself, as opposed to its files: what the window may show. */
export function isAppPage(address: string): boolean {
  if (!isAppUrl(address)) return false;
  const { pathname } = new URL(address);
  return pathname === '/' || pathname === '/index.html';
}
