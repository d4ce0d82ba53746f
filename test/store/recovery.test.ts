import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listRecoveries, RecoveryKeeper, removeRecovery, type RecoveryFacts } from '#engine/store/recovery';
import { formatReading } from '#shared/reading';
import { defaultRecipe } from '#shared/recipe';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'tessera-recovery-')), 'recovery');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const rethrow = (error: unknown) => {
  throw error;
};
function facts(nEntries = 2, current = nEntries - 1, at = '2025-01-31T09:00:00Z'): RecoveryFacts {
  return {
    appVersion: '0.1.0',
    at,
    projectFile: { path: '/somewhere/a.tessera', name: 'a.tessera' },
    source: {
      name: 'book.xlsx',
      path: '/somewhere/book.xlsx',
      sizeBytes: 12,
      sha256: 'a'.repeat(64),
      asked: formatReading(defaultRecipe().reading),
    },
    tables: [],
    history: {
      entries: Array.from({ length: nEntries }, (_, i) => ({ label: `Step ${i}`, recipe: defaultRecipe(i) })),
      current,
    },
  };
}
/** As if the Tessera that kept the copies had died: their names carry the id of a process that has ended. */
async function crash(): Promise<void> {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  for (const name of await readdir(folder))
    await rename(join(folder, name), join(folder, name.replace(/^\d+/, String(pid))));
}

describe('after a crash', () => {
  test('the copy comes back with everything that was done', async () => {
    const keeper = new RecoveryKeeper(folder, rethrow);
    keeper.keep(facts(3, 1));
    await keeper.settle();
    await crash();
    const { found: all, unusable } = await listRecoveries(folder);
    expect([all.length, unusable]).toEqual([1, []]);
    const [found] = all;
    expect(found.copy).toEqual({ kind: 'tessera.recovery', version: 1, ...facts(3, 1) });
    await removeRecovery(folder, found.id);
    expect(await listRecoveries(folder)).toEqual({ found: [], unusable: [] });
  });

  test('the newest first', async () => {
    for (const at of ['2025-01-02T00:00:00Z', '2025-03-01T00:00:00Z', '2025-02-01T00:00:00Z']) {
      const keeper = new RecoveryKeeper(folder, rethrow);
      keeper.keep(facts(1, 0, at));
      await keeper.settle();
    }
    await crash();
    expect((await listRecoveries(folder)).found.map(({ copy }) => copy.at.slice(0, 7))).toEqual([
      '2025-03',
      '2025-02',
      '2025-01',
    ]);
  });

  test('a long history keeps the hundred entries around where it stands', async () => {
    const keeper = new RecoveryKeeper(folder, rethrow);
    keeper.keep(facts(250, 249));
    await keeper.settle();
    await crash();
    const [first] = (await listRecoveries(folder)).found;
    const { history } = first.copy;
    expect([history.entries.length, history.current, history.entries[99].label]).toEqual([100, 99, 'Step 249']);
    await removeRecovery(folder, first.id);
    keeper.keep(facts(250, 10));
    await keeper.settle();
    await crash();
    const undone = (await listRecoveries(folder)).found[0].copy.history;
    expect([undone.entries.length, undone.entries[0].label]).toEqual([100, 'Step 10']);
  });
});

test('a saved or closed project leaves nothing', async () => {
  const keeper = new RecoveryKeeper(folder, rethrow);
  keeper.keep(facts());
  await keeper.discard();
  expect(await readdir(folder)).toEqual([]);
  await keeper.discard();
});

test('a copy kept right after a removal stays', async () => {
  const keeper = new RecoveryKeeper(folder, rethrow);
  keeper.keep(facts());
  await keeper.settle();
  const removed = keeper.discard();
  keeper.keep(facts());
  await removed;
  await keeper.settle();
  expect(await readdir(folder)).toHaveLength(1);
});

test('a Tessera that is still running keeps its copy to itself', async () => {
  const keeper = new RecoveryKeeper(folder, rethrow);
  keeper.keep(facts());
  await keeper.settle();
  expect(await readdir(folder)).toHaveLength(1);
  expect(await listRecoveries(folder)).toEqual({ found: [], unusable: [] });
});

test('changes in quick succession: the last one is kept, and not every one is written', async () => {
  const keeper = new RecoveryKeeper(folder, rethrow);
  for (let i = 1; i <= 200; i++) keeper.keep(facts(i));
  await keeper.settle();
  const [name] = await readdir(folder);
  const copy = JSON.parse(await readFile(join(folder, name), 'utf8')) as RecoveryFacts;
  expect(copy.history.entries.at(-1)!.label).toBe('Step 199');
  expect((await stat(join(folder, name))).size).toBeLessThan(400_000);
});

test('a copy that cannot be written is told, and the next one is tried', async () => {
  await writeFile(folder, 'a file where the folder should be');
  const failures: unknown[] = [];
  const keeper = new RecoveryKeeper(folder, error => failures.push(error));
  keeper.keep(facts());
  await keeper.settle();
  expect(failures).toHaveLength(1);
  await rm(folder);
  keeper.keep(facts());
  await keeper.settle();
  expect(failures).toHaveLength(1);
  expect(await readdir(folder)).toHaveLength(1);
});

test('no folder yet: nothing to bring back; damaged and newer copies are said by code', async () => {
  expect(await listRecoveries(folder)).toEqual({ found: [], unusable: [] });
  const keeper = new RecoveryKeeper(folder, rethrow);
  keeper.keep(facts());
  await keeper.settle();
  await crash();
  const [name] = await readdir(folder);
  const text = await readFile(join(folder, name), 'utf8');
  for (const [content, code] of [
    ['{', 'project.damaged'],
    ['null', 'project.damaged'],
    [text.replace('"current":1', '"current":2'), 'project.damaged'],
    [text.replace('"version":1,"appVersion"', '"version":2,"appVersion"'), 'project.newer'],
  ]) {
    await writeFile(join(folder, name), content);
    const { found, unusable } = await listRecoveries(folder);
    expect([found, unusable.map(({ id, error }) => [id, error.code])]).toEqual([[], [[name, code]]]);
  }
});

test('only names of copies are removed', async () => {
  await expect(removeRecovery(folder, '../x.json')).rejects.toThrow(RangeError);
});
