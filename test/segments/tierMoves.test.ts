import { describe, expect, it } from 'vitest';
import type { TierDriver, TierRule } from '#shared/recipe';
import { applyTiers } from '#engine/segments/tiers/applyTiers';
import { driverColumns } from '#engine/segments/tiers/driverColumns';
import { scoreBins } from '#engine/segments/tiers/scoreBins';
import { scoreOne } from '#engine/segments/tiers/scoreOne';
import { tierSnapshot } from '#engine/segments/tiers/TierSnapshot';
import { tierTransitions } from '#engine/segments/tiers/tierTransitions';
import { withTiers } from '#engine/segments/tiers/withTiers';
import type { Segmented } from '#engine/segments/Segmented';
import type { Column } from '#engine/table/Column';
import { tiersAt } from '../../renderer/screens/segments/tiersAt.ts';
import { testRun } from '../support/testRun.ts';
import { someSegmented } from '../support/someSegmented.ts';
import { categories, dates, flags, importedOf, numbers } from './support/tables.ts';

function driver(parts: Partial<TierDriver>): TierDriver {
  return { id: 'd', title: 'D', column: 'c', against: null, measure: 'flag', full: 1, weight: 10, ...parts };
}
const rule = (drivers: TierDriver[], mediumFrom = 20, highFrom = 40): TierRule => ({ drivers, mediumFrom, highFrom });

describe('a driver whose low value is risky', () => {
  const points = (columns: Column[], parts: Partial<TierDriver>) => {
    const nRows = 5;
    const low = rule([driver({ lowIsRisky: true, ...parts })]);
    const scores = Array.from(applyTiers({ nRows, columns }, new Int32Array(nRows), 1, low).scores);
    scores.forEach((score, row) =>
      expect(scoreOne({ nRows, columns }, row, { nRows, columns }, low).score).toBe(score),
    );
    return scores;
  };
  it('gives what would be left of all points, and nothing for a missing value', () => {
    expect(points([flags('c', [true, false, null, true, false])], {})).toEqual([0, 100, 0, 0, 100]);
    expect(points([numbers('c', [0, 1, 4, 9, null])], { measure: 'count', full: 4 })).toEqual([100, 75, 0, 0, 0]);
    // known 1, 2, 2, 4: below them 0, 1, 1 and 3 of four
    expect(points([numbers('c', [2, 1, null, 4, 2])], { measure: 'rank' })).toEqual([75, 100, 0, 25, 75]);
    const columns = [numbers('c', [100, 50, 25, 0, null]), numbers('e', [100, 100, 100, 100, 100])];
    // 100 over 50 is 2, half way from 1 to 3
    expect(points(columns, { measure: 'ratio', against: 'e', full: 3 })).toEqual([0, 50, 100, 100, 0]);
  });
  it('says so in the rule and in the sentences', () => {
    const table = { nRows: 4, columns: [flags('isVerified', [false, false, true, true])] };
    const low = rule([driver({ column: 'isVerified', title: 'Not verified', lowIsRisky: true })]);
    const result = applyTiers(table, new Int32Array(4), 1, low);
    expect(result.ruleText).toContain('no in isVerified');
    expect(result.summaries[0].sentence).toBe(
      '2 customers (50.0 %) are High: is verified for 0.0 % against 50.0 % in the whole book.',
    );
  });
});

it('columns of a rule: no identifiers, protected columns, targets, dates or words of which none says no, each with the measures it allows', () => {
  const columns = [
    categories('ID', ['a', 'b'], 'text'),
    numbers('Volume', [1, 20]),
    flags('isPep', [true, false]),
    categories('Job', ['x', 'y']),
    categories('Sanction', ['None', 'EU list']),
    dates('Since', ['2020-01-01', '2021-01-01']),
    categories('Gender', ['M', 'F']),
    flags('Default', [true, false]),
  ];
  const roles = { ID: 'identifier', Gender: 'protected', Default: 'target' } as const;
  const imported = importedOf(columns, 2, roles);
  expect(driverColumns(imported.table, imported.roles).map(({ name, measures }) => [name, measures[0]])).toEqual([
    ['Volume', 'count'],
    ['isPep', 'flag'],
    ['Sanction', 'flag'],
  ]);
});

const SIX = 6;
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const book = (columns: Column[]) =>
  importedOf([categories('CustomerID', ids, 'text'), ...columns], SIX, { CustomerID: 'identifier' });
const scoresBook = book([numbers('c', [0, 20, 40, 39.5, 100, 99]), numbers('AvgBalance', [1, 2, 4, 8, null, 16])]);
const byCount = rule([driver({ measure: 'count', full: 100 })], 20, 40);

/** What the tiers hold by the rule itself. */
function asRuled(segmented: Segmented, mediumFrom: number, highFrom: number) {
  const { tiers } = withTiers(segmented, scoresBook.table, { ...byCount, mediumFrom, highFrom }).segmentation;
  return Object.fromEntries(tiers.map(one => [one.tier, { customers: one.size, exposure: one.exposure!.sum }]));
}

describe('the scores', () => {
  const segmented = {
    ...withTiers({ ...someSegmented(), segmentation: withSegments() }, scoresBook.table, byCount),
  };
  function withSegments() {
    const { segmentation } = someSegmented();
    return { ...segmentation, segments: [1, 2].map(id => ({ id, name: `S${id}`, size: 3 })) as never };
  }
  const bins = scoreBins(segmented, scoresBook.table);
  it('stand in 100 bins by segment, of which the last holds 100 too', () => {
    const filled = bins.counts.map(own => own.flatMap((count, bin) => (count > 0 ? [[bin, count]] : [])));
    expect(filled).toEqual([
      [
        [0, 1],
        [20, 1],
        [39, 1],
        [40, 1],
      ],
      [[99, 2]],
    ]);
    expect(bins.exposure).toMatchObject({ column: 'AvgBalance' });
    expect(bins.exposure!.sums[1][99]).toBe(16);
  });
  it('tell for each whole score what Low and High would hold, as the rule does', () => {
    for (const [medium, high] of [
      [0, 0],
      [20, 40],
      [21, 40],
      [40, 100],
      [100, 100],
    ])
      expect(tiersAt(bins, { mediumFrom: medium, highFrom: high })).toEqual(asRuled(segmented, medium, high));
    expect(bins.all).toEqual({ customers: 6, exposure: 31 });
  });
  it('keep a tier set by hand wherever the thresholds stand', () => {
    const byHand = [{ row: 0, customer: 'a', what: 'tier', to: 0, was: 2, reason: 'r', by: 'b' }] as const;
    const own = withTiers({ ...segmented, byHand }, scoresBook.table, byCount);
    const with1 = scoreBins(own, scoresBook.table);
    expect(tiersAt(with1, byCount)).toEqual(asRuled(own, 20, 40));
    expect(tiersAt(with1, { mediumFrom: 20, highFrom: 100 }).High.customers).toBe(2);
    expect(tiersAt(with1, byCount).Low.customers).toBe(0);
  });
  it('are told for thresholds between whole scores too', () => {
    const half = withTiers(segmented, scoresBook.table, { ...byCount, mediumFrom: 39.5, highFrom: 99.5 });
    const own = scoreBins(half, scoresBook.table);
    expect(tiersAt(own, { mediumFrom: 39.5, highFrom: 99.5 })).toEqual(asRuled(segmented, 39.5, 99.5));
    expect(tiersAt(own, { mediumFrom: 39.5, highFrom: 50 })).toEqual(asRuled(segmented, 39.5, 50));
  });
  it('are none without drivers, and one bin where all are equal', () => {
    const none = withTiers(segmented, scoresBook.table, rule([]));
    expect(scoreBins(none, scoresBook.table).all.customers).toBe(0);
    const equal = book([numbers('c', [50, 50, 50, 50, 50, 50])]);
    const flat = scoreBins(withTiers(segmented, equal.table, byCount), equal.table);
    expect(flat.counts.map(own => own[50])).toEqual([4, 2]);
    expect(tiersAt(flat, { mediumFrom: 0, highFrom: 50 }).High.customers).toBe(6);
    expect(tiersAt(flat, { mediumFrom: 0, highFrom: 51 }).High.customers).toBe(0);
    expect(flat.exposure).toBeNull();
  });
});

describe('transitions', () => {
  const [H, M, L] = [0, 1, 2];
  const segmented = { ...someSegmented(), labels: Int32Array.of(0, 0, 0, 1, 1, 1) };
  const now = {
    ...segmented,
    segmentation: { ...segmented.segmentation, segments: [1, 2].map(id => ({ id, name: `S${id}` })) as never },
  };
  it('count who moved from where to where, by identifier, and who is in one only', async () => {
    const earlierIds = ['f', 'a', 'b', 'x', 'c', 'a'];
    const earlier = importedOf([categories('CustomerID', earlierIds, 'text')], SIX, { CustomerID: 'identifier' });
    // a L, b H, c M, f H
    const before = tierSnapshot('may.tessera', earlier, Uint8Array.of(H, L, H, L, M, H));
    const tiers = Uint8Array.of(H, H, L, M, M, M);
    const {
      found,
      earlier: was,
      moves,
    } = await tierTransitions(before, tierSnapshot('n', scoresBook, tiers), now, scoresBook.table, testRun());
    expect(found.tiers).toEqual(['High', 'Medium', 'Low']);
    // from High: b to High, f to Medium; from Medium: c to Low; from Low: a to High
    expect(found.counts).toEqual([
      [1, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(found.exposure!.sums[0]).toEqual([2, 16, 0]);
    expect([found.up, found.down, found.same]).toEqual([1, 2, 1]);
    expect([found.onlyBefore, found.onlyNow, found.repeated]).toEqual([1, 2, 1]);
    expect(found.segments).toEqual([
      { id: 1, name: 'S1', up: 1, down: 1, same: 1 },
      { id: 2, name: 'S2', up: 0, down: 1, same: 0 },
    ]);
    expect(Array.from(was)).toEqual([L, H, M, -1, -1, H]);
    expect(Array.from(moves)).toEqual([0, 2, 1, -1, -1, 1]);
    expect(found.sentence).toBe(
      'Against may.tessera, 1 of 4 customers moved to a higher risk tier and 2 to a lower one; 2 are new and 1 is no longer there.',
    );
  });
  it('match the rows themselves where the customers are the same, identifiers or not', async () => {
    const same = tierSnapshot('b', scoresBook, Uint8Array.of(L, L, L, L, L, L));
    const made = await tierTransitions(
      same,
      tierSnapshot('n', scoresBook, Uint8Array.of(H, L, L, L, L, L)),
      now,
      scoresBook.table,
      testRun(),
    );
    expect([made.found.up, made.found.same, made.found.onlyNow]).toEqual([1, 5, 0]);
  });
  it('are refused where only one has an identifier, and say so where nobody is in both', async () => {
    const plain = importedOf([numbers('c', [1, 2])], 2);
    const before = tierSnapshot('old.tessera', plain, Uint8Array.of(H, L));
    const tiers = new Uint8Array(SIX).fill(L);
    const snapshot = tierSnapshot('n', scoresBook, tiers);
    await expect(tierTransitions(before, snapshot, now, scoresBook.table, testRun())).rejects.toThrow(
      'tiers.unmatched',
    );
    const others = importedOf([categories('CustomerID', ['y', 'z'], 'text')], 2, { CustomerID: 'identifier' });
    const { found } = await tierTransitions(
      tierSnapshot('old', others, Uint8Array.of(H, L)),
      snapshot,
      now,
      scoresBook.table,
      testRun(),
    );
    expect(found.sentence).toBe('No customer of old is among these, so there is nothing to compare.');
  });
});
