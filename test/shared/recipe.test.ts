import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { defaultRecipe, parseRecipe } from '#shared/recipe';

describe('recipe', () => {
  it('the default is valid, survives JSON, and does not share state with the next one', () => {
    const recipe = defaultRecipe(7);
    expect(recipe.seed).toBe(7);
    expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    recipe.reading.missingWords.push('x');
    recipe.prepare.pop();
    expect(defaultRecipe(7)).not.toEqual(recipe);
  });

  it.each([
    ['no object', 5, 'the recipe'],
    ['another version', { ...defaultRecipe(), version: 2 }, 'version'],
    ['a seed below 0', { ...defaultRecipe(), seed: -1 }, 'seed'],
    ['an unknown field', { ...defaultRecipe(), extra: 1 }, 'the recipe'],
    [
      'too many segments',
      { ...defaultRecipe(), segmenting: { ...defaultRecipe().segmenting, nClusters: 21 } },
      'segmenting.nClusters',
    ],
    ['a date that is none', { ...defaultRecipe(), referenceDate: '2024-02-30' }, 'referenceDate'],
    ['a role that is none', { ...defaultRecipe(), columns: { Age: { role: 'king' } } }, 'columns.Age.role'],
    [
      'a driver without weight',
      {
        ...defaultRecipe(),
        tiers: {
          drivers: [{ id: 'a', title: 'A', column: 'a', against: null, measure: 'flag', full: 1 }],
          mediumFrom: 20,
          highFrom: 40,
        },
      },
      'tiers.drivers.0.weight',
    ],
  ])('refuses %s and says where', (_what, value, where) => {
    try {
      parseRecipe(value);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).code).toBe('recipe.invalid');
      expect((error as AppError).args).toMatchObject({ where });
      return;
    }
    throw new Error('the recipe was accepted');
  });
});
