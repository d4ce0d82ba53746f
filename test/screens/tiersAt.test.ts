import { expect, it } from 'vitest';
import type { ScoreBins } from '#shared/contract/tiers';
import { tiersAt } from '../../renderer/screens/segments/tiersAt.ts';

it('what tiers would hold is looked up at the thresholds; Medium is what is left', () => {
  const upTo = (value: (score: number) => number) => Array.from({ length: 101 }, (_none, score) => value(score));
  const low = { customers: upTo(score => 2 * score), exposure: upTo(score => 20 * score) };
  const high = { customers: upTo(score => 200 - 2 * score), exposure: upTo(score => 2000 - 20 * score) };
  const scores = { low, high, all: { customers: 200, exposure: 2000 } } as ScoreBins;
  expect(tiersAt(scores, { mediumFrom: 20, highFrom: 60 })).toEqual({
    High: { customers: 80, exposure: 800 },
    Medium: { customers: 80, exposure: 800 },
    Low: { customers: 40, exposure: 400 },
  });
  expect(tiersAt(scores, { mediumFrom: 50, highFrom: 50 }).Medium).toEqual({ customers: 0, exposure: 0 });
});
