import { describe, expect, it } from 'vitest';
import { noFeedback } from '#shared/feedback/choices';
import { defaultRecipe } from '#shared/recipe';
import type { TargetSummary } from '#shared/scoring/result';
import { toldOutcomes } from '#engine/session/challengeModel';
import { withLearned } from '#engine/session/learnFeedback';
import type { Watched } from '#engine/session/watchFile';
import { dayNumber } from '#engine/table/cellValue';
import { someCustomers, someList, texts } from '../support/someFeedback.ts';

describe('a score that asks within a window', () => {
  const day = dayNumber('2026-06-30');
  const imported = someCustomers([texts('Id', ['a', 'b'])], [texts('Left', ['Yes', null])], day);
  const plan = { referenceDay: day, features: [] };
  const open = { name: 'Left', event: 'Yes' } as TargetSummary;
  const within = { ...open, window: { outcomeMonths: 3, eventDate: null } } as TargetSummary;

  it('does not learn from feedback, which would fall out of the window again', () => {
    const lists = [someList('outcomes-1', '2026-12-01T08:00:00Z')];
    const recipe = { ...defaultRecipe(), feedback: { ...noFeedback(), lists } };
    expect(withLearned(recipe, imported, { target: within })).toBe(recipe);
    expect(withLearned(recipe, imported, { target: open }).feedback!.learned).toMatchObject({ lists: ['outcomes-1'] });
  });

  it('is compared by what the later file tells alone, and says so', () => {
    const fed = Uint8Array.of(1, 0);
    const watched = { period: { outcomesFrom: 'Feedback.' }, imported, referenceDay: day } as unknown as Watched;
    expect(toldOutcomes(watched, { plan, target: open }, fed)).toEqual({ y: fed, outcomesFrom: 'Feedback.' });
    const left = toldOutcomes(watched, { plan, target: within }, fed);
    expect([...left.y]).toEqual([255, 255]);
    expect(left.outcomesFrom).toContain('left out');
  });
});
