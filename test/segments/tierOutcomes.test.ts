import { describe, expect, it } from 'vitest';
import { TIERS, type Tier } from '#shared/results';
import { tierOutcomes } from '#engine/segments/tiers/tierOutcomes';

/** Customers by tier: [with the event, without it, not known]. */
function book(
  counts: Partial<Record<Tier, readonly [number, number, number?]>>,
  { isDriver = false, byHand = [] }: { isDriver?: boolean; byHand?: readonly number[] } = {},
) {
  const tiers: number[] = [];
  const y: number[] = [];
  for (const [tier, [events, others, unknown = 0]] of Object.entries(counts) as [Tier, [number, number, number?]][])
    for (const [outcome, n] of [
      [1, events],
      [0, others],
      [-1, unknown],
    ])
      for (let i = 0; i < n; i++) {
        tiers.push(TIERS.indexOf(tier));
        y.push(outcome);
      }
  return tierOutcomes(Uint8Array.from(tiers), { y: Int8Array.from(y), eventWords: 'Exited is Yes', isDriver, byHand });
}

describe('tierOutcomes', () => {
  it('counts the event among those of whom it is known, with the interval that Wilson gives', () => {
    const found = book({ High: [30, 70, 4], Medium: [15, 85], Low: [5, 95, 2] })!;
    expect(found.nUnknown).toBe(6);
    expect(found.tiers.map(({ tier, known, events }) => [tier, known, events])).toEqual([
      ['High', 100, 30],
      ['Medium', 100, 15],
      ['Low', 100, 5],
    ]);
    // scipy 1.17.1, binomtest(30, 100).proportion_ci(method='wilson')
    expect(found.tiers[0].low).toBeCloseTo(0.21894885294932764, 12);
    expect(found.tiers[0].high).toBeCloseTo(0.39584854633346667, 12);
    expect(found.sentence).toBe(
      'The rule held against what happened: Exited is Yes for 30.0 % of High, 15.0 % of Medium and 5.0 % of Low: each tier has it more often than the one below.',
    );
  });

  it.each([
    ['two tiers', { High: [30, 70], Low: [5, 95] }, 'the tiers rank customers by it.'],
    [
      'neighbours alike',
      { High: [40, 60], Medium: [6, 94], Low: [5, 95] },
      'High has it more often than Low, but Medium and Low cannot be told apart.',
    ],
    [
      'only the ends apart',
      { High: [14, 86], Medium: [9, 91], Low: [3, 97] },
      'High has it more often than Low, but High and Medium cannot be told apart.',
    ],
    [
      'the wrong way round',
      { High: [40, 60], Medium: [2, 98], Low: [20, 80] },
      'Medium has it less often than Low, so the tiers do not rank customers by it.',
    ],
    [
      'a handful',
      { High: [1, 2], Medium: [1, 5], Low: [10, 90] },
      'the differences are within what chance does, so the tiers are not known to rank customers by it.',
    ],
    [
      'the wrong way round, of which neighbours tell nothing',
      { High: [8, 92], Medium: [14, 86], Low: [21, 79] },
      'High has it less often than Low, so the tiers do not rank customers by it.',
    ],
    [
      'a tier of two',
      { High: [40, 60], Medium: [5, 95], Low: [0, 2] },
      'High has it more often than Medium, but Medium and Low cannot be told apart.',
    ],
    [
      'one tier',
      { High: [0, 0, 3], Low: [5, 95] },
      'no other tier has customers whose outcome is known, so nothing can be compared.',
    ],
  ] as const)('says what the differences bear: %s', (_what, counts, verdict) => {
    expect(book(counts)!.sentence.split(': ')[2]).toBe(verdict);
  });

  it('says that a rule which looks at the outcome is not tested by it', () => {
    expect(book({ High: [30, 70], Low: [5, 95] }, { isDriver: true })!.sentence).toMatch(/so this is no test of it\.$/);
  });

  it('says how many stand where a person put them', () => {
    const counts = { High: [30, 70], Low: [5, 95, 1] } as const;
    expect(book(counts, { byHand: [0, 7, 200] })!.sentence).toMatch(
      /by it\. 2 customers count where a person put them by hand\.$/,
    );
    expect(book(counts, { byHand: [3] })!.sentence).toMatch(/ 1 customer counts where a person put them by hand\.$/);
  });

  it('is silent where nothing is known or no tiers are given', () => {
    expect(book({ High: [0, 0, 9] })).toBeNull();
    expect(book({ None: [5, 5] })).toBeNull();
  });
});
