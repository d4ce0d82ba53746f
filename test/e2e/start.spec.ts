import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const home = mkdtempSync(join(tmpdir(), 'tessera-start-'));
test.afterAll(() => rmSync(home, { recursive: true, force: true }));

/** `npm start` in an environment of its own. */
function start(args: string[], env: Record<string, string>) {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, INIT_CWD: _cwd, ...rest } = process.env;
  const folders = { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, TMPDIR: home };
  const child = spawn(process.execPath, ['scripts/start.mjs', ...args], { env: { ...rest, ...folders, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text));
  return { child, said: () => said };
}
async function interrupt(child: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve));
  child.kill('SIGINT');
  return ended;
}
const left = () => readdirSync(home).filter(name => name.startsWith('tessera-host-'));

test.describe('npm start', () => {
  test.skip(process.platform === 'win32', 'signals to other processes are not delivered on Windows');

  test('does the main job in the terminal without a display, then serves the app until Ctrl+C', async () => {
    const { child, said } = start(['assets/samples/RiskSummary.xlsx'], {});
    await expect.poll(said, { timeout: 60_000 }).toContain('Tessera is at http://127.0.0.1:');
    expect(said()).toContain('There is no display, so the main job runs here');
    expect(said()).toMatch(/[45],\d{3} customers fall into \d segments/);
    const report = /^\s*(\S+RiskSummary-report\.pdf)$/m.exec(said())![1];
    expect(existsSync(report)).toBe(true);
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said())![0];
    expect((await fetch(address)).status).toBe(200);
    expect(await interrupt(child)).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
    expect(left()).toEqual([]);
  });

  test('says in one sentence what is wrong with a file, and ends', async () => {
    const { child, said } = start(['no such file.xlsx'], {});
    const status = await new Promise(resolve => child.on('exit', resolve));
    expect(status).toBe(1);
    expect(said()).toContain('no such file.xlsx');
    expect(said()).not.toMatch(/\bat \S+:\d+:\d+/);
  });

  test('opens a window of the browser where there is a display, and ends with it', async () => {
    const browser = join(home, 'browser');
    writeFileSync(
      browser,
      `#!/bin/sh\nfor a in "$@"; do case "$a" in --app=*) cat "\${a#--app=file://}" > '${home}/opened';; esac; done\nsleep 4\n`,
    );
    chmodSync(browser, 0o700);
    const { child, said } = start(['--browser'], { DISPLAY: ':99', TESSERA_BROWSER: browser });
    const status = await new Promise(resolve => child.on('exit', resolve));
    expect(said()).toContain(`Tessera opens in ${browser}`);
    expect(readFileSync(join(home, 'opened'), 'utf8')).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#key=/);
    expect(status).toBe(0);
    expect(left()).toEqual([]);
  });

  test('refuses what it does not understand', async () => {
    const { child, said } = start(['--nothing'], {});
    expect(await new Promise(resolve => child.on('exit', resolve))).toBe(2);
    expect(said()).toContain('Usage: npm start');
  });
});
