import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { EARLIER_TIER_COLUMN, TIER_COLUMN, TIER_MOVE_COLUMN } from '#shared/contract/dataset';
import type { Segmentation } from '#shared/results';
import { tiersAt } from '../../renderer/screens/segments/tiersAt.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

let engine: TestEngine;
let found: Segmentation;
const call: TestEngine['client']['call'] = (...args) => engine.client.call(...args);
beforeAll(async () => {
  engine = await startTestEngine();
  await call('dataset.openSample', {});
  found = await call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 3 } });
}, 120_000);

const countWhere = async (column: string, value: string) => {
  const filters = [{ op: 'is' as const, column, values: [value] }];
  return (await call('dataset.page', { offset: 0, limit: 1, filters, sort: null })).total;
};

it('a rule with a new driver, a low value risky, is applied at once; a bad one is refused with a sentence', async () => {
  await expect(call('segment.transitions', { against: 'previousRule' })).rejects.toThrow('tiers.noEarlier');
  const columns = await call('segment.driverColumns', {});
  const column = columns.find(({ measures }) => measures[0] === 'count')!;
  const { tierRule } = found;
  const own = { id: 'own', title: 'Own', column: column.name, against: null, full: column.full, weight: 50 };
  const asked = {
    ...tierRule,
    drivers: [...tierRule.drivers, { ...own, measure: 'count' as const, lowIsRisky: true }],
  };
  const changed = await call('segment.setTiers', { rule: asked });
  expect(changed.tierRule.drivers.at(-1)).toMatchObject({ title: 'Own', lowIsRisky: true });
  expect(changed.tierRuleText).toContain('Tiers are a rule, not a model');
  const twice = { ...asked, drivers: [...asked.drivers, asked.drivers[0]] };
  await expect(call('segment.setTiers', { rule: twice })).rejects.toThrow('option.invalid');
  const ratio = { ...tierRule, drivers: [{ ...own, measure: 'ratio' as const }] };
  await expect(call('segment.setTiers', { rule: ratio })).rejects.toThrow('option.invalid');
});

it('what the scores say of a threshold is what the rule then gives', async () => {
  const scores = (await call('segment.scores', {}))!;
  const { tierRule } = (await call('segment.result', {}))!;
  const moved = await call('segment.setTiers', { rule: { ...tierRule, mediumFrom: 11, highFrom: 33 } });
  const { High, Medium, Low } = tiersAt(scores, { mediumFrom: 11, highFrom: 33 });
  expect(moved.tiers.map(({ size }) => size)).toEqual([High.customers, Medium.customers, Low.customers]);
  expect(scores.exposure!.column).toBe(moved.tiers[0].exposure!.column);
});

it('transitions against the rule before and against an earlier project, with the customers in the grid', async () => {
  const path = join(engine.folder, 'before.tessera');
  await call('project.save', { file: engine.register(path, 'before.tessera') });
  const { tierRule, tiers } = (await call('segment.result', {}))!;
  await call('segment.setTiers', { rule: { ...tierRule, mediumFrom: 5, highFrom: 10 } });
  const byRule = await call('segment.transitions', { against: 'previousRule' });
  expect(byRule.down).toBe(0);
  expect(byRule.up).toBeGreaterThan(0);
  expect(byRule.counts[0].reduce((sum, count) => sum + count, 0)).toBe(tiers[0].size);
  expect(await countWhere(TIER_MOVE_COLUMN, 'Up')).toBe(byRule.up);
  expect(await countWhere(EARLIER_TIER_COLUMN, 'High')).toBe(tiers[0].size);
  expect(await countWhere(TIER_COLUMN, 'High')).toBeGreaterThan(tiers[0].size);
  const byFile = await call('segment.transitions', { against: { file: engine.register(path, 'before.tessera') } });
  expect(byFile.against).toBe('before.tessera');
  expect({ ...byFile, against: '', sentence: '' }).toEqual({ ...byRule, against: '', sentence: '' });
  expect(await call('segment.transition', {})).toEqual(byFile);
  await call('segment.rename', { id: 1, name: 'Renamed' });
  expect(await call('segment.transition', {})).toEqual(byFile);
  await call('project.undo', {});
  await call('project.undo', {});
  expect(await call('segment.transition', {})).toBeNull();
  const back = await call('segment.transitions', { against: 'previousRule' });
  expect([back.up, back.down]).toEqual([0, byRule.up]);
});

it('taps on one threshold are one step of history, and the tiers before are those before the first of them', async () => {
  const { tierRule, tiers } = (await call('segment.result', {}))!;
  const from = Math.min(90, tierRule.highFrom);
  const position = async () => (await call('project.state', {})).history.findIndex(({ isCurrent }) => isCurrent);
  const steps = await position();
  const tap = (by: number, adjustment: string) =>
    call('segment.setTiers', { rule: { ...tierRule, mediumFrom: 1, highFrom: from + by }, adjustment });
  const compared = async () => {
    const { counts } = await call('segment.transitions', { against: 'previousRule' });
    return counts.map(row => row.reduce((sum, count) => sum + count, 0));
  };
  const sizes = (summaries: Segmentation['tiers']) => summaries.map(({ size }) => size);
  for (const by of [-1, -2, -3, -4, -5]) await tap(by, 'high 1');
  expect(await position()).toBe(steps + 1);
  expect(await compared()).toEqual(sizes(tiers));
  // Comparing ends nothing: what is tapped on still belongs to the adjustment.
  const first = await tap(-9, 'high 1');
  expect(await position()).toBe(steps + 1);
  expect(await compared()).toEqual(sizes(tiers));

  await tap(-20, 'high 2');
  expect(await position()).toBe(steps + 2);
  expect(await compared()).toEqual(sizes(first.tiers));
  // Back to how the second adjustment began: nothing of it is left, and the tiers before are those of the first again.
  const back = await tap(-9, 'high 2');
  expect(sizes(back.tiers)).toEqual(sizes(first.tiers));
  expect(await position()).toBe(steps + 1);
  expect(await compared()).toEqual(sizes(tiers));
  await call('project.undo', {});
  expect((await call('segment.result', {}))!.tierRule).toEqual(tierRule);
});
