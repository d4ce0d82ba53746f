import { describe, expect, it } from 'vitest';
import type { TargetSummary } from '#shared/scoring/result';
import { knownOutcomes } from '#engine/feedback/KnownOutcomes';
import { feedScores } from '#engine/session/feedScores';
import { dayNumber } from '#engine/table/cellValue';
import { someCustomers, someList, someOutcome, someRead, texts } from '../support/someFeedback.ts';

describe('scores of a later file with feedback', () => {
  it('count in the window that begins on the reference day of that file, not of the one that was learned from', () => {
    const plan = { referenceDay: NaN, observed: { day: dayNumber('2026-01-31') }, features: [] };
    const target = { name: 'Left', event: 'Yes', window: { outcomeMonths: 3 } } as TargetSummary;
    const list = someList('outcomes-1', '2026-12-01T08:00:00Z');
    const known = knownOutcomes([someRead(list, someOutcome('a', 1, '2026-08-15'), someOutcome('b', 1, '2026-10-15'))]);
    const scores = { p: new Float64Array(2), y: Uint8Array.of(255, 255) };
    const imported = someCustomers([texts('Id', ['a', 'b'])]);
    const fed = feedScores(scores, known, imported, { plan, target }, dayNumber('2026-06-30'));
    expect(Array.from(fed.scores.y)).toEqual([1, 0]);
  });
});
