import { expect, test } from './support.ts';

test.describe('the interface in a browser', () => {
  test('takes the key out of the address and the history, and works again after a reload', async ({ app, host }) => {
    const key = host.url.split('#key=')[1];
    expect(app.url()).not.toContain(key);
    await app.reload();
    await expect(app.locator('#root')).not.toBeEmpty();
    expect(await app.evaluate(() => document.documentElement.outerHTML)).not.toContain(key);
    expect(
      await app.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])),
    ).not.toContain(key);
    expect(await app.evaluate(() => document.cookie)).toBe('');
  });

  test('is nothing without the key', async ({ browser, host }) => {
    const page = await browser.newPage();
    const { origin } = new URL(host.url);
    const socket = page.waitForEvent('websocket', { timeout: 2000 }).catch(() => null);
    await page.goto(`${origin}/`);
    const statuses = await page.evaluate(async () => {
      const ask = async (path: string, method: string) => (await fetch(path, { method })).status;
      return [await ask('/host', 'GET'), await ask('/upload?name=a', 'POST'), await ask('/project?name=a', 'POST')];
    });
    expect(statuses).toEqual([403, 403, 403]);
    expect(await socket).toBeNull();
    await page.close();
  });

  test('runs no script but its own and reaches no one else', async ({ app, offences }) => {
    const outcome = await app.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', event => violations.push(event.effectiveDirective));
      const inline = document.createElement('script');
      inline.textContent = 'window.wasInjected = true';
      document.body.append(inline);
      const image = document.createElement('img');
      image.src = 'http://127.0.0.1:9/pixel.png';
      document.body.append(image);
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = 'https://example.com/x.css';
      document.head.append(style);
      const refused: string[] = [];
      const attempt = async (name: string, work: () => unknown) => {
        try {
          await work();
        } catch {
          refused.push(name);
        }
      };
      // The debugger lifts the ban on eval for as long as its own call lasts.
      await new Promise(resolve => setTimeout(resolve, 50));
      // oxlint-disable-next-line no-eval
      await attempt('eval', () => (0, eval)('1'));
      await attempt('Function', () => new Function('return 1')());
      await attempt('fetch', () => fetch('https://example.com/'));
      await attempt('fetch of this machine', () => fetch('http://127.0.0.1:9/'));
      await attempt(
        'websocket',
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket('wss://example.com/');
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      );
      await attempt(
        'worker',
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
            worker.onmessage = resolve;
            worker.onerror = reject;
          }),
      );
      // Seven kinds were provoked. The browser tells of them in its own time.
      for (let look = 0; look < 100 && new Set(violations).size < 7; look++)
        await new Promise(resolve => setTimeout(resolve, 100));
      return { violations: [...new Set(violations)].sort(), refused, wasInjected: 'wasInjected' in window };
    });
    expect(outcome.wasInjected).toBe(false);
    expect(outcome.refused).toEqual(['eval', 'Function', 'fetch', 'fetch of this machine', 'websocket', 'worker']);
    expect(outcome.violations).toEqual(
      expect.arrayContaining([
        'connect-src',
        'frame-src',
        'img-src',
        'script-src',
        'script-src-elem',
        'style-src-elem',
        'worker-src',
      ]),
    );
    // Each of these was provoked above.
    offences.splice(0);
  });

  test('cannot be framed or read by another site', async ({ browser, host }) => {
    const page = await browser.newPage();
    await page.route('http://127.0.0.1:1/**', route =>
      route.fulfill({ contentType: 'text/html', body: '<p>other site</p>' }),
    );
    await page.goto('http://127.0.0.1:1/');
    const { origin } = new URL(host.url);
    const seen = await page.evaluate(async address => {
      const frame = document.createElement('iframe');
      frame.src = address;
      const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await loaded;
      const read = await fetch(`${address}/host`, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      );
      const posted = await fetch(`${address}/upload?name=a.csv`, { method: 'POST', mode: 'no-cors', body: 'a' }).then(
        answer => answer.type,
        () => 'refused',
      );
      const socket = await new Promise(resolve => {
        const opened = new WebSocket(`${address.replace('http', 'ws')}/engine`);
        opened.onopen = () => resolve('open');
        opened.onerror = () => resolve('refused');
      });
      return {
        framed: frame.contentDocument !== null && frame.contentDocument.body.textContent !== '',
        read,
        posted,
        socket,
      };
    }, origin);
    expect(seen).toEqual({
      framed: false,
      read: 'refused',
      posted: expect.stringMatching(/opaque|refused/),
      socket: 'refused',
    });
    await page.close();
  });

  test('gives way to a second tab and can be taken back', async ({ app, host, context }) => {
    const second = await context.newPage();
    const closed = app.evaluate(() => true);
    await second.goto(host.url);
    await expect(second.locator('#root')).not.toBeEmpty();
    expect(await closed).toBe(true);
    await second.close();
    await app.reload();
    await expect(app.locator('#root')).not.toBeEmpty();
  });
});
