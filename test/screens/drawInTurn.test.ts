import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { drawInTurn } from '../../renderer/charts/drawInTurn.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

it('draws the first at once and each other one in a task of its own, but for those that are given up', () => {
  const drawn: string[] = [];
  const draw = (name: string) => drawInTurn(() => void drawn.push(name));
  draw('a');
  const giveUp = draw('b');
  draw('c');
  draw('d');
  expect(drawn).toEqual(['a']);
  giveUp();
  vi.advanceTimersToNextTimer();
  expect(drawn).toEqual(['a', 'c']);
  vi.advanceTimersToNextTimer();
  expect(drawn).toEqual(['a', 'c', 'd']);
  vi.runAllTimers();
  draw('e');
  expect(drawn).toEqual(['a', 'c', 'd', 'e']);
});

it('goes on after one that fails', () => {
  const drawn: string[] = [];
  drawInTurn(() => void drawn.push('a'));
  drawInTurn(() => {
    throw new Error('cannot be drawn');
  });
  drawInTurn(() => void drawn.push('b'));
  expect(() => vi.advanceTimersToNextTimer()).toThrow('cannot be drawn');
  vi.runAllTimers();
  expect(drawn).toEqual(['a', 'b']);
});
