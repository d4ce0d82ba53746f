import { describe, expect, it } from 'vitest';
import { judgeStructure } from '#engine/segments/evidence/structure';

describe('judgeStructure', () => {
  it.each([
    ['a sharp structure', { silhouette: 0.62, gapPrefers: 3, stability: 0.97 }, 'clear', /^The structure is clear: /],
    ['groups that lie close', { silhouette: 0.3, gapPrefers: 3, stability: 0.9 }, 'clear', /run into each other: /],
    ['one judge against', { silhouette: 0.2, gapPrefers: 3, stability: 0.9 }, 'weak', /^The structure is weak: /],
    [
      'two judges against',
      { silhouette: 0.2, gapPrefers: 3, stability: 0.4 },
      'none',
      /^There is no clear structure: /,
    ],
    ['one group by the gap', { silhouette: 0.4, gapPrefers: 1, stability: 0.9 }, 'none', /cut a continuum/],
    ['one group by the gap, far apart', { silhouette: 0.55, gapPrefers: 1, stability: 0.96 }, 'weak', /though/],
    ['the silhouette alone', { silhouette: 0.1, gapPrefers: null, stability: null }, 'none', /0\.100 is below 0\.25/],
  ] as const)('%s', (_name, evidence, structure, words) => {
    const found = judgeStructure(evidence);
    expect(found.structure).toBe(structure);
    expect(found.structureReason).toMatch(words);
  });
});
