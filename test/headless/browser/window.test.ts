import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { appFolders } from '../../../headless/browser/appFolders.ts';
import { browserPaths, findBrowser } from '../../../headless/browser/findBrowser.ts';
import { openAppWindow } from '../../../headless/browser/openAppWindow.ts';
import { hasDisplay, runBrowserApp } from '../../../headless/browser/runBrowserApp.ts';
import { contentDisposition } from '../../../headless/browser/sendFile.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const folder = temporaryFolder();
afterEach(() => vi.unstubAllEnvs());

describe('the browser', () => {
  it('is looked for where each system keeps it, and one that is named comes first', () => {
    const windows = browserPaths('win32', { ProgramFiles: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Local' });
    expect(windows[0]).toMatch(/Program Files.*chrome\.exe$/);
    expect(windows.some(path => path.endsWith('msedge.exe'))).toBe(true);
    expect(browserPaths('darwin', { HOME: '/Users/a' })).toContain(
      '/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    );
    expect(browserPaths('linux', { PATH: '/a:relative:/b' }).slice(0, 2)).toEqual([
      '/a/google-chrome-stable',
      '/b/google-chrome-stable',
    ]);
    expect(browserPaths('linux', { PATH: '', TESSERA_BROWSER: '/my/browser' })).toEqual(['/my/browser']);
    expect(findBrowser('linux', { PATH: folder })).toBeNull();
    writeFileSync(join(folder, 'chromium'), '');
    expect(findBrowser('linux', { PATH: folder })).toBe(join(folder, 'chromium'));
  });

  it.runIf(process.platform !== 'win32')(
    'is given the address through a file of this user, a profile of its own, and told to stay offline',
    async () => {
      const browser = join(folder, 'fake-browser');
      const seen = join(folder, 'arguments.txt');
      writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > '${seen}'\n`);
      chmodSync(browser, 0o700);
      const window = await openAppWindow(browser, 'http://127.0.0.1:1/#key=SECRET', folder);
      expect(await window.closed).toBe(0);
      const given = readFileSync(seen, 'utf8').trim().split('\n');
      expect(given.join(' ')).not.toContain('SECRET');
      const launch = fileURLToPath(given.find(argument => argument.startsWith('--app='))!.slice('--app='.length));
      expect(readFileSync(launch, 'utf8')).toContain('location.replace("http://127.0.0.1:1/#key=SECRET")');
      expect(statSync(launch).mode & 0o077).toBe(0);
      expect(given).toContain(`--user-data-dir=${join(folder, 'browser')}`);
      expect(statSync(join(folder, 'browser')).mode & 0o077).toBe(0);
      for (const flag of [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ])
        expect(given).toContain(flag);
      expect(given.some(flag => /no-sandbox|remote-debugging|disable-web-security/.test(flag))).toBe(false);
    },
  );

  it('is opened where there is a display', () => {
    expect(hasDisplay('win32', {})).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });
});

describe('the command', () => {
  it.each(
    [
      ['--port', '99999'],
      ['--port', 'x'],
      ['--threads', '0'],
      ['--nothing'],
      ['a', 'b'],
      ['--renderer-url', 'http://evil.example:1'],
      ['--renderer-url', 'http://127.0.0.1:1@evil/'],
    ].map(args => [args]),
  )('is not understood as %j', async args => {
    const said: string[] = [];
    expect(await runBrowserApp(args, line => said.push(line))).toBe(2);
    expect(said[0]).toMatch(/^Usage: browser /);
  });

  it('says in one sentence which file there is not, and leaves nothing behind', async () => {
    vi.stubEnv('XDG_STATE_HOME', folder);
    vi.stubEnv('XDG_CONFIG_HOME', folder);
    const said: string[] = [];
    expect(await runBrowserApp([join(folder, 'none.xlsx')], line => said.push(line))).toBe(1);
    expect(said).toEqual(['There is no file at none.xlsx. Check the name and the folder, or choose another file.']);
  });
});

describe('where things are', () => {
  it('kept on each system', () => {
    expect(appFolders('linux', {}, '/home/a')).toEqual({
      settings: '/home/a/.config/tessera',
      logs: '/home/a/.local/state/tessera',
    });
    expect(appFolders('linux', { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' }, '/home/a')).toEqual({
      settings: '/c/tessera',
      logs: '/s/tessera',
    });
    expect(appFolders('darwin', {}, '/Users/a').logs).toBe('/Users/a/Library/Logs/Tessera');
    expect(appFolders('win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\U').settings).toContain('Tessera');
    expect(existsSync('/home/a/.config/tessera')).toBe(false);
  });
});

describe('the header of a download', () => {
  it.each([
    ['a.pdf', `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`],
    [`q"u\\o%'(te)*.csv`, `attachment; filename="q_u_o_'(te)*.csv"; filename*=UTF-8''q%22u%5Co%25%27%28te%29%2A.csv`],
    ['März 😀.xlsx', `attachment; filename="M_rz __.xlsx"; filename*=UTF-8''M%C3%A4rz%20%F0%9F%98%80.xlsx`],
  ])('of %s is whole', (name, header) => {
    expect(contentDisposition(name)).toBe(header);
  });
});
