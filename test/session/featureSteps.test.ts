import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { PrepareStep } from '#shared/recipe';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

let engine: TestEngine;
const HEADER = ['CustomerID', 'City', 'Rating', 'AvgBalance', 'Debt', 'Income', 'Exited'];
const row = (i: number) => [
  1000 + i,
  ['Lahore', 'Karachi', 'Quetta', 'Multan'][(i * 7) % 4],
  i % 10 === 3 ? '' : ['Low', 'Medium', 'High'][(i * 5) % 3],
  i % 9 === 4 ? '' : (((i * 37) % 101) * 120.5).toFixed(2),
  (i * 53) % 400,
  i % 8 === 0 ? 0 : 50 + ((i * 29) % 300),
  i % 3 === 1 || i % 7 === 2 ? 'Yes' : 'No',
];
const csv = (header: readonly string[], leave: number[] = []) =>
  [header, ...Array.from({ length: 240 }, (_none, i) => row(i))]
    .map(cells => cells.filter((_cell, j) => !leave.includes(j)).join(','))
    .join('\n');

/** What a credit analyst might put together. */
const STEPS: PrepareStep[] = [
  { step: 'ratios', options: { ratios: [['Debt', 'Income']] } },
  { step: 'powerTransform', options: { columns: ['AvgBalance'] } },
  { step: 'iterativeImpute', options: { addIndicator: true } },
  { step: 'impute', options: { categories: 'level' } },
  { step: 'polynomial', options: { columns: ['Debt', 'Income'], interactionOnly: true } },
  { step: 'ordinal', options: { columns: ['Rating'], levels: ['Not given', 'Low', 'Medium', 'High'] } },
  { step: 'targetEncoding', options: { columns: ['City'] } },
  { step: 'bins', options: { columns: ['Income'], method: 'monotone' } },
  { step: 'oneHot', options: { drop: 'first' } },
  { step: 'scale', options: { method: 'robust' } },
];

beforeAll(async () => {
  engine = await startTestEngine();
  const path = join(engine.folder, 'book.csv');
  writeFileSync(path, csv(HEADER));
  const token = engine.register(path, 'book.csv');
  await engine.client.call('dataset.open', { file: token });
  await engine.client.call('dataset.setColumns', { changes: [{ name: 'Exited', role: 'target' }] });
}, 60_000);

const preview = () => engine.client.call('prepare.preview', {});

it('every step is in the catalogue with its options', async () => {
  const catalog = await engine.client.call('prepare.catalog', {});
  for (const { step } of STEPS) {
    const info = catalog.find(({ id }) => id === step)!;
    expect(info.help).toMatch(/\.$/);
    expect(Object.keys(info.options).length).toBeGreaterThan(0);
  }
});

it('steps are put together, say what they did, and give segments without the target', async () => {
  const state = await engine.client.call('prepare.setSteps', { steps: STEPS });
  expect(state.recipe.prepare.map(({ step }) => step)).toEqual(STEPS.map(({ step }) => step));
  expect(state.recipe.prepare[3].options).toMatchObject({ categories: 'level', numeric: 'knn' });
  const { steps, features } = await preview();
  expect(steps.map(({ effect }) => effect)).toEqual([
    expect.stringMatching(/^1 ratio added: Debt \/ Income \(30 without a value/),
    expect.stringMatching(/^Power chosen for AvgBalance/),
    expect.stringMatching(/gaps filled in AvgBalance \(\d+\).* 1 yes-or-no column added/),
    expect.stringMatching(/^24 gaps filled in Rating \(24\)/),
    '1 new column made of 2 columns: Debt × Income.',
    'Levels replaced by their position: Rating (Not given < Low < Medium < High).',
    expect.stringMatching(/^Levels replaced by the share of customers whose Exited is Yes/),
    expect.stringMatching(/^Bins replaced by their weight of evidence for Exited is Yes/),
    'There is no category.',
    expect.stringMatching(/brought to one scale by median and quartiles/),
  ]);
  expect(features.find(({ name }) => name === 'Debt / Income')).toMatchObject({ from: ['Debt', 'Income'] });
  expect(features.map(({ column }) => column)).not.toContain('Exited');
  const found = await engine.client.call('segment.run', {});
  expect(found.sizes.reduce((sum, size) => sum + size, 0)).toBe(240);
});

it('a customer is placed by all columns that the features are made of', async () => {
  const fields = await engine.client.call('segment.form', {});
  const names = fields.map(field => field.name);
  expect(names).toEqual(expect.arrayContaining(['City', 'Rating', 'AvgBalance', 'Debt', 'Income']));
  expect(names).not.toContain('Exited');
  const values = Object.fromEntries(fields.map(field => [field.name, field.typical]));
  const placed = await engine.client.call('segment.assign', {
    values: { ...values, Income: 0, City: 'Sibi', Rating: null },
  });
  expect(placed.distances.every(Number.isFinite)).toBe(true);
});

it('a step without its target, or on a column that is gone, is named in a sentence; undo takes it back', async () => {
  await engine.client.call('dataset.setColumns', { changes: [{ name: 'Exited', role: 'ignore' }] });
  await expect(preview()).rejects.toMatchObject({
    code: 'prepare.needsTarget',
    args: { step: 'Categories to target means' },
  });
  await engine.client.call('project.undo', {});
  expect((await preview()).steps).toHaveLength(STEPS.length);
  const steps = [{ step: 'bins', options: { columns: ['Wage'] } }, ...STEPS];
  await engine.client.call('prepare.setSteps', { steps });
  await expect(preview()).rejects.toMatchObject({
    code: 'prepare.missingColumn',
    args: { step: 'Bins and weights of evidence', column: 'Wage' },
  });
  await engine.client.call('project.undo', {});
});
