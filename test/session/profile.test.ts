import { expect, test } from 'vitest';
import type { FindingAction } from '#shared/profile';
import { startTestEngine } from '../support/engineClient.ts';

test('findings are acted on through the contract, each as one change, and taken back', async () => {
  const { client, bugs } = await startTestEngine(2);
  await client.call('dataset.openSample', {});
  const before = await client.call('profile.run', {});
  expect(before.headline).toMatch(/^\d+ findings in 34 columns; 2 need a decision/);
  expect(before.columns).toHaveLength(34);
  const gaps = before.findings.find(({ columns }) => columns.includes('FinancingType'))!;
  const action = gaps.action as Extract<FindingAction, { kind: 'columns' }>;
  await client.call('dataset.setColumns', { changes: action.changes });
  const after = await client.call('profile.run', {});
  expect(after.findings.map(({ id }) => id)).toEqual(before.findings.map(({ id }) => id).filter(id => id !== gaps.id));
  expect((await client.call('project.state', {})).undoLabel).toBe('Role of FinancingType: ignore');
  await client.call('project.undo', {});
  expect(await client.call('profile.run', {})).toEqual(before);
  expect(bugs).toEqual([]);
});

test('pairs of every kind are drawn from a bounded message; a pair that cannot be compared says so', async () => {
  const { client } = await startTestEngine(1);
  await client.call('dataset.openSample', {});
  const points = await client.call('profile.pair', { a: 'ActualVolume', b: 'AvgBalance' });
  expect(points).toMatchObject({ kind: 'numbers', sampled: true });
  if (points.kind === 'numbers') expect(points.x).toHaveLength(2_000);
  const cross = await client.call('profile.pair', { a: 'Province', b: 'Is PEP' });
  if (cross.kind !== 'categories') throw new Error('a cross table was expected');
  expect(cross.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(cross.nPairs);
  const boxes = await client.call('profile.pair', { a: 'AvgBalance', b: 'Province' });
  expect(boxes).toMatchObject({ kind: 'mixed', a: 'Province', b: 'AvgBalance' });
  await expect(client.call('profile.pair', { a: 'AvgBalance', b: 'CustomerSince' })).rejects.toMatchObject({
    code: 'option.invalid',
  });
  await expect(client.call('profile.pair', { a: 'AvgBalance', b: 'no such' })).rejects.toMatchObject({
    code: 'data.unknownColumn',
  });
});

test('a profile asks for a file, and can be stopped', async () => {
  const { client } = await startTestEngine(1);
  await expect(client.call('profile.run', {})).rejects.toMatchObject({ code: 'project.none' });
  await client.call('dataset.openSample', {});
  const controller = new AbortController();
  const stopped = client.call('profile.run', {}, { signal: controller.signal });
  controller.abort();
  await expect(stopped).rejects.toThrow('cancelled');
  expect((await client.call('profile.run', {})).columns).toHaveLength(34);
});
