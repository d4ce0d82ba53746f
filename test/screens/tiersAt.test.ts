import { expect, it } from 'vitest';
import type { ScoreBins } from '#shared/contract/tiers';
import { tiersAt } from '../../renderer/screens/segments/tiersAt.ts';

const nobody = { customers: 0, exposure: 0 };
const from = [...Array.from({ length: 101 }, (_none, whole) => whole), 31.5].sort((a, b) => a - b);
const scores = {
  parts: { from, customers: from.map(() => 2), exposure: from.map(score => (score < 50 ? 0.1 : 0)) },
  byHand: { High: { customers: 1, exposure: 5 }, Medium: nobody, Low: nobody },
} as ScoreBins;

it('what tiers would hold is added up from the thresholds on, wherever they stand', () => {
  const held = tiersAt(scores, { mediumFrom: 31.5, highFrom: 60 });
  expect([held.High.customers, held.Medium.customers, held.Low.customers]).toEqual([83, 58, 64]);
  expect(held.High.exposure).toBe(5);
});

it('a tier that holds nobody holds nothing, and what is set by hand stays', () => {
  expect(tiersAt(scores, { mediumFrom: 50, highFrom: 50 }).Medium).toEqual(nobody);
  expect(tiersAt(scores, { mediumFrom: 50, highFrom: 90 }).Medium.exposure).toBe(0);
  expect(tiersAt(scores, { mediumFrom: 100, highFrom: 100 }).High.customers).toBe(3);
});
