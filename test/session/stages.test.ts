import { describe, expect, it } from 'vitest';
import { defaultRecipe } from '#shared/recipe';
import { StageCache } from '#engine/session/StageCache';
import { importKey, prepareKey, segmentKey } from '#engine/session/stageKeys';
import { baseName } from '#engine/session/baseName';

describe('stage keys', () => {
  const recipe = defaultRecipe();
  it('change only with what the stage depends on', () => {
    const steps = { ...recipe, prepare: recipe.prepare.slice(1) };
    expect(importKey(steps)).toBe(importKey(recipe));
    expect(prepareKey(steps)).not.toBe(prepareKey(recipe));
    const named = {
      ...recipe,
      segmenting: { ...recipe.segmenting, names: { '1': 'Quiet' } },
      tiers: { drivers: [], mediumFrom: 1, highFrom: 2 },
    };
    expect(segmentKey(named)).toBe(segmentKey(recipe));
    const roles = { ...recipe, columns: { City: { role: 'ignore' as const } } };
    for (const key of [importKey, prepareKey, segmentKey]) expect(key(roles)).not.toBe(key(recipe));
    expect(segmentKey({ ...recipe, seed: 7 })).not.toBe(segmentKey(recipe));
  });
});

describe('stage cache', () => {
  it('keeps the most recently used and forgets the rest', () => {
    const cache = new StageCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    expect(cache.get('a')).toBe(1);
    cache.set('c', 3);
    expect(['a', 'b', 'c'].map(key => cache.get(key))).toEqual([1, undefined, 3]);
  });
});

describe('base name', () => {
  it.each([
    ['RiskSummary.xlsx', 'RiskSummary'],
    ['default of credit card clients.xlsx', 'default of credit card clients'],
    ['a/b\\c:d?.csv', 'a_b_c_d_'],
    ['CON.csv', 'Tessera CON'],
    ['aux.2025.csv', 'Tessera aux.2025'],
    ['.csv', 'Tessera'],
    ['name. . .xlsx', 'name'],
    ['name.csv.gz', 'name'],
    ['\u202excod.xlsx', '_xcod'],
  ])('%j becomes %j', (name, expected) => expect(baseName(name)).toBe(expected));
});
