import { describe, expect, test } from 'vitest';
import type { ContactAction, ContactChoices } from '#shared/decisions/contact';
import { contactList } from '#engine/decide/contactList';
import { boundsOf } from '#engine/decide/contactValues';
import type { Book } from '#engine/decide/Book';
import { smallBook } from '../support/smallBook.ts';

const choices: ContactChoices = {
  value: { amount: 100 },
  actBy: 'one',
  cost: 10,
  success: { low: 0.5, high: 0.5 },
  mostContacts: null,
  budget: null,
};
const ONE: Omit<ContactAction, 'n'>[] = [
  { title: 'A contact', segment: null, cost: 10, success: { low: 0.5, high: 0.5 } },
];
const listOf = (book: Book, changed: Partial<ContactChoices> = {}, plays = ONE) =>
  contactList(book, { ...choices, ...changed }, plays);

describe('whom to contact', () => {
  // Expected value = p × 0.5 × 100 − 10: 0.9 → 35, 0.5 → 15, 0.2 → 0, 0.1 → −5, 0.3 → 5.
  const book = smallBook({ p: [0.2, 0.9, 0.5, 0.1, 0.3, 0.95], y: [0, -1, 0, 0, -1, 1] });

  test('the highest expected value first, nobody at a loss, nobody who had the event', () => {
    const { rows, list } = listOf(book);
    expect([...rows]).toEqual([1, 2, 4]);
    expect(list).toMatchObject({ nCandidates: 5, nHadIt: 1, n: 3, cost: 30 });
    expect(list.expected.value).toBeCloseTo(35 + 15 + 5, 12);
    expect(list.sentence).toContain('3 customers of 5 are worth contacting: it costs 30');
    expect(list.tested).toBeNull();
  });

  test('nobody who had the event before or after the window that the score asks about', () => {
    const windowed = smallBook({ p: [0.9, 0.9, 0.9, 0.9], y: [-1, 0, 0, -1], had: [1, 1, 0, -1] });
    const { rows, list } = listOf(windowed);
    expect([...rows]).toEqual([2, 3]);
    expect(list).toMatchObject({ nHadIt: 2, nCandidates: 2 });
  });

  test('no value from a protected column', () => {
    const own = smallBook({ p: [0.9], y: [0], values: [50], roles: ['protected'] });
    expect(() => listOf(own, { value: { column: 'Balance', share: 1 } })).toThrow(
      expect.objectContaining({ code: 'decide.protected' }),
    );
  });

  test('as many as there is time for, or money', () => {
    expect([...listOf(book, { mostContacts: 2 }).rows]).toEqual([1, 2]);
    expect([...listOf(book, { budget: 25 }).rows]).toEqual([1, 2]);
    expect(listOf(book, { budget: 5 }).list.sentence).toContain('no contact is worth its cost');
  });

  test('where money is short, who brings most for each unit spent comes first', () => {
    // Segment 0 costs 40 a contact and works always, segment 1 costs 10 and works half the time.
    // Row 1: 0.9 × 100 − 40 = 50, 1.25 a unit. Row 2: 0.5 × 50 − 10 = 15, 1.5 a unit. Row 4: 0.3 × 50 − 10 = 5, 0.5 a unit.
    const grouped = smallBook({ p: [0.2, 0.9, 0.5, 0.1, 0.3], y: [0, -1, 0, 0, -1], labels: [1, 0, 1, 1, 1] });
    const plays = [
      { title: 'Visit', segment: 'A', cost: 40, success: { low: 1, high: 1 } },
      { title: 'Letter', segment: 'B', cost: 10, success: { low: 0.5, high: 0.5 } },
      ...ONE,
    ];
    expect([...listOf(grouped, {}, plays).rows]).toEqual([1, 2, 4]);
    expect([...listOf(grouped, { budget: 50 }, plays).rows]).toEqual([2, 1]);
    const { actions } = listOf(grouped, { budget: 20 }, plays).list;
    expect(actions).toEqual([expect.objectContaining({ title: 'Letter', n: 2 })]);
  });

  test('the value of each customer from a column; gaps are counted and left out', () => {
    const valued = smallBook({ p: [0.9, 0.5, 0.5], y: [0, 0, 0], values: [10, 1000, NaN] });
    // 0.9 × 0.5 × 1 − 10 < 0; 0.5 × 0.5 × 100 − 10 = 15.
    const { rows, list } = listOf(valued, { value: { column: 'Balance', share: 0.1 } });
    expect([...rows]).toEqual([1]);
    expect(list).toMatchObject({ nWithoutValue: 1 });
    expect(() => listOf(valued, { value: { column: 'Gone', share: 1 } })).toThrow(
      expect.objectContaining({ code: 'data.unknownColumn' }),
    );
  });

  test('tried on customers with a known outcome, beside chance, by plain arithmetic', () => {
    // 200 known customers: the 100 with 0.8 have the event in 80 cases, the 100 with 0.1 in 10. 45 without an outcome have 0.8 and as many 0.1.
    const p = [
      ...Array<number>(100).fill(0.8),
      ...Array<number>(100).fill(0.1),
      ...Array<number>(45).fill(0.8),
      ...Array<number>(45).fill(0.1),
    ];
    const y = p.map((score, i) => (i >= 200 ? -1 : Number(i % 100 < score * 100)));
    const { list } = listOf(smallBook({ p, y }));
    // 20 + 45 of 110 + 90 candidates with 0.8 are worth it: 65 of 200, so 65 of the 200 known are tried, all with 0.8.
    expect(list.n).toBe(65);
    const { tested } = list;
    // Rows 0 to 64 all had the event: 50 − 10 each.
    expect(tested!.perContact.value).toBeCloseTo(40, 12);
    // 90 events among 200: 0.45 × 50 − 10.
    expect(tested!.byChance.value).toBeCloseTo(12.5, 12);
    expect(tested!.difference.value).toBeCloseTo(27.5, 12);
    expect(tested!.difference.low).toBeGreaterThan(0);
    expect(list.sentence).toContain('The scores are worth using here.');
  });
});

test('a probability is bounded as its calibration bin was seen to lie', () => {
  const bins = [
    { n: 100, meanScore: 0.1, rate: { value: 0.12, low: 0.05, high: 0.2, n: 100 } },
    { n: 100, meanScore: 0.5, rate: { value: 0.4, low: 0.3, high: 0.45, n: 100 } },
  ];
  // 0.2 lies nearest to 0.1: half to twice of it.
  expect(boundsOf(0.2, bins).low).toBeCloseTo(0.1, 12);
  expect(boundsOf(0.2, bins).high).toBeCloseTo(0.4, 12);
  // Foretold too high in its bin: the probability itself stays the upper end.
  expect(boundsOf(0.6, bins)).toEqual({ low: expect.closeTo(0.36, 12), high: 0.6 });
  expect(boundsOf(0.6, [])).toEqual({ low: 0.6, high: 0.6 });
});
