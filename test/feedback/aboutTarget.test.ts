import { describe, expect, it } from 'vitest';
import { noFeedback } from '#shared/feedback/choices';
import { defaultRecipe } from '#shared/recipe';
import { aboutOf, listsAbout, targetOf } from '#engine/feedback/aboutTarget';
import { withLearned } from '#engine/session/learnFeedback';
import { someCustomers, someList, texts } from '../support/someFeedback.ts';

describe('what a list of outcomes is about', () => {
  const yesNo = ['Yes', 'No'];
  const imported = someCustomers(
    [texts('Id', ['a', 'b'])],
    [{ ...texts('Churned', yesNo), header: 'Exited' }, texts('Default', yesNo)],
  );
  const at = '2026-12-01T08:00:00Z';
  const exited = { name: 'Churned', event: 'Yes' };
  const lists = [
    someList('outcomes-1', at, { about: aboutOf(imported.table, exited) }),
    someList('outcomes-2', at, { about: { target: 'Default', event: 'Yes' } }),
    someList('outcomes-3', at),
  ];
  const about = (name: string, event: string) => listsAbout(lists, imported.table, { name, event }).map(({ id }) => id);

  it('decides for which event it counts, whatever a person calls the column', () => {
    expect(lists[0].about).toEqual({ target: 'Exited', event: 'Yes' });
    expect(targetOf(imported.table, lists[0].about!)).toEqual(exited);
    expect(about('Churned', 'yes')).toEqual(['outcomes-1', 'outcomes-3']);
    expect(about('Default', 'Yes')).toEqual(['outcomes-2', 'outcomes-3']);
    expect(about('Default', 'No')).toEqual(['outcomes-3']);
  });

  it('decides which models learn from', () => {
    const recipe = { ...defaultRecipe(), feedback: { ...noFeedback(), lists } };
    const target = { name: 'Default', event: 'Yes', window: null } as never;
    expect(withLearned(recipe, imported, { target }).feedback!.learned).toMatchObject({
      lists: ['outcomes-2', 'outcomes-3'],
      target: 'Default',
    });
  });
});
