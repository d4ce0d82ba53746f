import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

const TEXT = 'CustomerID,Balance,City\nA1,10,Lahore\nA2,20,Karachi\nA3,30,Lahore\nA4,40,Quetta\n';
let engine: TestEngine;
beforeEach(async () => {
  engine = await startTestEngine(1);
  const path = join(engine.folder, 'book.csv');
  writeFileSync(path, TEXT);
  await engine.client.call('dataset.open', { file: engine.register(path, 'book.csv') });
});

const page = (columns?: string[]) =>
  engine.client.call('dataset.page', { offset: 0, limit: 10, filters: [], sort: null, columns });
const edit = (row: number, column: string, text: string) =>
  engine.client.call('dataset.editCells', { changes: [{ row, column, text }] });
const recipe = async () => (await engine.client.call('project.state', {})).recipe;

describe('cells corrected by hand', () => {
  it('are recorded once per cell, marked, and undone and redone', async () => {
    await edit(1, 'Balance', '1,250.5');
    await edit(1, 'Balance', '99');
    expect((await recipe()).edits).toEqual([{ row: 3, column: 'Balance', from: 20, to: 99 }]);
    const shown = await page(['Balance', 'City']);
    expect(shown.rows[1]).toEqual([99, 'Karachi']);
    expect(shown.edits).toEqual([{ row: 1, column: 'Balance', from: 20 }]);
    expect(shown.sourceRows).toEqual([2, 3, 4, 5]);
    const { history } = await engine.client.call('project.state', {});
    expect(history.map(entry => entry.label)).toEqual([
      'Opened book.csv',
      'Edited Balance in row 3: 20 to 1250.5',
      'Edited Balance in row 3: 20 to 99',
    ]);
    await engine.client.call('project.travel', { index: 0 });
    expect((await page(['Balance'])).rows.flat()).toEqual([10, 20, 30, 40]);
    const last = await engine.client.call('project.travel', { index: 2 });
    expect([last.undoLabel, last.redoLabel]).toEqual(['Edited Balance in row 3: 20 to 99', null]);
    expect((await page(['Balance'])).rows.flat()).toEqual([10, 99, 30, 40]);
    await expect(engine.client.call('project.travel', { index: 3 })).rejects.toThrow('project.nothingToUndo');
  });

  it('are taken back by typing the old value', async () => {
    await edit(0, 'City', 'Multan');
    await edit(0, 'City', 'Lahore');
    expect((await recipe()).edits).toEqual([]);
    await edit(0, 'City', 'Multan');
    await edit(1, 'Balance', '');
    expect(await engine.client.call('dataset.clearEdits', { column: 'City' })).toEqual({ left: 1 });
    expect((await recipe()).edits).toEqual([{ row: 3, column: 'Balance', from: 20, to: null }]);
  });

  it('follow a column that gets another name', async () => {
    await edit(1, 'Balance', '99');
    await engine.client.call('dataset.setColumns', { changes: [{ name: 'Balance', rename: 'Saldo' }] });
    expect((await page(['Saldo'])).rows.flat()).toEqual([10, 99, 30, 40]);
    await edit(0, 'Saldo', '11');
    expect((await recipe()).edits.map(({ column }) => column)).toEqual(['Saldo', 'Saldo']);
    const renamed = await engine.client.call('dataset.setColumns', { changes: [{ name: 'Saldo', role: 'ignore' }] });
    expect(renamed.columns.map(({ name, role }) => [name, role])).toContainEqual(['Saldo', 'ignore']);
  });

  it('are refused with a sentence where they do not fit, and nothing is changed', async () => {
    const before = await engine.client.call('project.state', {});
    await expect(edit(1, 'Balance', 'abc')).rejects.toThrow('edit.wrongKind');
    await expect(edit(1, 'Risk tier', 'High')).rejects.toThrow('edit.notEditable');
    await expect(edit(9, 'Balance', '1')).rejects.toThrow(AppError);
    const mixed = [
      { row: 0, column: 'Balance', text: '1' },
      { row: 1, column: 'Balance', text: 'abc' },
    ];
    await expect(engine.client.call('dataset.editCells', { changes: mixed })).rejects.toThrow('edit.wrongKind');
    expect(await engine.client.call('project.state', {})).toEqual(before);
  });

  it('of a pasted block are one change', async () => {
    const changes = [0, 1, 2].flatMap(row => [
      { row, column: 'Balance', text: String(row) },
      { row, column: 'City', text: 'Multan' },
    ]);
    expect(await engine.client.call('dataset.editCells', { changes })).toEqual({ edited: 6 });
    expect((await engine.client.call('project.state', {})).undoLabel).toBe('Edited 6 cells in 2 columns');
    expect((await page(['City'])).rows.flat()).toEqual(['Multan', 'Multan', 'Multan', 'Quetta']);
  });
});

describe('finding over the table', () => {
  it('goes through the rows as they are filtered and sorted', async () => {
    const base = { text: 'a', columns: ['CustomerID', 'City'], isBackwards: false };
    const sort = { column: 'Balance', descending: true };
    const all = await engine.client.call('dataset.find', { ...base, filters: [], sort, from: null });
    // Every customer number has an a, and so has every city but none twice in one cell.
    expect(all).toEqual({ total: 8, match: { nth: 1, row: 0, column: 'CustomerID' } });
    const filters = [{ op: 'is' as const, column: 'City', values: ['Lahore'] }];
    const next = await engine.client.call('dataset.find', { ...base, filters, sort, from: { at: 0, column: 0 } });
    expect(next).toEqual({ total: 4, match: { nth: 2, row: 0, column: 'City' } });
  });
});
