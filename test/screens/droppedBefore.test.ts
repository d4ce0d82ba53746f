import { describe, expect, it } from 'vitest';
import { droppedBefore } from '../../renderer/screens/prepare/droppedBefore.ts';

const proposal = (from: string, to: string) => ({ from, to, nFrom: 2, nTo: 20, similarity: 0.96 });
const proposals = [proposal('Mulan', 'Multan'), proposal('Karachhi', 'Karachi')];

describe('a review of levels that look alike', () => {
  it('begins with all proposals', () => {
    expect(droppedBefore(proposals, [])).toEqual(new Set());
    expect(droppedBefore(proposals, [['Lahor', 'Lahore']])).toEqual(new Set());
  });

  it('begins as it ended where it was kept before', () => {
    expect(droppedBefore(proposals, [['Karachhi', 'Karachi']])).toEqual(new Set(['Mulan']));
  });
});
