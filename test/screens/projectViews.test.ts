import { describe, expect, it } from 'vitest';
import { ProjectViews, type ViewStorage } from '../../renderer/hooks/ProjectViews.ts';

function storageWith(text: string | null): ViewStorage {
  let kept = text;
  return { getItem: () => kept, setItem: (_key, value) => void (kept = value) };
}
const forbidden: ViewStorage = {
  getItem: () => {
    throw new DOMException('denied', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('denied', 'SecurityError');
  },
};

describe('how a table is looked at', () => {
  it('is kept by table, from one start to the next', () => {
    const storage = storageWith(null);
    const views = new ProjectViews(() => storage);
    views.change('a', { columnWidths: { City: 200 } });
    views.change('a', { dismissed: ['gaps | City'] });
    const again = new ProjectViews(() => storage);
    expect(again.of('a')).toEqual({ columnWidths: { City: 200 }, dismissed: ['gaps | City'] });
    expect(again.of('b')).toEqual({ columnWidths: {}, dismissed: [] });
  });

  it('stays the same object until it is changed', () => {
    const views = new ProjectViews(() => storageWith(null));
    expect(views.of('a')).toBe(views.of('a'));
    views.change('a', { dismissed: ['x'] });
    const before = views.of('a');
    views.change('b', { dismissed: ['y'] });
    expect(views.of('a')).toBe(before);
  });

  it('forgets the table that was left alone for longest', () => {
    const views = new ProjectViews(() => storageWith(null));
    for (let i = 0; i < 31; i++) views.change(`t${i}`, { dismissed: ['x'] });
    expect(views.of('t0').dismissed).toEqual([]);
    expect(views.of('t1').dismissed).toEqual(['x']);
    expect(views.of('t30').dismissed).toEqual(['x']);
  });

  it('is untouched where nothing sensible is stored, and lasts while storage is forbidden', () => {
    for (const text of ['{', '{}', '[1,["a"],["b",{"columnWidths":{"x":"wide"},"dismissed":[1]}]]'])
      expect(new ProjectViews(() => storageWith(text)).of('b')).toEqual({ columnWidths: {}, dismissed: [] });
    const views = new ProjectViews(() => forbidden);
    views.change('a', { dismissed: ['x'] });
    expect(views.of('a').dismissed).toEqual(['x']);
  });
});
