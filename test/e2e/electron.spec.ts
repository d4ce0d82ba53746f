import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, test } from '@playwright/test';

const packageFolder = resolve('node_modules', 'electron');
const pathFile = join(packageFolder, 'path.txt');
const binary = existsSync(pathFile) ? join(packageFolder, 'dist', readFileSync(pathFile, 'utf8')) : null;
const isInstalled = binary !== null && existsSync(binary);
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const canRun = isInstalled && hasDisplay;

// Electron's binary comes from outside the package registries. Where it is missing, this one test says so by its name.
if (!canRun) {
  const why = isInstalled ? 'there is no display' : "Electron's binary is not installed";
  test(`the desktop application was built but NOT run: ${why}`, () => {
    console.log(`The tests of the real desktop application were not run because ${why}.`);
    const main = readFileSync(join('dist', 'electron', 'main.js'), 'utf8');
    const imported = [...main.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => name);
    expect(imported).toContain('electron');
    expect(imported.filter(name => !/^(electron|zod|node:[a-z_/]+)$/.test(name))).toEqual([]);
    // A sandboxed preload script can load nothing but Electron itself.
    const preload = readFileSync(join('dist', 'electron', 'preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
    expect(existsSync(join('dist', 'node', 'engineProcess.js'))).toBe(true);
  });
} else {
  test.describe('the desktop application', () => {
    test('opens its window from app://tessera, sandboxed, with its engine', async () => {
      const home = mkdtempSync(join(tmpdir(), 'tessera-desktop-'));
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const app = await _electron.launch({
        executablePath: binary,
        args: [...sandbox, `--user-data-dir=${home}`, '.'],
      });
      try {
        const page = await app.firstWindow();
        const errors: string[] = [];
        page.on('console', message => message.type() === 'error' && errors.push(message.text()));
        page.on('pageerror', error => errors.push(error.message));
        await expect(page.locator('#root')).not.toBeEmpty();
        expect(page.url()).toMatch(/^app:\/\/tessera\//);
        const seen = await page.evaluate(() => ({
          hasNode: 'process' in window || 'require' in window,
          bridge: Object.keys((window as unknown as { tessera: object }).tessera).sort(),
          isFrozen: Object.isFrozen((window as unknown as { tessera: object }).tessera),
        }));
        expect(seen.hasNode).toBe(false);
        expect(seen.isFrozen).toBe(true);
        expect(seen.bridge).toContain('openFile');
        expect(
          await page.evaluate(() =>
            fetch('https://example.com/').then(
              () => 'reached',
              () => 'refused',
            ),
          ),
        ).toBe('refused');
        await page.evaluate(() => window.open('https://example.com/'));
        await page.evaluate(() => void (window.location.href = 'https://example.com/'));
        await page.waitForTimeout(300);
        expect(app.windows()).toHaveLength(1);
        expect(page.url()).toMatch(/^app:\/\/tessera\//);
        const processes = await app.evaluate(({ app: main }) =>
          main.getAppMetrics().map(metric => metric.serviceName ?? metric.name ?? metric.type),
        );
        expect(processes.join(' ')).toContain('Tessera engine');
        expect(errors.filter(text => !/example\.com|Content Security Policy/.test(text))).toEqual([]);
      } finally {
        await app.close();
        rmSync(home, { recursive: true, force: true });
      }
    });
  });
}
