import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const folder = temporaryFolder();
const rows = Array.from(
  { length: 60 },
  (_row, i) => `A${i},${(i * 37) % 101},${(i * 13) % 17},${['north', 'south', 'west'][i % 3]}`,
);
const path = join(folder, 'customers.csv');
writeFileSync(path, ['Account,Amount,Visits,Region', ...rows].join('\n'));

/** An engine that did some work and was never closed; its process is made to look gone by giving its copy the id of one that is. */
async function leaveWorkBehind(recoveryDirectory: string, work?: (engine: TestEngine) => Promise<void>) {
  mkdirSync(recoveryDirectory, { recursive: true });
  const engine = await startTestEngine(1, recoveryDirectory);
  await engine.client.call('dataset.open', { file: engine.register(path, 'customers.csv') });
  await work?.(engine);
  await engine.client.call('dataset.setColumns', { changes: [{ name: 'Region', role: 'ignore' }] });
  const state = await engine.client.call('project.setSeed', { seed: 7 });
  const [copy] = await untilCopied(recoveryDirectory, 'Seed 7');
  const gone = copy.replace(/^\d+/, '999999999');
  renameSync(join(recoveryDirectory, copy), join(recoveryDirectory, gone));
  return { state, gone };
}
async function untilCopied(directory: string, label: string): Promise<string[]> {
  for (let i = 0; i < 200; i++) {
    const found = readdirSync(directory).filter(
      name => name.endsWith('.json') && readFileSync(join(directory, name), 'utf8').includes(label),
    );
    if (found.length > 0) return found;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return [];
}

describe('unsaved work', () => {
  it('is offered after a crash, comes back with its history, and is then no longer offered', async () => {
    const directory = join(folder, 'recovery');
    const { state } = await leaveWorkBehind(directory);
    const next = await startTestEngine(1, directory);
    const [offered] = await next.client.call('project.recoverable', {});
    expect([offered.name, offered.lastChange]).toEqual(['customers.csv', 'Seed 7']);
    const back = await next.client.call('project.recover', { id: offered.id });
    expect([back.recipe, back.history, back.hasUnsavedChanges]).toEqual([state.recipe, state.history, true]);
    expect((await next.client.call('project.undo', {})).recipe.seed).toBe(42);
    expect(await next.client.call('project.recoverable', {})).toEqual([]);
    expect(next.bugs).toEqual([]);
  });

  it('comes back with its further tables, wherever they lie', async () => {
    const directory = join(folder, 'recovery-tables');
    mkdirSync(join(folder, 'lists'));
    const list = join(folder, 'lists', 'branches.csv');
    writeFileSync(list, 'Account,Branch\nA1,Lahore\nA2,Quetta\nA3,Multan\n');
    const { gone } = await leaveWorkBehind(directory, async ({ client, register }) => {
      const found = await client.call('tables.read', { file: register(list, 'branches.csv'), sheet: null });
      await client.call('tables.add', { table: found.table, step: found.step });
    });
    const next = await startTestEngine(1, directory);
    const [offered] = await next.client.call('project.recoverable', {});
    await next.client.call('project.recover', { id: offered.id });
    const report = (await next.client.call('dataset.report', {}))!;
    expect(report.columns.find(column => column.name === 'Branch')).toMatchObject({ missing: 57 });
    expect([next.bugs, gone.startsWith('999999999')]).toEqual([[], true]);
  });

  it('can be let go of, and is not offered when its data is gone or changed', async () => {
    const directory = join(folder, 'recovery-2');
    const { gone } = await leaveWorkBehind(directory);
    const next = await startTestEngine(1, directory);
    const [offered] = await next.client.call('project.recoverable', {});
    writeFileSync(path, ['Account,Amount,Visits,Region', ...rows.slice(1)].join('\n'));
    await expect(next.client.call('project.recover', { id: offered.id })).rejects.toThrow('file.changed');
    expect(await next.client.call('project.forgetRecovery', { id: offered.id })).toEqual([]);
    expect(readdirSync(directory)).not.toContain(gone);
    rmSync(path);
    expect(await next.client.call('project.recoverable', {})).toEqual([]);
  });

  it('stays when the engine is closed, unless the person chose not to save', async () => {
    const directory = join(folder, 'recovery-3');
    const other = join(folder, 'other.csv');
    writeFileSync(other, ['Account,Amount,Visits,Region', ...rows].join('\n'));
    for (const [discardsWork, left] of [
      [false, 1],
      [true, 0],
    ] as const) {
      const engine = await startTestEngine(1, join(directory, String(left)));
      await engine.client.call('dataset.open', { file: engine.register(other, 'other.csv') });
      await engine.close(discardsWork);
      expect(readdirSync(join(directory, String(left)))).toHaveLength(left);
    }
  });
});
