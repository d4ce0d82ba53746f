import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { fromContents } from '#engine/session/projectContents';
import { scoreFile } from '#engine/session/scoreFile';
import { openProject } from '#engine/store/projectFile';
import type { Pool } from '#engine/workers/Pool';
import type { PrepareStep } from '#shared/recipe';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';
import { valuesOf } from '../support/importRows.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

let engine: TestEngine;
let project: string;
let pool: Pool;
const HEADER = ['CustomerID', 'City', 'Age', 'Balance', 'Debt', 'Income'];
type Cells = readonly (string | number)[];
const CITIES = ['Lahore', 'LAHORE ', 'Lahore', 'Karachi', 'Karachi', 'karachi', 'Lahore', 'Karachi'];
/** Of 200 customers each tenth has the age 999, and customer 31 an income of 5,000,000. */
const customer = (i: number): Cells => [
  `C-${1000 + i}`,
  CITIES[i % CITIES.length],
  i % 10 === 7 ? 999 : 20 + ((i * 13) % 50),
  ((i * 37) % 101) * 100,
  (i * 53) % 400,
  i === 31 ? 5_000_000 : 50 + ((i * 29) % 300),
];
const STEPS: PrepareStep[] = [
  { step: 'missingCodes', options: { columns: ['Age'], words: ['999'] } },
  { step: 'tidyText', options: { columns: ['City'] } },
  { step: 'mergeLevels', options: { column: 'City' } },
  { step: 'formula', options: { name: 'Load', formula: 'Debt / [Income]' } },
  { step: 'rules', options: { kind: 'range', column: 'Income', upper: '1000', action: 'remove' } },
  { step: 'missingFlags', options: { columns: ['Age'] } },
];

function file(name: string, rows: readonly Cells[], header: readonly string[] = HEADER): string {
  const path = join(engine.folder, name);
  writeFileSync(path, [header, ...rows].map(cells => cells.join(',')).join('\n'));
  return path;
}
const book = Array.from({ length: 200 }, (_none, i) => customer(i));

beforeAll(async () => {
  engine = await startTestEngine();
  pool = await sharedPool(1);
  project = join(engine.folder, 'book.tessera');
  await engine.client.call('dataset.open', { file: engine.register(file('book.csv', book), 'book.csv') });
}, 60_000);

it('steps say what they did; what they removed is in the account of rows', async () => {
  await engine.client.call('clean.setSteps', { steps: STEPS });
  const { steps, nRows, nRowsBefore } = await engine.client.call('clean.preview', {});
  expect([nRowsBefore, nRows]).toEqual([200, 199]);
  const effects = steps.map(({ effect }) => effect);
  expect(effects[0]).toBe('20 cells read as missing: 999 in Age (20).');
  expect(effects[4]).toBe('1 row breaks the rule "Income at most 1000"; it was removed.');
  expect(effects[5]).toContain('Age (missing in 20)');
  const report = (await engine.client.call('dataset.report', {}))!;
  expect([report.removedByCleaning, report.nRows]).toEqual([1, 199]);
});

it('steps added one by one, with one changed and one taken back on the way, leave what all of them at once leave', async () => {
  const after = async (ways: readonly PrepareStep[][]) => {
    const { client, register } = await startTestEngine();
    await client.call('dataset.open', { file: register(file('ways.csv', book), 'ways.csv') });
    for (const steps of ways) {
      await client.call('clean.setSteps', { steps });
      await client.call('clean.preview', {});
    }
    const page = await client.call('dataset.page', { offset: 0, limit: 200, filters: [], sort: null });
    return [await client.call('clean.preview', {}), page, await client.call('dataset.report', {})];
  };
  const otherCode: PrepareStep = { step: 'missingCodes', options: { columns: ['Age'], words: ['20'] } };
  const oneByOne = STEPS.map((_step, i) => STEPS.slice(0, i + 1));
  const ways = [...oneByOne.slice(0, 4), [otherCode, ...STEPS.slice(1, 5)], STEPS.slice(0, 3), ...oneByOne.slice(3)];
  expect(await after(ways)).toEqual(await after([STEPS]));
});

it('the same project is the same result when it is opened again', async () => {
  await engine.client.call('segment.run', {});
  const saved = await engine.client.call('project.save', { file: engine.register(project, 'book.tessera') });
  expect(saved.resultSha256).toMatch(/^[0-9a-f]{64}$/);
  const other = await startTestEngine(1);
  const opened = await other.client.call('project.open', { file: other.register(project, 'book.tessera') });
  expect([opened.resultSha256, opened.segments]).toEqual([saved.resultSha256, 'ready']);
  const again = await other.client.call('segment.run', {});
  expect(again).toEqual(await engine.client.call('segment.result', {}));
  const { steps } = await other.client.call('clean.preview', {});
  expect(steps).toEqual((await engine.client.call('clean.preview', {})).steps);
}, 60_000);

it('another file is treated with what was learned, and no row of it is dropped', async () => {
  const rows: Cells[] = [
    ['N-1', 'LAHORE', 999, 100, 30, 60],
    ['N-2', 'kArAcHi', 40, 100, 30, 0],
    ['N-3', 'Multan', 40, 100, 30, 2000],
    ['N-4', 'Karachi', 40, 100, 30, 100],
  ];
  const run = testRun({ pool });
  const { shown } = await fromContents(await openProject(project, run), run);
  const { imported, segmented } = await scoreFile(shown!, { path: file('next.csv', rows), name: 'next.csv' }, run);
  expect(valuesOf(imported, 'Age')).toEqual([null, 40, 40, 40]);
  // The most frequent spelling of the book, not of this file.
  expect(valuesOf(imported, 'City')).toEqual(['Lahore', 'Karachi', 'Multan', 'Karachi']);
  // 30 / 60; 30 / 0 has no answer; 30 / 2000; 30 / 100.
  expect(valuesOf(imported, 'Load')).toEqual([0.5, null, 0.015, 0.3]);
  expect(valuesOf(imported, 'Rule: Income at most 1000')).toEqual([false, false, true, false]);
  expect(valuesOf(imported, 'Age was missing')).toEqual([true, false, false, false]);
  expect(segmented.labels).toHaveLength(4);
});

it('a file without a column that a step names is refused with the column', async () => {
  const run = testRun({ pool });
  const { shown } = await fromContents(await openProject(project, run), run);
  const path = file('lacks.csv', [['N-1', 'Lahore', 40, 100, 60]], HEADER.toSpliced(4, 1));
  await expect(scoreFile(shown!, { path, name: 'lacks.csv' }, run)).rejects.toMatchObject({
    args: { columns: 'Debt' },
  });
  const steps = [...STEPS, { step: 'missingFlags', options: { columns: ['Incom'] } }];
  await expect(engine.client.call('clean.setSteps', { steps })).rejects.toMatchObject({
    code: 'clean.missingColumn',
    args: { step: '7, Missing flags', column: 'Incom', similar: 'Income', name: 'book.csv' },
  });
  // What was refused changed nothing.
  expect((await engine.client.call('clean.preview', {})).steps).toHaveLength(STEPS.length);
});

it('customers that look like one are proposed, and those that a person ticks are one', async () => {
  const near = { step: 'nearDuplicates', options: { documents: ['Balance', 'Debt', 'Income'], addresses: ['City'] } };
  await engine.client.call('clean.setSteps', { steps: [...STEPS, near] });
  const index = STEPS.length;
  const proposals = await engine.client.call('clean.suggestCustomers', { index });
  expect(proposals.length).toBeGreaterThan(1);
  const [{ from, to, fields }] = proposals;
  expect([from, to].every(name => /^C-1\d\d\d$/.test(name))).toBe(true);
  expect(fields.map(({ column }) => column)).toEqual(['Balance', 'Debt', 'Income', 'City']);
  const decided = { ...near, options: { ...near.options, pairs: [[from, to]] } };
  const state = await engine.client.call('clean.setSteps', { steps: [...STEPS, decided] });
  expect(state.recipe.clean[index].options.pairs).toEqual([[from, to]]);
  const { steps, nRows } = await engine.client.call('clean.preview', {});
  expect(nRows).toBe(198);
  expect(steps[index].effect).toMatch(/ 1 customer was folded into another\.$/);
  // The proposals are those of the customers before any was folded.
  expect(await engine.client.call('clean.suggestCustomers', { index })).toEqual(proposals);
  await expect(engine.client.call('clean.suggestCustomers', { index: 0 })).rejects.toMatchObject({
    code: 'recipe.invalid',
  });
});

it('met no defect on the way', () => expect(engine.bugs).toEqual([]));
