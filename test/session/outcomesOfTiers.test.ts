import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { churnCsv } from '../support/churnCsv.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

let engine: TestEngine;
const call: TestEngine['client']['call'] = (...args) => engine.client.call(...args);
const driver = { title: 'Products', against: null, full: 4, weight: 1, measure: 'count' as const };

beforeAll(async () => {
  engine = await startTestEngine();
  const path = join(engine.folder, 'churn.csv');
  writeFileSync(path, churnCsv());
  await call('dataset.open', { file: engine.register(path, 'churn.csv') });
  await call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 3 } });
}, 60_000);

it('there is nothing to say while no tiers are given', async () => {
  await call('segment.setTiers', { rule: { drivers: [], mediumFrom: 25, highFrom: 50 } });
  expect(await call('segment.tierOutcomes', {})).toBeNull();
});

it('the outcome that scores foretell is counted by tier, and follows the rule and the choice of the event', async () => {
  const rule = { drivers: [{ ...driver, id: 'own', column: 'Products' }], mediumFrom: 50, highFrom: 75 };
  const { tiers } = await call('segment.setTiers', { rule });
  const found = (await call('segment.tierOutcomes', {}))!;
  expect(found.eventWords).toBe('Exited is Yes');
  expect(found.tiers.map(({ tier, known }) => [tier, known])).toEqual(
    tiers.filter(({ size }) => size > 0).map(({ tier, size }) => [tier, size]),
  );
  const lines = churnCsv().trim().split('\n');
  const at = lines[0].split(',').indexOf('Exited');
  const nExited = lines.slice(1).filter(line => line.split(',')[at] === 'Yes').length;
  expect(found.tiers.reduce((sum, { events }) => sum + events, 0)).toBe(nExited);

  await call('segment.setTiers', { rule: { ...rule, mediumFrom: 25, highFrom: 50 } });
  const looser = (await call('segment.tierOutcomes', {}))!;
  expect(looser.tiers[0].known).toBeGreaterThan(found.tiers[0].known);

  const models = [{ id: 'gaussianNaiveBayes' as const, options: {} }];
  await call('score.run', { scoring: { event: 'No', models } });
  expect((await call('segment.tierOutcomes', {}))!.eventWords).toBe('Exited is No');
});

it('says which customers a person put there, and when the rule looks at the outcome itself', async () => {
  await call('segment.override', { override: { what: 'tier', row: 0, to: 'High', reason: 'known', by: 'Ada' } });
  expect((await call('segment.tierOutcomes', {}))!.sentence).toMatch(
    /[^f]\. 1 customer counts where a person put them by hand\.$/,
  );
  const models = [{ id: 'gaussianNaiveBayes' as const, options: {} }];
  await call('score.run', { scoring: { target: 'Products', event: '1', models } });
  expect((await call('segment.tierOutcomes', {}))!.sentence).toMatch(/Products is 1 .* so this is no test of it\./);
}, 60_000);
