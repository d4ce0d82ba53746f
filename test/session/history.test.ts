import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { defaultRecipe } from '#shared/recipe';
import { closed, currentRecipe, move, record, redoLabel, startHistory, undoLabel } from '#engine/session/History';

const seeds = [1, 2, 3].map(seed => defaultRecipe(seed));

describe('history', () => {
  it('moves back and forth over recipes and says what each move undoes', () => {
    let history = record(record(startHistory('Opened', seeds[0]), 'Seed 2', seeds[1]), 'Seed 3', seeds[2]);
    expect([undoLabel(history), redoLabel(history)]).toEqual(['Seed 3', null]);
    history = move(move(history, 'undo'), 'undo');
    expect([currentRecipe(history).seed, undoLabel(history), redoLabel(history)]).toEqual([1, null, 'Seed 2']);
    expect(currentRecipe(move(history, 'redo')).seed).toBe(2);
  });

  it('forgets what was undone when something new is done', () => {
    const history = record(
      move(record(startHistory('Opened', seeds[0]), 'Seed 2', seeds[1]), 'undo'),
      'Seed 3',
      seeds[2],
    );
    expect(history.entries.map(entry => entry.label)).toEqual(['Opened', 'Seed 3']);
    expect(redoLabel(history)).toBeNull();
  });

  it('says when there is nothing to undo or redo', () => {
    const history = startHistory('Opened', seeds[0]);
    for (const direction of ['undo', 'redo'] as const) {
      expect(() => move(history, direction)).toThrow(new AppError('project.nothingToUndo', { direction }));
    }
  });

  it('makes one step of an adjustment, however many parts it has', () => {
    const opened = startHistory('Opened', seeds[0]);
    let history = record(record(opened, 'Rule', seeds[1], 'threshold 1'), 'Rule', seeds[2], 'threshold 1');
    expect(history.entries.map(entry => entry.recipe.seed)).toEqual([1, 3]);
    expect(currentRecipe(move(history, 'undo')).seed).toBe(1);
    // Another field, or the same one after it was left, begins another step.
    history = record(history, 'Rule', seeds[1], 'threshold 2');
    expect(history.entries.map(entry => entry.recipe.seed)).toEqual([1, 3, 2]);
  });

  it('ends an adjustment with whatever comes between', () => {
    const begun = record(startHistory('Opened', seeds[0]), 'Rule', seeds[1], 'threshold 1');
    const labels = (history: typeof begun) =>
      record(history, 'Rule', seeds[2], 'threshold 1').entries.map(entry => entry.recipe.seed);
    expect(labels(begun)).toEqual([1, 3]);
    expect(labels(closed(begun))).toEqual([1, 2, 3]);
    expect(labels(move(move(begun, 'undo'), 'redo'))).toEqual([1, 2, 3]);
    expect(labels(move(begun, 'undo'))).toEqual([1, 3]);
    expect(labels(record(begun, 'Seed 1', seeds[0]))).toEqual([1, 2, 1, 3]);
  });

  it('leaves nothing to undo where an adjustment leads back to how it began', () => {
    const opened = record(startHistory('Opened', seeds[2]), 'Seed 1', seeds[0]);
    const begun = record(opened, 'Rule', seeds[1], 'threshold 1');
    const back = record(begun, 'Rule', defaultRecipe(1), 'threshold 1');
    expect([back.entries.length, undoLabel(back)]).toEqual([2, 'Seed 1']);
    const again = record(back, 'Rule', seeds[1], 'threshold 1');
    expect(again.entries.map(entry => entry.recipe.seed)).toEqual([3, 1, 2]);
  });

  it('keeps the last 500 entries', () => {
    let history = startHistory('Opened', seeds[0]);
    for (let i = 0; i < 600; i++) history = record(history, `Change ${i}`, seeds[i % 3]);
    expect(history.entries.length).toBe(500);
    expect(undoLabel(history)).toBe('Change 599');
  });
});
