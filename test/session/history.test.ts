import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { defaultRecipe } from '#shared/recipe';
import { currentRecipe, move, record, redoLabel, startHistory, undoLabel } from '#engine/session/History';

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

  it('keeps the last 500 entries', () => {
    let history = startHistory('Opened', seeds[0]);
    for (let i = 0; i < 600; i++) history = record(history, `Change ${i}`, seeds[i % 3]);
    expect(history.entries.length).toBe(500);
    expect(undoLabel(history)).toBe('Change 599');
  });
});
