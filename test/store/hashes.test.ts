import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { recipeSha256, resultSha256, sha256Text } from '#engine/store/hashes';
import { defaultRecipe } from '#shared/recipe';
import { someSegmented } from '../support/someSegmented.ts';

test('sha256Text is SHA-256 of the UTF-8 bytes: "abc" from FIPS 180-4', () => {
  expect(sha256Text('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256Text('é')).toBe(
    createHash('sha256')
      .update(Buffer.from([0xc3, 0xa9]))
      .digest('hex'),
  );
});

test('a recipe has the same hash whatever the order of its keys, and another when anything in it changes', () => {
  const recipe = defaultRecipe();
  const reordered = Object.fromEntries(Object.entries(recipe).reverse()) as typeof recipe;
  expect(recipeSha256(reordered)).toBe(recipeSha256(recipe));
  expect(recipeSha256({ ...recipe, seed: 43 })).not.toBe(recipeSha256(recipe));
  expect(recipeSha256({ ...recipe, prepare: recipe.prepare.toReversed() })).not.toBe(recipeSha256(recipe));
});

test('a result has the same hash when nothing but words changed', () => {
  const result = someSegmented();
  const renamed = {
    ...result,
    segmentation: { ...result.segmentation, headline: 'Other words.', reason: 'Other reason.' },
  };
  expect(resultSha256(renamed)).toBe(resultSha256(result));
  expect(resultSha256(someSegmented())).toBe(resultSha256(result));
});

test.each<[string, (result: ReturnType<typeof someSegmented>) => void]>([
  ['one label', r => (r.labels[5] = 0)],
  ['the sign of a zero score', r => (r.scores[0] = -0)],
  ['the last bit of a centre', r => (r.centroids.centers[0] += 2 ** -56)],
  ['a tier', r => (r.tiers[0] = 1)],
  ['a measure', r => (r.segmentation.daviesBouldin += 1e-15)],
  ['the sign of a component', r => (r.pca.components[0] = -1)],
  ['a size', r => (r.segmentation.sizes[0] = 5)],
])('another hash for %s', (_what, change) => {
  const result = someSegmented();
  change(result);
  expect(resultSha256(result)).not.toBe(resultSha256(someSegmented()));
});

test('the same numbers in another kind or cut are another result', () => {
  const result = someSegmented();
  const wider = { ...result, tiers: Uint8Array.from([...result.tiers, 0]) };
  expect(resultSha256(wider)).not.toBe(resultSha256(result));
});
