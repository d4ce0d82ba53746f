import { describe, expect, it } from 'vitest';
import type { ScoreContributions } from '#engine/scoring/explain/Contributions';
import { explainCustomer, leastReason, reasonsForFile, reasonTeller } from '#engine/scoring/explain/reasons';
import type { PlannedFeature } from '#engine/scoring/features';
import type { FeatureTable } from '#engine/table/FeatureTable';
import { numberFeature } from '../../support/featureTables.ts';
import { plannedOf } from './plannedOf.ts';

const book: FeatureTable = {
  nRows: 100,
  features: [
    numberFeature(
      'Age',
      Array.from({ length: 100 }, (_none, row) => row),
    ),
    numberFeature(
      'NumOfProducts',
      Array.from({ length: 100 }, (_none, row) => (row === 81 ? 3 : 1 + (row % 2))),
    ),
    { kind: 'category', name: 'Geography', codes: new Int32Array(100).fill(1), levels: ['France', 'Germany'] },
    numberFeature('IsActive', new Float64Array(100)),
    numberFeature('Balance', new Float64Array(100).fill(NaN)),
    numberFeature('Balance2', new Float64Array(100)),
  ],
};
const planned = plannedOf(book).map((feature): PlannedFeature => {
  if (feature.name === 'IsActive') return { ...feature, columnKind: 'boolean' };
  return feature.name === 'Balance2' ? { ...feature, column: 'Balance' } : feature;
});

function contributionsOf(own: number[], eventSign: 1 | -1 = 1): ScoreContributions {
  const values = new Float64Array(600);
  values.set(own, 81 * 6);
  return { baseline: 0.2, values, nRows: 100, nFeatures: 6, scale: 'probability', eventSign };
}
function explain(own: number[], eventSign: 1 | -1 = 1) {
  const contributions = contributionsOf(own, eventSign);
  return explainCustomer(
    reasonTeller(planned, book, leastReason(contributions), new Set()),
    book,
    contributions,
    81,
    1234,
  );
}

describe('reasons for a score', () => {
  it('are the four that raise it most and the two that lower it most, one per column, with the own value', () => {
    const found = explain([0.1, 0.2, 0.05, -0.3, 0.04, 0.03]);
    expect(found.raises.map(({ text }) => text)).toEqual([
      'Number of products is 3: raises the score',
      'Age is 81, higher than 81 % of customers: raises the score',
      'Geography is Germany: raises the score',
      'Average balance is not given: raises the score',
    ]);
    expect(found.lowers.map(({ text }) => text)).toEqual(['Active is no: lowers the score']);
    expect(found.row).toBe(1234);
    expect(found.score).toBeCloseTo(0.32, 12);
    expect(found.contributions.map(({ feature }) => feature)[0]).toBe('IsActive');
    expect(reasonsForFile(found)).toBe(
      'Number of products is 3; Age is 81, higher than 81 % of customers; Geography is Germany; Average balance is not given',
    );
  });

  it('are none below the stated size', () => {
    // The book's customers contribute (0.1 + 100 small) / 100 on average: one twentieth of it is the least.
    const contributions = contributionsOf([0.0004, 0.1, 0, 0, 0, -0.0004]);
    contributions.values.fill(0.5 / 6, 0, 80 * 6);
    const teller = reasonTeller(planned, book, leastReason(contributions), new Set());
    expect(teller.least).toBeCloseTo((0.05 * (80 * 0.5 + 0.1008)) / 100, 12);
    const found = explainCustomer(teller, book, contributions, 81, 81);
    expect(found.raises.map(({ feature }) => feature)).toEqual(['NumOfProducts']);
    expect(found.lowers).toEqual([]);
  });

  it('are none where nothing is contributed', () => {
    const found = explain([0, 0, 0, 0, 0, 0]);
    expect([found.raises, found.lowers, reasonsForFile(found)]).toEqual([[], [], '']);
  });

  it('turn round where a higher answer means a less probable event', () => {
    const found = explain([-0.3, 0, 0, 0.2, 0, 0], -1);
    expect(found.raises.map(({ column }) => column)).toEqual(['Age']);
    expect(found.lowers.map(({ column }) => column)).toEqual(['IsActive']);
    expect(found.score).toBeCloseTo(-0.2 + 0.1, 12);
  });

  it('are refused for a model with a protected column', () => {
    expect(() => reasonTeller(planned, book, leastReason(contributionsOf([])), new Set(['Age']))).toThrow(
      'the protected column Age is a feature of the model',
    );
  });
});
