import { describe, expect, it, vi } from 'vitest';
import * as electron from './support/electronDouble.ts';

vi.mock('electron', () => electron);
const { CloseGuard } = await import('../../electron/CloseGuard.ts');
const { WindowPlace } = await import('../../electron/WindowPlace.ts');
const { fileArgument } = await import('../../electron/startArguments.ts');
const { temporaryFolder } = await import('../support/temporaryFolder.ts');
const { writeFileSync } = await import('node:fs');
const { join, resolve } = await import('node:path');

function guarded(answer: 'save' | 'discard' | 'cancel', hasUnsaved = true) {
  const window = new electron.BrowserWindow({});
  const ask = vi.fn(async () => answer);
  const [save, discarded] = [vi.fn(), vi.fn()];
  const guard = new CloseGuard(window as never, { hasUnsavedChanges: () => hasUnsaved, ask, save, discarded });
  return { window, ask, save, discarded, guard };
}

describe('closing a window', () => {
  it('needs no question when everything is saved', () => {
    const { window, ask } = guarded('cancel', false);
    window.close();
    expect(window.isClosed).toBe(true);
    expect(ask).not.toHaveBeenCalled();
  });
  it('is stopped by Cancel and goes on with Do not save', async () => {
    const cancelled = guarded('cancel');
    cancelled.window.close();
    cancelled.window.close();
    await Promise.resolve();
    expect(cancelled.window.isClosed).toBe(false);
    expect(cancelled.ask).toHaveBeenCalledOnce();
    expect(cancelled.discarded).not.toHaveBeenCalled();
    const discarded = guarded('discard');
    discarded.window.close();
    await expect.poll(() => discarded.window.isClosed, { timeout: 20_000 }).toBe(true);
    expect(discarded.discarded).toHaveBeenCalledOnce();
  });
  it('waits for the save, and stays when no place is chosen', async () => {
    const { window, save, guard } = guarded('save');
    guard.saved();
    expect(window.isClosed).toBe(false);
    window.close();
    await expect.poll(() => save.mock.calls.length, { timeout: 20_000 }).toBe(1);
    guard.saveCancelled();
    guard.saved();
    expect(window.isClosed).toBe(false);
    window.close();
    await expect.poll(() => save.mock.calls.length, { timeout: 20_000 }).toBe(2);
    guard.saved();
    expect(window.isClosed).toBe(true);
  });
});

describe('the place of a window', () => {
  const file = join(temporaryFolder(), 'window.json');
  const displays = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const place = new WindowPlace(file);
  it('comes back when it can be seen', () => {
    expect(place.read(displays)).toBeNull();
    place.write({ x: 100, y: 50, width: 1200, height: 800 });
    expect(place.read(displays)).toEqual({ x: 100, y: 50, width: 1200, height: 800 });
    expect(place.read([{ x: 5000, y: 0, width: 100, height: 100 }])).toBeNull();
  });
  it.each([
    '',
    '[]',
    'null',
    '{"x":"a"}',
    '{"x":0,"y":0,"width":1,"height":1}',
    '{"x":1e9,"y":0,"width":900,"height":900}',
    '{"x":0.5,"y":0,"width":900,"height":900}',
  ])('is not taken from %j', text => {
    writeFileSync(file, text);
    expect(place.read(displays)).toBeNull();
  });
});

describe('the file of a start', () => {
  const here = resolve('/work-folder');
  it.each([
    [['/opt/tessera', 'a.xlsx'], true, resolve(here, 'a.xlsx')],
    [['electron', '.', 'a.xlsx'], false, resolve(here, 'a.xlsx')],
    [['electron', '.'], false, null],
    [['/opt/tessera', '--flag', resolve('/x/b.csv')], true, resolve('/x/b.csv')],
    [['/opt/tessera', 'a.xlsx', '--flag'], true, resolve(here, 'a.xlsx')],
    [['/opt/tessera', '--only=flag'], true, null],
    [['/opt/tessera', ''], true, null],
    [['/opt/tessera', 'a\0b'], true, null],
    [['/opt/tessera', { length: 1 }], true, null],
    ['a.xlsx', true, null],
    [null, true, null],
  ])('of %j is as it should be', (argv, isPackaged, wanted) => {
    expect(fileArgument(argv, here, isPackaged)).toBe(wanted);
  });
  it('needs to know where it was started for a relative name', () => {
    for (const folder of [undefined, '', 'relative', 5])
      expect(fileArgument(['/opt/tessera', 'a.csv'], folder, true)).toBeNull();
  });
});
