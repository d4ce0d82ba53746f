import { describe, expect, it } from 'vitest';
import { noFeedback } from '#shared/feedback/choices';
import { defaultRecipe } from '#shared/recipe';
import { newLists } from '#engine/session/feedbackState';
import type { ShownScores } from '#engine/session/Scores';
import { someCustomers, someList, texts } from '../support/someFeedback.ts';

describe('lists that models have not learned from', () => {
  it('hold one that has the id of a list that was learned from and removed', () => {
    const before = someList('outcomes-1', '2026-09-30T08:00:00Z');
    const learned = { lists: [before.id], target: 'Left', event: 'Yes', eventDate: null };
    const recipe = { ...defaultRecipe(), feedback: { ...noFeedback(), lists: [before], learned } };
    const imported = someCustomers([texts('Id', ['a'])]);
    const shown = { recipe, imported, scored: { target: { name: 'Left', event: 'Yes' } } } as unknown as ShownScores;
    expect(newLists(recipe.feedback, shown)).toEqual([]);
    const another = someList('outcomes-1', '2026-10-31T08:00:00Z', { file: { name: 'b.csv', sha256: null } });
    expect(newLists({ ...noFeedback(), lists: [another] }, shown)).toEqual([another]);
  });
});
