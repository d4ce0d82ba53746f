import { describe, expect, it } from 'vitest';
import { choiceReason } from '#engine/segments/choiceReason';
import { chooseNClusters, type MeasuredCandidate } from '#engine/segments/chooseNClusters';

/** Standard error 0.01 unless said otherwise. */
function candidate(
  nClusters: number,
  silhouette: number,
  parts: Partial<MeasuredCandidate> & { se?: number } = {},
): MeasuredCandidate {
  const half = 1.959963984540054 * (parts.se ?? 0.01);
  return {
    nClusters,
    silhouette,
    inertia: 1000 / nClusters,
    daviesBouldin: 1,
    calinskiHarabasz: 100,
    smallest: 50,
    silhouetteInterval: null,
    gap: null,
    gapError: null,
    stability: null,
    bic: null,
    aic: null,
    silhouetteResult: { low: silhouette - half, high: silhouette + half },
    ...parts,
  };
}

describe('the number of segments', () => {
  it('a clear winner is taken, and those that agree are named', () => {
    const candidates = [
      candidate(2, 0.3),
      candidate(3, 0.4, { calinskiHarabasz: 90 }),
      candidate(4, 0.6, { daviesBouldin: 0.5 }),
    ];
    const choice = chooseNClusters(candidates, 3, 1000);
    expect(choice).toMatchObject({ nClusters: 4, tied: [4], setAside: [] });
    const reason = choiceReason(choice, candidates, null);
    expect(reason).toBe(
      'The silhouette is highest at 4 (0.600, of 2 to 4 tried); Davies–Bouldin agrees. In doubt: Calinski–Harabasz would prefer 2; the elbow would prefer 3.',
    );
  });

  it('within one standard error the other measures decide', () => {
    const candidates = [
      candidate(3, 0.395),
      candidate(4, 0.392, { daviesBouldin: 0.5, calinskiHarabasz: 120 }),
      candidate(5, 0.4),
    ];
    const choice = chooseNClusters(candidates, 4, 1000);
    expect(choice).toMatchObject({
      nClusters: 4,
      tied: [3, 4, 5],
      votes: ['Davies–Bouldin', 'Calinski–Harabasz', 'elbow'],
    });
    expect(choiceReason(choice, candidates, null)).toContain(
      '3 (0.395), 4 (0.392) and 5 (0.400) lie within one standard error, of 3 to 5 tried; among these Davies–Bouldin, Calinski–Harabasz and the elbow prefer 4.',
    );
  });

  it('just outside one standard error nothing is tied', () => {
    const candidates = [candidate(3, 0.389, { daviesBouldin: 0.5, calinskiHarabasz: 120 }), candidate(5, 0.4)];
    expect(chooseNClusters(candidates, 3, 1000)).toMatchObject({ nClusters: 5, tied: [5] });
  });

  it('when the votes are even the smaller is taken', () => {
    const candidates = [
      candidate(3, 0.4, { calinskiHarabasz: 120 }),
      candidate(4, 0.401, { calinskiHarabasz: 90, daviesBouldin: 1.1 }),
    ];
    // 3: Davies–Bouldin and Calinski–Harabasz; 4: silhouette and elbow
    expect(chooseNClusters(candidates, 4, 1000).nClusters).toBe(3);
  });

  it('sets a candidate aside whose smallest segment holds less than 1 %', () => {
    const candidates = [candidate(2, 0.3), candidate(3, 0.9, { smallest: 9 })];
    const choice = chooseNClusters(candidates, null, 1000);
    expect(choice).toMatchObject({ nClusters: 2, setAside: [3] });
    expect(choiceReason(choice, candidates, null)).toContain(
      '3 was set aside, with a segment of fewer than 10 customers.',
    );
    expect(chooseNClusters([candidate(3, 0.9, { smallest: 10 }), candidates[0]], null, 1000).nClusters).toBe(3);
  });

  it('but takes one when all are like that', () => {
    expect(chooseNClusters([candidate(2, 0.5, { smallest: 1 })], null, 1000)).toMatchObject({
      nClusters: 2,
      setAside: [],
    });
  });

  it('says so when there is no clear structure', () => {
    const candidates = [candidate(2, 0.12), candidate(3, 0.2)];
    const reason = choiceReason(chooseNClusters(candidates, null, 1000), candidates, null);
    expect(reason).toContain('no clear structure: a silhouette of 0.200 is below 0.25');
  });

  it('without clear groups the elbow decides, if its silhouette is nearly as good', () => {
    const candidates = [candidate(2, 0.21), candidate(3, 0.17), candidate(4, 0.19), candidate(5, 0.15)];
    const choice = chooseNClusters(candidates, 4, 1000);
    expect(choice).toMatchObject({ nClusters: 4, by: 'elbow' });
    const reason = choiceReason(choice, candidates, null);
    expect(reason).toContain('of 2 to 5 tried, the best is 0.210 at 2; 0.190 at 4), so the elbow does');
    expect(reason).toContain('no clear structure: a silhouette of 0.190 is below 0.25');
    // 0.21 − 0.15 is more than 0.05, so the elbow at 5 is not heard; Davies–Bouldin prefers none, and the first of equals is 2
    expect(chooseNClusters(candidates, 5, 1000)).toMatchObject({ nClusters: 2, by: 'evidence' });
    const overlapping = candidates.map(c => (c.nClusters === 3 ? { ...c, daviesBouldin: 0.9 } : c));
    const byIndex = chooseNClusters(overlapping, null, 1000);
    expect(byIndex).toMatchObject({ nClusters: 3, by: 'Davies–Bouldin' });
    expect(choiceReason(byIndex, overlapping, null)).toContain(
      'so Davies–Bouldin does: the segments overlap least at 3 (0.900)',
    );
    // and where there are groups the silhouette decides
    expect(chooseNClusters([candidate(2, 0.3), candidate(4, 0.28)], 4, 1000)).toMatchObject({
      nClusters: 2,
      by: 'evidence',
    });
  });

  it('a number that was given is taken, with what the evidence would have said', () => {
    const candidates = [candidate(2, 0.5), candidate(5, 0.3)];
    const choice = chooseNClusters(candidates, null, 1000);
    expect(choiceReason(choice, candidates, 5)).toMatch(
      /^5 segments as asked for \(silhouette 0\.300\)\. The evidence would have said 2: /,
    );
    expect(choiceReason(choice, candidates, 2)).toMatch(/^2 segments as asked for .*the evidence agrees/);
  });

  it('numbers tried are listed when some are left out between them', () => {
    const candidates = [candidate(2, 0.5), candidate(3, 0.4), candidate(9, 0.3)];
    expect(choiceReason(chooseNClusters(candidates, null, 1000), candidates, null)).toContain('of 2, 3 and 9 tried');
    const alone = [candidate(4, 0.5)];
    expect(choiceReason(chooseNClusters(alone, null, 1000), alone, null)).toBe(
      '4 segments was the only number tried (silhouette 0.500).',
    );
  });

  it('candidates without a silhouette never win against one that has it', () => {
    expect(chooseNClusters([candidate(2, Number.NaN), candidate(3, 0.1)], null, 100).nClusters).toBe(3);
    expect(chooseNClusters([candidate(2, Number.NaN), candidate(3, Number.NaN)], null, 100).nClusters).toBe(2);
  });
});
