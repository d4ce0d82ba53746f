import { describe, expect, it } from 'vitest';
import { elbow } from '#engine/metrics/elbow';

describe('elbow', () => {
  it('finds where the curve bends', () => {
    // Scaled to 0 … 1: inertia 1, .25, .1, .05, 0 and clusters 0, .25, .5, .75, 1; the curve lies below the line by
    // 0, .5, .4, .2, 0: most at 3, and falls by more than 1/4 after it.
    expect(elbow([1000, 250, 100, 50, 0], [2, 3, 4, 5, 6])).toBe(3);
  });

  it('finds none on a straight line, with two points, or without any fall', () => {
    expect(elbow([40, 30, 20, 10], [2, 3, 4, 5])).toBeNull();
    expect(elbow([10, 1], [2, 3])).toBeNull();
    expect(elbow([5, 5, 5], [2, 3, 4])).toBeNull();
  });

  it('does not count a bend that is slighter than the steps', () => {
    // Below the line by 0, .05, .05, 0 with steps of 1/3.
    expect(elbow([100, 61.67, 28.33, 0], [2, 3, 4, 5])).toBeNull();
  });

  it('respects uneven steps', () => {
    expect(elbow([100, 20, 10, 0], [2, 4, 8, 16])).toBe(4);
  });
});
