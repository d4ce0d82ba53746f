import { describe, expect, it } from 'vitest';
import { noFeedback } from '#shared/feedback/choices';
import { defaultRecipe } from '#shared/recipe';
import type { TargetSummary } from '#shared/scoring/result';
import { knownOutcomes, outcomesByRow } from '#engine/feedback/KnownOutcomes';
import { layOutcomes } from '#engine/feedback/layOutcomes';
import { outcomeWords, readOutcome } from '#engine/feedback/outcomeWords';
import { recogniseFeedback } from '#engine/feedback/recogniseFeedback';
import { withLearned } from '#engine/session/learnFeedback';
import { dayNumber } from '#engine/table/cellValue';
import type { Column } from '#engine/table/Column';
import {
  someCustomers,
  someList as list,
  someOutcome as row,
  someRead as read,
  texts,
} from '../support/someFeedback.ts';

const AT = '2026-12-01T08:00:00Z';

describe('the words of an outcome', () => {
  it('are those of the target, else yes and no; a no is understood where there are two values', () => {
    const two = { texts: ['Stayed', 'Left'], event: 1, isDated: false };
    expect(readOutcome(' left ', two)).toEqual({ y: 1, value: 'Left' });
    expect(readOutcome('yes', two)).toEqual({ y: 1, value: 'Left' });
    expect(readOutcome('0', two)).toEqual({ y: 0, value: 'Stayed' });
    expect(readOutcome('perhaps', two)).toBeNull();
    const three = { texts: ['Active', 'Dormant', 'Left'], event: 2, isDated: false };
    expect(readOutcome('Dormant', three)).toEqual({ y: 0, value: 'Dormant' });
    expect(readOutcome('no', three)).toBeNull();
    const numbers = { texts: ['1', '2'], event: 1, isDated: false };
    expect(readOutcome('2.0', numbers)).toEqual({ y: 1, value: '2' });
  });

  it('are those that models learned by where the column of another file is empty', () => {
    const customers = someCustomers([texts('Id', ['a', 'b'])], [texts('Left', ['Yes', 'No'])]);
    const target = { name: 'Left', event: 'Yes', window: undefined } as unknown as TargetSummary;
    const recipe = { ...defaultRecipe(), feedback: { ...noFeedback(), lists: [list('outcomes-1', AT)] } };
    const told = withLearned(recipe, customers, { target }).feedback!.learned!;
    const words = outcomeWords(texts('Left', [null, null]), told.event, told.texts);
    expect(['Yes', 'no', '0'].map(text => readOutcome(text, words))).toEqual([
      { y: 1, value: 'Yes' },
      { y: 0, value: 'No' },
      { y: 0, value: 'No' },
    ]);
    const days: Column = { name: 'Left', kind: 'date', values: Float64Array.of(NaN, 20_000) };
    const dated = withLearned(recipe, someCustomers([texts('Id', ['a', 'b'])], [days]), { target });
    expect(dated.feedback!.learned!.texts).toBeUndefined();
  });
});

describe('the latest outcome of a customer', () => {
  it('is the one of the latest day, what is not dated counting from its import', () => {
    const known = knownOutcomes([
      read(list('outcomes-1', '2026-03-10T08:00:00Z'), row('a', 1, '2026-06-01'), row('b', 0)),
      read(list('outcomes-2', '2026-04-10T08:00:00Z'), row('a', 0, '2026-05-01'), row('b', 1)),
    ]);
    const ofRow = outcomesByRow(known, someCustomers([texts('Id', ['a', 'b'])]));
    expect([ofRow.get(0)!.y, ofRow.get(1)!.y]).toEqual([1, 1]);
    expect(known.words).toBe('feedback of 2026-03-10 and 2026-04-10');
  });
});

describe('outcomes laid over those that a file tells', () => {
  const own = list('outcomes-1', AT);
  const customers = someCustomers([texts('Id', ['a', 'b', 'c', 'd', null])]);
  const referenceDay = dayNumber('2026-06-30');

  it('fill what is not known and change what is; what is from before the file counts only for gaps of the book', () => {
    const told = read(own, row('a', 1), row('b', 0, '2026-09-30'), row('c', 1, '2026-05-01'));
    const known = outcomesByRow(knownOutcomes([told]), customers);
    const asked = { referenceDay, window: null, fillsGaps: false };
    const later = layOutcomes([0, -1, -1, 1, 1], known, asked);
    expect(Array.from(later.y)).toEqual([1, 0, 255, 1, 1]);
    expect(later).toMatchObject({ n: 2, nEvents: 1, filled: 1, changed: 1, nBefore: 1 });
    const book = layOutcomes([0, -1, -1, 1, 1], known, { ...asked, fillsGaps: true });
    expect(Array.from(book.y)).toEqual([1, 0, 1, 1, 1]);
    expect(Array.from(layOutcomes([0, 0, 0, 0, 0], known, { ...asked, fillsGaps: true }).y)).toEqual([1, 0, 0, 0, 0]);
  });

  it('change nothing of a file from after their import where they are not dated', () => {
    const known = outcomesByRow(knownOutcomes([read(own, row('a', 0), row('b', 1))]), customers);
    const asked = { window: null, fillsGaps: false };
    const at = (day: string) => layOutcomes([1, 0, 0, 0, 0], known, { ...asked, referenceDay: dayNumber(day) });
    expect(at('2026-12-31')).toMatchObject({ n: 0, changed: 0, nBefore: 2 });
    expect(at('2026-12-01')).toMatchObject({ n: 2, changed: 2, nBefore: 0 });
  });

  it('count within a window by their day, and their absence once it is over', () => {
    const observed = new Float64Array(5).fill(referenceDay);
    const days = [
      row('a', 1, '2026-08-01'),
      row('b', 1, '2026-11-01'),
      row('c', 0, '2026-07-31'),
      row('d', 0, '2026-09-30'),
    ];
    const known = outcomesByRow(knownOutcomes([read(own, ...days)]), customers);
    const asked = { referenceDay, window: { observed, months: 3 }, fillsGaps: false };
    // The window ends on 30 September: b left after it, of c nothing is known at its end.
    expect(Array.from(layOutcomes([-1, -1, -1, -1, -1], known, asked).y)).toEqual([1, 0, 255, 0, 255]);
  });
});

describe('a file of feedback', () => {
  it('is known by the names of its columns', () => {
    expect(recogniseFeedback(['CustomerId', 'Exited', 'Date'], 'Exited', ['CustomerId'], 'a.csv')).toEqual({
      kind: 'outcomes',
      key: 'CustomerId',
      outcome: 'Exited',
      date: 'Date',
    });
    expect(
      recogniseFeedback(['key', 'column', 'value', 'reason', 'by', 'date'], 'Exited', ['CustomerId'], 'a.csv'),
    ).toMatchObject({ kind: 'corrections', key: 'key', column: 'column', value: 'value', reason: 'reason', by: 'by' });
    const lacking = () => recogniseFeedback(['Name', 'Amount'], 'Exited', ['CustomerId'], 'a.csv');
    expect(lacking).toThrow(expect.objectContaining({ code: 'feedback.noColumns' }));
    const unsigned = () => recogniseFeedback(['key', 'column', 'value'], 'Exited', [], 'a.csv');
    expect(unsigned).toThrow(expect.objectContaining({ code: 'feedback.noColumns' }));
  });
});
