import { describe, expect, it } from 'vitest';
import { RowFill, type RowContent } from '../../renderer/components/grid/RowFill.ts';

const SLOTS = 40;
const row = (index: number, change: Partial<RowContent> = {}): RowContent => ({
  slot: index % SLOTS,
  index,
  isKnown: true,
  version: '1',
  firstColumn: 1,
  lastColumn: 13,
  ...change,
});
const states = (fill: RowFill, rows: readonly RowContent[]) => {
  fill.startFrame();
  return rows.map(one => fill.state(one, false));
};
const from = (first: number, change: Partial<RowContent> = {}) =>
  Array.from({ length: SLOTS }, (_none, i) => row(first + i, change));

/** Draws until nothing waits, and tells how many frames that took. */
function settle(fill: RowFill, rows: readonly RowContent[]): number {
  let frames = 0;
  do {
    states(fill, rows);
    frames++;
  } while (fill.isBehind && frames < 100);
  return frames;
}

describe('rows in a frame', () => {
  it('are drawn over several frames after a jump, the first that are asked about first', () => {
    const fill = new RowFill();
    const first = states(fill, from(0));
    expect(first[0]).toBe('drawn');
    expect(first[SLOTS - 1]).toBe('blank');
    expect(first.filter(state => state === 'drawn').length).toBeLessThan(20);
    expect(fill.isBehind).toBe(true);
    expect(settle(fill, from(0))).toBeLessThan(5);
    expect(states(fill, from(0))).toEqual(Array.from({ length: SLOTS }, () => 'drawn'));
  });

  it('cost nothing while they stay the same, so that a few new ones come in at once', () => {
    const fill = new RowFill();
    settle(fill, from(0));
    expect(states(fill, from(8))).not.toContain('blank');
    expect(states(fill, from(8, { firstColumn: 3, lastColumn: 15 }))).not.toContain('late');
  });

  it('keep what they showed for a frame when their values changed, and show nothing when they are not known', () => {
    const fill = new RowFill();
    settle(fill, from(0));
    expect(states(fill, from(0, { version: '2' })).at(-1)).toBe('late');
    expect(states(fill, from(0, { isKnown: false }))).not.toContain('late');
    expect(fill.isBehind).toBe(false);
    expect(states(fill, from(0, { version: '3' })).at(-1)).toBe('blank');
  });

  it('are drawn at once where the cursor is', () => {
    const fill = new RowFill();
    states(fill, from(0));
    expect(fill.state(row(SLOTS - 1, { isKnown: false }), true)).toBe('drawn');
  });
});
