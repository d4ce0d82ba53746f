import { describe, expect, it } from 'vitest';
import { followed, newDraft, type LineDraft } from '../../renderer/components/optionFields/lineDraft.ts';

const asked = (from: string, to: string): LineDraft => ({ ...newDraft(from), text: to, asked: { from, to } });
/** What is left after these values held one after another, each while the work went on or not. */
const after = (draft: LineDraft, ...held: readonly [string, boolean][]) =>
  held.reduce((known, [value, isWorking]) => followed(known, value, isWorking), draft);

describe('a line that is asked for', () => {
  it('stays as it was typed where it is refused', () => {
    const refused = after(asked('a + b', 'a + c('), ['a + c(', true], ['a + b', false]);
    expect(refused).toEqual({ text: 'a + c(', seen: 'a + b', asked: null, refused: 'a + c(' });
    // Asked for again and taken.
    const mended = { ...refused, text: 'a + c', asked: { from: 'a + b', to: 'a + c' } };
    expect(after(mended, ['a + c', true], ['a + c', false])).toEqual({ ...newDraft('a + c') });
  });

  it('follows what holds when it was taken and is undone', () => {
    const taken = after(asked('', 'a'), ['a', true], ['a', false]);
    expect(taken).toEqual(newDraft('a'));
    expect(after(taken, ['', false])).toEqual(newDraft(''));
    expect(after({ ...taken, text: 'half typ' }, ['b', false])).toEqual(newDraft('b'));
  });

  it('is the same draft where nothing changed', () => {
    const draft = { ...newDraft('a'), text: 'ab' };
    expect(followed(draft, 'a', false)).toBe(draft);
  });
});
