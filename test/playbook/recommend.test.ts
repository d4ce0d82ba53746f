import { describe, expect, it } from 'vitest';
import { playbookSchema, type Play, type Playbook } from '#shared/playbook';
import type { SegmentSummary } from '#shared/results';
import { contrastsByColumn, toProfileTable } from '#engine/explain/contrasts';
import type { Book } from '#engine/playbook/Book';
import { recommend } from '#engine/playbook/recommend';
import { suppliedPlaybook } from '#engine/playbook/suppliedPlaybook';
import type { ColumnRole } from '#shared/columns';
import type { Column } from '#engine/table/Column';

/** Ten customers: six in the first segment with a balance of 100, four in the second with 200; half of the second is active. */
const LABELS = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
const BALANCE: Column = {
  kind: 'number',
  name: 'Average Balance',
  values: Float64Array.of(100, 100, 100, 100, 100, 100, 200, 200, 200, 200),
};
const ACTIVE: Column = { kind: 'boolean', name: 'IsActive', values: Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0) };
const AGE: Column = {
  kind: 'number',
  name: 'Age',
  values: Float64Array.of(20, 20, 20, 20, 20, 20, 60, 60, 60, 60),
};
const CITY: Column = {
  kind: 'category',
  name: 'City',
  codes: Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 0),
  levels: ['Lahore', 'Karachi'],
};

function bookOf(columns: readonly [Column, ColumnRole][], referenceDay = NaN): Book {
  const table = { nRows: 10, columns: columns.map(([column]) => column) };
  const roles = columns.map(([, role]) => role);
  const contrasts = [...contrastsByColumn({ table, roles, referenceDay, labels: LABELS, nSegments: 2 })].flat();
  const tierCounts = [
    { High: 0, Medium: 1, Low: 5, None: 0 },
    { High: 3, Medium: 0, Low: 1, None: 0 },
  ];
  const segments = [6, 4].map((size, i) => ({
    id: i + 1,
    name: `S${i + 1}`,
    size,
    tier: 'Low',
    tierCounts: tierCounts[i],
  }));
  return {
    table,
    roles,
    labels: LABELS,
    segments: segments as SegmentSummary[],
    profile: toProfileTable(contrasts, 2),
  };
}
const BOOK = bookOf([
  [BALANCE, 'feature'],
  [ACTIVE, 'flag'],
  [AGE, 'protected'],
  [CITY, 'feature'],
]);

function play(part: Partial<Play>): Playbook {
  const base: Play = {
    id: 'call',
    title: 'Call',
    aim: 'retain',
    action: 'Call.',
    isOn: true,
    when: [{ kind: 'differs', of: ['avgBalance'], is: 'high', by: 0.5 }],
    reach: 0.8,
    success: { low: 0.1, high: 0.5 },
    worth: { share: 0.1, of: ['avgBalance'] },
    cost: 2,
  };
  return playbookSchema.parse({ version: 1, plays: [{ ...base, ...part }] });
}

describe('recommend', () => {
  it('names the numbers that triggered a play, and works out reach, successes and value', () => {
    const { recommendations, without, headline } = recommend(play({}), BOOK);
    expect(without).toEqual(['S1']);
    expect(headline).toBe('1 play speaks to 1 of 2 segments; nothing is proposed for S1.');
    const [found] = recommendations;
    // Book mean 140; sample sd = sqrt((6 × 40² + 4 × 60²) / 9) = 51.64; (200 − 140) / 51.64 = 1.16.
    expect(found.triggers[0].text).toMatch(
      /^average balance 200 against 140 in the whole book \(1\.16 standard deviations above, asked for 0\.50\)$/,
    );
    // 4 × 0.8 = 3.2 → 3; 0.1 × 3 and 0.5 × 3; worth 0.1 × 200 = 20; 0.3 × 20 − 3 × 2 = 0 and 1.5 × 20 − 6 = 24.
    expect(found).toMatchObject({ segment: 2, reach: 3, cost: 6 });
    expect(found.successes.low).toBeCloseTo(0.3, 12);
    expect(found.value!.low).toBeCloseTo(0, 12);
    expect(found.value!.high).toBeCloseTo(24, 12);
  });

  it('asks for all conditions at once', () => {
    const both = play({
      when: [
        { kind: 'differs', of: ['avgBalance'], is: 'high', by: 0.5 },
        { kind: 'value', of: ['isActive'], is: 'atLeast', value: 0.6 },
      ],
    });
    expect(recommend(both, BOOK).recommendations).toEqual([]);
    expect(recommend(both, BOOK).headline).toBe('No play of the playbook speaks to any of these segments.');
  });

  it('says a time once, and lets no name run into its number', () => {
    const since = play({ when: [{ kind: 'value', of: ['customerSince'], is: 'atLeast', value: 12 }] });
    const joined = [5, 5, 5, 5, 5, 5, 15, 15, 15, 15].map(years => 20_000 - years * 365.2425);
    const bill = play({ when: [{ kind: 'value', of: ['BILL_AMT5'], is: 'atLeast', value: 12 }] });
    const book = bookOf(
      [
        [{ kind: 'date', name: 'CustomerSince', values: Float64Array.from(joined) }, 'date'],
        [{ ...BALANCE, name: 'BILL_AMT5' }, 'feature'],
      ],
      20_000,
    );
    expect([since, bill].map(one => recommend(one, book).recommendations.at(-1)!.triggers[0].text)).toEqual([
      'average years as a customer 15 against 9 in the whole book (asked for at least 12 years)',
      'average bill amount 5 of 200 against 140 in the whole book (asked for at least 12)',
    ]);
  });

  it('judges levels and tiers', () => {
    const level = play({ when: [{ kind: 'level', of: ['city'], level: 'Karachi', share: 0.75 }] });
    expect(recommend(level, BOOK).recommendations.map(r => r.triggers[0].text)).toEqual([
      'city “Karachi” 75.0 % against 40.0 % in the whole book (asked for 75.0 %)',
    ]);
    const tier = play({ when: [{ kind: 'tier', tier: 'High', share: 0.5 }] });
    expect(recommend(tier, BOOK).recommendations.map(r => r.triggers[0].text)).toEqual([
      '75.0 % of the segment is High by the tier rule (asked for 50.0 %)',
    ]);
  });

  it('never rests on a protected trait, and says so', () => {
    const byAge = play({ when: [{ kind: 'differs', of: ['age'], is: 'high', by: 0.1 }] });
    const { recommendations, unjudged } = recommend(byAge, BOOK);
    expect(recommendations).toEqual([]);
    expect(unjudged).toEqual([{ play: 'call', title: 'Call', lacks: ['a column other than age, which is protected'] }]);
  });

  it('says which columns a file lacks, and what a success is worth when nobody said', () => {
    const lacking = play({ when: [{ kind: 'differs', of: ['churned'], is: 'high', by: 0.1 }] });
    expect(recommend(lacking, BOOK).unjudged[0].lacks).toEqual(['a column for churned']);
    const unknown = play({ worth: null, cost: null });
    const [found] = recommend(unknown, BOOK).recommendations;
    expect(found.value).toBeNull();
    expect(found.basis).toContain('what a success is worth is not given');
  });

  it('speaks to no segment by what is known of one of its customers, and values nothing by it', () => {
    const one = (value: number) => Float64Array.of(100, 100, 100, 100, 100, 100, value, NaN, NaN, NaN);
    const book = bookOf([
      [{ kind: 'number', name: 'Average Balance', values: one(1e9) }, 'feature'],
      [ACTIVE, 'flag'],
    ]);
    const spoken = (when: Play['when']) => recommend(play({ when }), book).recommendations;
    expect(spoken([{ kind: 'differs', of: ['avgBalance'], is: 'high', by: 0.5 }])).toEqual([]);
    expect(spoken([{ kind: 'value', of: ['avgBalance'], is: 'atLeast', value: 1e6 }])).toEqual([]);
    const [quiet] = recommend(
      play({
        when: [{ kind: 'differs', of: ['isActive'], is: 'low', by: 0.5 }],
        worth: { of: ['avgBalance'], share: 0.01 },
      }),
      book,
    ).recommendations;
    expect(quiet).toMatchObject({ segment: 2, value: null });
    expect(quiet.basis).toContain('average balance is not known of enough customers in this segment');
  });

  it('leaves out plays that are switched off', () =>
    expect(recommend(play({ isOn: false }), BOOK)).toMatchObject({ recommendations: [], unjudged: [] }));

  it('puts the most valuable first and those of unknown worth last', () => {
    const plays = [play({ id: 'a', worth: null }), play({ id: 'b' }), play({ id: 'c', worth: { amount: 1_000 } })];
    const playbook = { version: 1 as const, plays: plays.flatMap(book => book.plays) };
    expect(recommend(playbook, BOOK).recommendations.map(r => r.play)).toEqual(['c', 'b', 'a']);
  });
});

describe('the playbook that comes with the app', () => {
  it('is valid, and every play names concepts that the dictionary knows', async () => {
    const { CONCEPTS } = await import('#engine/import/dictionary/conceptOf');
    const known = new Set(CONCEPTS.map(({ id }) => id));
    const named = suppliedPlaybook().plays.flatMap(({ when, worth }) => [
      ...when.flatMap(condition => ('of' in condition ? condition.of : [])),
      ...(worth && 'of' in worth ? worth.of : []),
    ]);
    expect(named.filter(name => !known.has(name))).toEqual([]);
  });
  it('rests on no protected concept', async () => {
    const { CONCEPTS } = await import('#engine/import/dictionary/conceptOf');
    const roles = new Map(CONCEPTS.map(({ id, role }) => [id, role]));
    const conditions = suppliedPlaybook().plays.flatMap(({ when }) => when);
    const named = conditions.flatMap(condition => ('of' in condition ? condition.of : []));
    expect(named.filter(name => roles.get(name) === 'protected')).toEqual([]);
  });
  it('refuses two plays under one id, and success from high to low', () => {
    const [first] = play({}).plays;
    expect(playbookSchema.safeParse({ version: 1, plays: [first, first] }).success).toBe(false);
    expect(
      playbookSchema.safeParse({ version: 1, plays: [{ ...first, success: { low: 0.5, high: 0.1 } }] }).success,
    ).toBe(false);
  });
});
