import { expect, test } from 'vitest';
import { placeOf } from '../../renderer/screens/prepare/placeOf.ts';

const catalog = ['dates', 'regression', 'gaps', 'bins', 'flags', 'scale', 'pca'].map(id => ({ id }));
const steps = ['dates', 'gaps', 'flags', 'scale'].map(step => ({ step }));

test('a step goes before the first that the catalogue has after it, and else to the end', () => {
  expect(placeOf('regression', steps, catalog)).toBe(1);
  expect(placeOf('bins', steps, catalog)).toBe(2);
  expect(placeOf('pca', steps, catalog)).toBe(4);
  // A second one of the same kind follows the first, and steps that were moved by hand stay where they are.
  expect(placeOf('scale', steps, catalog)).toBe(4);
  expect(placeOf('gaps', [{ step: 'scale' }, { step: 'dates' }], catalog)).toBe(0);
  expect(placeOf('gaps', [], catalog)).toBe(0);
});
